import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { session, type Session } from '@/api'
import { expectAccessible } from '../../../tests/axe'
import { openPage, settled } from '../../../tests/page'
import { answerWith, lastOf } from '../../../tests/server'
import ServicesPage from './ServicesPage.vue'

const text = (zh: string) => ({ zh, en: zh })
const kinds = { items: [{ id: 'training', label: text('培训讲座'), cites: [] }, { id: 'consultation', label: text('知识产权咨询'), cites: [] }] }
const record = {
  id: 's1', organisation_id: 'g1', organisation_name: '甲单位', kind: 'training', kind_label: text('培训讲座'), on: '2026-05-06', title: '专利检索培训', recipients: '园区企业', content: '讲授检索方法', effect: '',
  times: 2, people: 80, withdrawn_reason: '', version: 3, is_mine: true,
}
const withdrawn = { ...record, id: 's2', title: '重复的一条', people: null, withdrawn_reason: '重复登记' }
const figures = { items: [{ kind: 'training', kind_label: text('培训讲座'), records: 1, times: 2, people: 80 }, { kind: 'consultation', kind_label: text('知识产权咨询'), records: 4, times: 9, people: 0 }], text: '共开展培训讲座2次。' }
const versions = [{ ...record, version: 2, title: '检索培训', action: 'record', written_on: '2026-05-07' }, { ...record, action: 'correct', why: '名称写全', written_on: '2026-05-08' }]
const answers = {
  'GET /api/service-kinds': kinds, 'GET /api/services': { items: [record, withdrawn], next_cursor: null }, 'GET /api/organisations/g1/service-figures': figures,
  'GET /api/services/s1': { ...record, versions }, 'GET /api/services/s2': { ...withdrawn, versions: [] },
}

function signInAs(grant: object): void {
  session.value = { account: { id: 'x', display_name: '经办人', state: 'active', grants: [grant] }, business_today: '2026-10-01', is_demonstration_mode: false } as unknown as Session
}
const dialog = (): HTMLElement => document.querySelector<HTMLElement>('[role="dialog"]')!
const press = (word: string): void => [...dialog().querySelectorAll('button')].find((each) => each.textContent?.trim() === word)?.click()
function type(id: string, value: string): void {
  const control = document.getElementById(id) as HTMLInputElement
  control.value = value
  control.dispatchEvent(new Event(control.matches('select') ? 'change' : 'input'))
}
async function submit(): Promise<void> {
  await settled()
  dialog().querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }))
  await settled()
}

beforeEach(() => signInAs({ role: 'applicant_staff', organisation_id: 'g1', organisation_name: '甲单位' }))
afterEach(() => {
  vi.unstubAllGlobals()
  session.value = null
})

describe('the list of an institution', () => {
  it('asks for what the address names, and its figures lead to exactly their records', async () => {
    const requests = answerWith(answers)
    const { wrapper, router } = await openPage(ServicesPage, '/services?from=2026-01-01&until=2026-12-31')
    expect(Object.fromEntries(lastOf(requests, 'GET /api/services')!.query)).toEqual({ from: '2026-01-01', until: '2026-12-31', limit: '30' })
    expect(Object.fromEntries(lastOf(requests, 'GET /api/organisations/g1/service-figures')!.query)).toEqual({ from: '2026-01-01', until: '2026-12-31' })
    expect(wrapper.findAll('tbody')[0]!.findAll('tr').map((row) => row.text())).toEqual([expect.stringContaining('专利检索培训'), expect.stringMatching(/重复的一条.*已撤回/)])
    const lines = wrapper.findAll('tbody')[1]!.findAll('tr')
    expect(lines.map((row) => row.findAll('td').map((cell) => cell.text()))).toEqual([['培训讲座', '1', '2', '80'], ['知识产权咨询', '4', '9', '0'], ['合计', '5', '11', '80']])
    expect(lines.map((row) => row.get('a').attributes('href'))).toEqual(['&kind=training', '&kind=consultation', ''].map((kind) => `/services?organisation=g1&from=2026-01-01&until=2026-12-31${kind}`))
    expect(wrapper.get('a[download]').attributes('href')).toBe('/api/service-export?from=2026-01-01&until=2026-12-31')
    await expectAccessible()
    await wrapper.get('#services-kind').setValue('training')
    await settled()
    expect(router.currentRoute.value.query).toEqual({ kind: 'training', from: '2026-01-01', until: '2026-12-31' })
    expect(lastOf(requests, 'GET /api/services')?.query.get('kind')).toBe('training')
  })

  it('says what to do where nothing is recorded, and offers nothing to count or export', async () => {
    answerWith({ ...answers, 'GET /api/services': { items: [], next_cursor: null }, 'GET /api/organisations/g1/service-figures': { items: [], text: '' } })
    const { wrapper } = await openPage(ServicesPage, '/services')
    expect(wrapper.text()).toContain('还没有服务记录')
    expect(wrapper.find('table').exists() || wrapper.find('a[download]').exists()).toBe(false)
  })

  it('tells why it cannot be shown', async () => {
    answerWith({ ...answers, 'GET /api/services': () => Response.json({ id: 'x', title: '服务暂时不可用' }, { status: 500 }) })
    const { wrapper } = await openPage(ServicesPage, '/services')
    expect(wrapper.get('[role="alert"]').text()).toContain('服务暂时不可用')
  })
})

