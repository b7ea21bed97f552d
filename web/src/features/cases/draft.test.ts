import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, type EffectScope } from 'vue'
import type { SectionDefinition } from '@/forms/procedure'
import { recall, remember } from '@/ui'
import { answerWith, lastOf, type Received } from '../../../tests/server'
import { useDraft } from './draft'

const section = { id: 'section_2', fields: [{ id: 'basis', type: 'long_text', required: true }, { id: 'note', type: 'text', required: false }] } as unknown as SectionDefinition
const path = '/api/cases/c1/draft/section_2'
const saved = (version: number) => ({ version, saved_at: '2026-09-15T02:00:00Z', warnings: [] })
let scope: EffectScope

function open(stored = {}) {
  return scope.run(() => useDraft('c1', [section], stored as never))!
}

beforeEach(() => {
  vi.useFakeTimers()
  scope = effectScope()
})
afterEach(() => {
  scope.stop()
  vi.useRealTimers()
  vi.unstubAllGlobals()
  remember('draft.c1.section_2', '')
})

describe('a section that saves itself', () => {
  it('waits for a pause, sends what stands there once, and names the version of the save before', async () => {
    let version = 3
    const requests = answerWith({ [`PUT ${path}`]: () => saved(++version) })
    const draft = open({ section_2: { version: 3, answers: { basis: '原文' } } })
    draft.change('section_2', 'basis', '改')
    draft.change('section_2', 'basis', '改好')
    expect(draft.sections['section_2']?.state).toBe('changed')
    await vi.advanceTimersByTimeAsync(2000)
    expect(requests.map((request) => request.headers.get('If-Match'))).toEqual(['"v3"'])
    expect(JSON.parse(requests[0]?.body ?? '{}')).toEqual({ answers: { basis: '改好' } })
    draft.change('section_2', 'note', '备注')
    await vi.advanceTimersByTimeAsync(2000)
    expect(lastOf(requests, 'PUT')?.headers.get('If-Match')).toBe('"v4"')
    expect(draft.sections['section_2']?.state).toBe('saved')
  })

  it('keeps in the browser what did not arrive and offers it at the next opening', async () => {
    answerWith({ [`PUT ${path}`]: () => Response.json({ id: 'x', title: '无效' }, { status: 422 }) })
    const draft = open()
    draft.change('section_2', 'basis', '没有保存的文字')
    await vi.advanceTimersByTimeAsync(2000)
    expect(draft.sections['section_2']?.state).toBe('failed')
    expect(await draft.saveAll()).toBe(false)
    const requests = answerWith({ [`PUT ${path}`]: saved(1) })
    const next = open()
    expect(next.offered.value).toEqual(['section_2'])
    next.takeOffered(true)
    await vi.advanceTimersByTimeAsync(10)
    expect(JSON.parse(lastOf(requests, 'PUT')?.body ?? '{}')).toEqual({ answers: { basis: '没有保存的文字' } })
    expect(recall('draft.c1.section_2') || '').toBe('')
  })

  it('what was declined to be restored is forgotten', () => {
    remember('draft.c1.section_2', JSON.stringify({ basis: '旧稿' }))
    const draft = open({ section_2: { version: 1, answers: { basis: '已保存' } } })
    draft.takeOffered(false)
    expect(draft.sections['section_2']?.answers).toEqual({ basis: '已保存' })
    expect(recall('draft.c1.section_2') || '').toBe('')
  })

  it('another’s save is met, not overwritten: nothing is sent until the two have been merged', async () => {
    const requests: Received[] = answerWith({ [`PUT ${path}`]: (request: Received) => (request.headers.get('If-Match') === '"v9"' ? saved(10) : Response.json({ id: 'cases.stale_draft', title: '内容已被更新', stored: { version: 9, answers: { basis: '别人的' } } }, { status: 412 })) })
    const draft = open({ section_2: { version: 2, answers: {} } })
    draft.change('section_2', 'basis', '我的')
    await vi.advanceTimersByTimeAsync(2000)
    expect(draft.sections['section_2']).toMatchObject({ state: 'conflict', theirs: { basis: '别人的' }, answers: { basis: '我的' } })
    draft.change('section_2', 'basis', '我的，又改')
    await vi.advanceTimersByTimeAsync(5000)
    expect(requests).toHaveLength(1)
    expect(await draft.saveAll()).toBe(false)
    await draft.settle('section_2', { basis: '别人的' })
    expect(lastOf(requests, 'PUT')?.headers.get('If-Match')).toBe('"v9"')
    expect(draft.sections['section_2']?.state).toBe('saved')
  })
})
