import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { answerWith } from '../../tests/server'
import { useAction } from './action'
import { actionHeaders, api, call, callTagged } from './client'
import { language } from './language'
import { Problem } from './problem'
import { onReauthenticationRequired } from './transport'

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout'] }))
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  onReauthenticationRequired(null)
  language.value = 'zh-CN'
})

async function settle<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined)
  await vi.advanceTimersByTimeAsync(20_000)
  return promise
}

const reset = (key: string) => call(api.POST('/api/clock', { params: { header: actionHeaders(key) }, body: { days: 1 } }))

describe('reading', () => {
  it('says the reader’s language and gives the version with the data', async () => {
    language.value = 'en'
    const requests = answerWith({ 'GET /api/clock': () => Response.json({ business_today: '2024-10-08' }, { headers: { ETag: '"v7"' } }) })
    const { data, etag } = await settle(callTagged(api.GET('/api/clock')))
    expect(data.business_today).toBe('2024-10-08')
    expect(etag).toBe('"v7"')
    expect(requests[0]?.headers.get('Accept-Language')).toBe('en')
    expect(requests[0]?.headers.has('Idempotency-Key')).toBe(false)
  })

  it('turns problem details into a Problem with its findings', async () => {
    answerWith({ 'GET /api/clock': () => Response.json({ id: 'cases.not_allowed', title: '现在不能提交', errors: [{ field: 'a', message: '缺材料' }], allowed: ['withdraw'], instance: 'k7' }, { status: 409 }) })
    const problem = await settle(call(api.GET('/api/clock'))).catch((cause: unknown) => cause)
    expect(problem).toBeInstanceOf(Problem)
    expect(problem).toMatchObject({ status: 409, id: 'cases.not_allowed', allowed: ['withdraw'], incident: 'k7', isUnknown: false })
    expect((problem as Problem).of('a')[0]?.message).toBe('缺材料')
  })
})

describe('acting', () => {
  it('repeats after 503 with the same key and names the version', async () => {
    let count = 0
    const requests = answerWith({ 'POST /api/clock': () => (++count < 3 ? Response.json({ title: '稍后' }, { status: 503 }) : { business_today: 'x' }) })
    await settle(call(api.POST('/api/clock', { params: { header: actionHeaders('key-12345', 7) }, body: { days: 1 } })))
    expect(requests.map((each) => each.headers.get('Idempotency-Key'))).toEqual(['key-12345', 'key-12345', 'key-12345'])
    expect(requests.map((each) => each.body)).toEqual(Array(3).fill('{"days":1}'))
    expect(requests[0]?.headers.get('If-Match')).toBe('"v7"')
  })

  it('gives up when no answer comes, and says that the outcome is unknown', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
    const problem = await settle(reset('key-12345')).catch((cause: unknown) => cause)
    expect(problem).toMatchObject({ status: 0, id: 'web.offline', isUnknown: true })
  })

  it('does not repeat a refusal', async () => {
    const requests = answerWith({ 'POST /api/clock': () => Response.json({ title: '不行' }, { status: 422 }) })
    await settle(reset('key-12345')).catch(() => undefined)
    expect(requests).toHaveLength(1)
  })

  it('asks for the password and repeats once it was given', async () => {
    let isGiven = false
    const requests = answerWith({ 'POST /api/clock': () => (isGiven ? { business_today: 'x' } : Response.json({ id: 'http.reauthentication_required' }, { status: 403 })) })
    onReauthenticationRequired(async () => (isGiven = true))
    await settle(reset('key-12345'))
    expect(requests).toHaveLength(2)
    expect(requests[1]?.body).toBe('{"days":1}')
  })

  it('passes the refusal on when the password was not given', async () => {
    answerWith({ 'POST /api/clock': () => Response.json({ id: 'http.reauthentication_required' }, { status: 403 }) })
    onReauthenticationRequired(async () => false)
    await expect(settle(reset('key-12345'))).rejects.toMatchObject({ status: 403 })
  })
})

describe('useAction', () => {
  it('keeps its key while the outcome is unknown and the input the same', async () => {
    const keys: string[] = []
    let failure: Problem | null = new Problem({}, 0)
    const action = useAction(async (key: string, input: string) => {
      keys.push(key)
      if (failure) throw failure
      return input
    })
    await action.run('a')
    await action.run('a')
    expect(keys[1]).toBe(keys[0])
    await action.run('b')
    expect(keys[2]).not.toBe(keys[1])
    failure = new Problem({}, 422)
    await action.run('b')
    expect(keys[3]).toBe(keys[2])
    failure = null
    expect(await action.run('b')).toBe('b')
    expect(keys[4]).not.toBe(keys[3])
    expect(action.problem.value).toBeNull()
  })

  it('runs once at a time', async () => {
    let finish: () => void = () => undefined
    const action = useAction(() => new Promise<void>((resolve) => (finish = resolve)))
    const first = action.run()
    expect(await action.run()).toBeUndefined()
    expect(action.isRunning.value).toBe(true)
    finish()
    await first
    expect(action.isRunning.value).toBe(false)
  })
})