describe('a record', () => {
  it('is made with what was written and nothing else; what is needed is asked for first', async () => {
    const requests = answerWith({ ...answers, 'POST /api/organisations/g1/services': record })
    const { wrapper } = await openPage(ServicesPage, '/services')
    await wrapper.findAll('button').find((button) => button.text() === '登记服务')!.trigger('click')
    await submit()
    expect(dialog().textContent).toContain('请填写：名称')
    expect(lastOf(requests, 'POST')).toBeUndefined()
    expect(dialog().textContent).toContain('请勿填写个人姓名')
    await expectAccessible()
    type('service-kind', 'training')
    type('service-title', ' 专利检索培训 ')
    type('service-people', '80')
    const asked = requests.filter((request) => request.path === '/api/services').length
    await submit()
    expect(JSON.parse(lastOf(requests, 'POST /api/organisations/g1/services')?.body ?? '{}')).toEqual({ kind: 'training', on: '2026-10-01', title: '专利检索培训', times: 1, people: 80 })
    expect(document.querySelector('[role="dialog"] form')).toBeNull()
    expect(requests.filter((request) => request.path === '/api/services').length).toBe(asked + 1)
  })

  it('is not made without a number of times', async () => {
    const requests = answerWith(answers)
    const { wrapper } = await openPage(ServicesPage, '/services')
    await wrapper.findAll('button').find((button) => button.text() === '登记服务')!.trigger('click')
    await settled()
    type('service-kind', 'training')
    type('service-title', '培训')
    type('service-times', '0')
    await submit()
    expect(dialog().textContent).toContain('次数应当是1以上的整数')
    expect(lastOf(requests, 'POST')).toBeUndefined()
  })

  it('is corrected with a reason against the version that was read; the earlier one stays to be read', async () => {
    const requests = answerWith({ ...answers, 'PUT /api/services/s1': record })
    const { wrapper } = await openPage(ServicesPage, '/services')
    await wrapper.findAll('tbody button')[0]!.trigger('click')
    await settled()
    expect([...dialog().querySelectorAll('details')].map((each) => each.textContent)).toEqual([expect.stringMatching(/第2版.*检索培训/s)])
    expect(dialog().textContent).toContain('第3版的更正理由：名称写全')
    await expectAccessible()
    press('更正')
    await submit()
    expect(dialog().textContent).toContain('请填写：理由')
    expect(lastOf(requests, 'PUT')).toBeUndefined()
    type('service-times', '3')
    type('service-people', '')
    type('service-reason', '漏记一次')
    await submit()
    const sent = lastOf(requests, 'PUT /api/services/s1')
    expect(sent?.headers.get('If-Match')).toBe('"v3"')
    expect(JSON.parse(sent?.body ?? '{}')).toEqual({ kind: 'training', on: '2026-05-06', title: '专利检索培训', recipients: '园区企业', content: '讲授检索方法', times: 3, reason: '漏记一次' })
  })

  it('is withdrawn with a reason against the version that was read', async () => {
    const requests = answerWith({ ...answers, 'POST /api/services/s1/withdrawal': withdrawn })
    const { wrapper } = await openPage(ServicesPage, '/services')
    await wrapper.findAll('tbody button')[0]!.trigger('click')
    await settled()
    press('撤回记录')
    await submit()
    expect(lastOf(requests, 'POST')).toBeUndefined()
    type('withdrawal-reason', '重复登记')
    await submit()
    const sent = lastOf(requests, 'POST /api/services/s1/withdrawal')
    expect(sent?.headers.get('If-Match')).toBe('"v3"')
    expect(JSON.parse(sent?.body ?? '{}')).toEqual({ reason: '重复登记' })
  })

  const words = (): string[] => [...dialog().querySelectorAll('.app-button')].map((button) => button.textContent?.trim() ?? '')
  it('that is withdrawn offers neither, nor does that of another', async () => {
    answerWith({ ...answers, 'GET /api/services/s1': { ...record, is_mine: false, versions } })
    const { wrapper } = await openPage(ServicesPage, '/services')
    await wrapper.findAll('tbody button')[1]!.trigger('click')
    await settled()
    expect(dialog().textContent).toContain('重复登记')
    expect(words()).toEqual([])
    dialog().querySelector<HTMLElement>('.close')!.click()
    await settled()
    await wrapper.findAll('tbody button')[0]!.trigger('click')
    await settled()
    expect(dialog().textContent).toContain('讲授检索方法')
    expect(words()).toEqual([])
  })
})

