import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { session, type Session } from '@/api'
import { expectAccessible } from '../../../tests/axe'
import { openPage, settled } from '../../../tests/page'
import { answerWith, type Received } from '../../../tests/server'
import ExtensionForm from './ExtensionForm.vue'
import WindowForm from './WindowForm.vue'
import WindowPage from './WindowPage.vue'
import WindowsPage from './WindowsPage.vue'

const text = (zh: string) => ({ zh, en: zh })
const window2026 = {
  id: 'w1', act_id: 'a', procedure_id: 'filing', procedure_label: text('市级网点备案'), title: '2026年度申报通知', body: '请按时提交。', year: 2026, serial: 1, opens_on: '2026-08-17', closes_on: '2026-09-30',
  is_open: true, days_left: 15, reason: '', authority_id: 'city', authority_name: '沈阳市知识产权局', cites: ['a/art_16'], version: 2, counts: { submissions: 8, verifying: 3 },
}
const procedure = {
  id: 'filing', act_id: 'a', label: text('市级网点备案'), form: { sections: [] }, states: [{ id: 'verifying', label: text('待核实') }], actions: [], terms: [],
  conditions: [{ id: 'staff', label: text('专职人员不少于3名'), cites: ['art_4_1'] }],
  materials: [{ id: 'licence', by: 'applicant', required: true, label: text('营业执照'), cites: ['art_5_2'] }, { id: 'scan', by: 'recommender', required: false, label: text('第八部分扫描件'), cites: [] }],
}
const acts = { 'GET /api/window-procedures': { items: [{ act_id: 'a', procedure_id: 'filing', label: text('市级网点备案'), per_year: 1, cites: [] }] }, 'GET /api/regulations/a/procedures/filing': procedure }

beforeEach(() => (session.value = { account: null, business_today: '2026-09-15', is_demonstration_mode: false } as Session))
afterEach(() => {
  vi.unstubAllGlobals()
  session.value = null
})

const cityOfficer = { account: { id: 'o1', grants: [{ role: 'authority_officer', authority_id: 'city', authority_name: '沈阳市知识产权局' }] }, business_today: '2026-09-15', is_demonstration_mode: false } as unknown as Session

it('lists each window with how long it is open and what came in', async () => {
  session.value = cityOfficer
  const over = { ...window2026, id: 'w0', title: '2025年度申报通知', closes_on: '2025-09-12', is_open: false, days_left: null }
  answerWith({ ...acts, 'GET /api/windows': { items: [window2026, over] }, 'GET /api/windows/w1': window2026, 'GET /api/windows/w0': { ...over, counts: { submissions: 0 } } })
  const { wrapper } = await openPage(WindowsPage, '/windows')
  const rows = wrapper.findAll('tbody tr').map((row) => row.text())
  expect(rows[0]).toContain('受理中，还有15天')
  expect(rows[0]).toContain('提交8件')
  expect(rows[0]).toContain('待核实3件')
  expect(rows[1]).toContain('已截止')
  expect(wrapper.findAll('tbody tr')[0]?.find('button').exists()).toBe(true)
  expect(wrapper.findAll('tbody tr')[1]?.find('button').exists(), 'what has closed is not extended').toBe(false)
  await expectAccessible()
})

it('whoever reads sees the windows; nothing is opened or extended by them', async () => {
  const requests = answerWith({ ...acts, 'GET /api/windows': { items: [window2026] } })
  const { wrapper } = await openPage(WindowsPage, '/windows')
  expect(wrapper.get('tbody tr').text()).toContain('受理中，还有15天')
  expect(wrapper.findAll('main button, .page button')).toHaveLength(0)
  expect(requests.map((request) => request.path)).toEqual(['/api/windows'])
})

it('an officer of another authority extends nothing here', async () => {
  session.value = { ...cityOfficer, account: { ...cityOfficer.account, grants: [{ role: 'authority_officer', authority_id: 'elsewhere', authority_name: '别处' }] } } as unknown as Session
  answerWith({ ...acts, 'GET /api/windows': { items: [window2026] }, 'GET /api/windows/w1': { ...window2026, counts: null } })
  const { wrapper } = await openPage(WindowsPage, '/windows')
  expect(wrapper.findAll('tbody button')).toHaveLength(0)
})

it('a second window of the year asks for its reason only when the server does, and then sends it', async () => {
  const answer = (request: Received): Response | object => ((JSON.parse(request.body) as { reason?: string }).reason
    ? { ...window2026, serial: 2 }
    : Response.json({ id: 'windows.reason_required', title: '内容有误', detail: '应当写明理由。', errors: [{ field: 'reason', message: '应当写明理由。' }] }, { status: 422 }))
  const requests = answerWith({ ...acts, 'POST /api/windows': answer })
  const { wrapper } = await openPage(WindowForm, '/windows')
  const sent = (): Received[] => requests.filter((request) => request.method === 'POST')
  await wrapper.get('form').trigger('submit')
  expect(wrapper.text()).toContain('请选择截止日期')
  expect(sent()).toHaveLength(0)
  expect(wrapper.find('#window-reason').exists()).toBe(false)
  await wrapper.get('#window-closes_on').setValue('2026-09-30')
  await wrapper.get('form').trigger('submit')
  await settled()
  expect(wrapper.get('.summary').text().match(/应当写明理由/g), 'said once').toHaveLength(1)
  await wrapper.get('#window-reason').setValue('首批之后仍有单位具备条件。')
  await wrapper.get('form').trigger('submit')
  await settled()
  expect(JSON.parse(sent().at(-1)?.body ?? '{}')).toMatchObject({ act_id: 'a', procedure_id: 'filing', opens_on: '2026-09-15', closes_on: '2026-09-30', reason: '首批之后仍有单位具备条件。' })
  expect(sent()[0]?.headers.get('Idempotency-Key')).not.toBe(sent().at(-1)?.headers.get('Idempotency-Key'))
  expect(wrapper.emitted('done')).toHaveLength(1)
})

it('an extension names the version it was read at and is only sent with its reason', async () => {
  const requests = answerWith({ 'POST /api/windows/w1/extension': { ...window2026, closes_on: '2026-10-15' } })
  const { wrapper } = await openPage(ExtensionForm, '/windows', { window: window2026 })
  await wrapper.get('#extension-closes_on').setValue('2026-10-15')
  await wrapper.get('form').trigger('submit')
  expect(requests).toHaveLength(0)
  await wrapper.get('#extension-reason').setValue('因系统维护顺延。')
  await wrapper.get('form').trigger('submit')
  await settled()
  expect(requests[0]?.headers.get('If-Match')).toBe('"v2"')
  expect(JSON.parse(requests[0]?.body ?? '{}')).toEqual({ closes_on: '2026-10-15', reason: '因系统维护顺延。' })
})

it('the public page of a window says until when, what is asked and what to bring, and leads to the registration', async () => {
  answerWith({ ...acts, 'GET /api/windows/w1': window2026 })
  const { wrapper } = await openPage(WindowPage, '/windows/w1', { id: 'w1' })
  expect(wrapper.text()).toContain('2026年9月30日（周三）')
  expect(wrapper.text()).toContain('专职人员不少于3名')
  expect(wrapper.get('ol').text()).toContain('营业执照')
  expect(wrapper.text(), 'papers of the authorities are not the applicant’s').not.toContain('第八部分扫描件')
  expect(wrapper.find('a[href="/register"]').exists()).toBe(true)
  await expectAccessible()
})

it('a closed window invites nobody', async () => {
  answerWith({ ...acts, 'GET /api/windows/w1': { ...window2026, is_open: false, days_left: null, closes_on: '2026-09-01' } })
  const { wrapper } = await openPage(WindowPage, '/windows/w1', { id: 'w1' })
  expect(wrapper.text()).toContain('已截止')
  expect(wrapper.find('a[href="/register"]').exists()).toBe(false)
})

it('a window that is not there is said to be missing', async () => {
  answerWith({})
  expect((await openPage(WindowPage, '/windows/w9', { id: 'w9' })).wrapper.get('h1').text()).toContain('没有找到')
})