describe('an officer', () => {
  beforeEach(() => signInAs({ role: 'recommender_officer', authority_id: 'b', authority_name: '和平区局' }))

  it('reads those of the whole area with the name of the institution, and records nothing', async () => {
    const requests = answerWith(answers)
    const { wrapper } = await openPage(ServicesPage, '/services')
    expect(wrapper.get('tbody tr').text()).toContain('甲单位')
    expect(wrapper.text()).not.toContain('登记服务')
    expect(lastOf(requests, 'GET /api/organisations')).toBeUndefined()
  })

  it('reads those of one institution with its figures, and finds the way back to all', async () => {
    const requests = answerWith({ ...answers, 'GET /api/organisations/g1': { id: 'g1', name: '甲单位' } })
    const { wrapper } = await openPage(ServicesPage, '/services?organisation=g1&kind=training')
    expect(lastOf(requests, 'GET /api/services')?.query.get('organisation')).toBe('g1')
    expect(wrapper.text()).toContain('合计')
    expect(wrapper.findAll('a').map((link) => link.attributes('href'))).toEqual(expect.arrayContaining(['/institutions/g1', '/services?kind=training', '/api/service-export?organisation=g1&kind=training']))
  })
})

describe('the outlets of an office', () => {
  it('stand beside one another, each leading to its records, by the status that is asked for', async () => {
    signInAs({ role: 'authority_officer', authority_id: 'city', authority_name: '市局' })
    const outlet = { organisation_id: 'g1', organisation_name: '甲单位', division_name: '沈河区', status: 'national_outlet', status_label: text('国家级网点'), kinds: 4, records: 9, times: 1200, people: 3000 }
    const requests = answerWith({ ...answers, 'GET /api/service-comparison': { items: [outlet, { ...outlet, organisation_id: 'g2', organisation_name: '乙单位', times: 0, people: 0 }], statuses: [{ status: 'national_outlet', label: text('国家级网点') }] } })
    const { wrapper } = await openPage(ServicesPage, '/services?from=2026-01-01')
    expect(wrapper.text()).toContain('网点服务情况比较')
    expect(wrapper.get('a[href="/services?organisation=g1&from=2026-01-01"]').text()).toBe('甲单位')
    expect(wrapper.text()).toContain('1,200')
    await wrapper.get('#services-status').setValue('national_outlet')
    await settled()
    expect(Object.fromEntries(lastOf(requests, 'GET /api/service-comparison')!.query)).toEqual({ status: 'national_outlet', from: '2026-01-01' })
    await expectAccessible()
  })
})
