import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { session, type Session } from '@/api'
import { recall } from '@/ui'
import { expectAccessible } from '../../../tests/axe'
import { openPage, settled } from '../../../tests/page'
import { answerWith, lastOf } from '../../../tests/server'
import QueuePage from './QueuePage.vue'

const text = (zh: string) => ({ zh, en: zh })
const item = (id: string, name: string, state: string, label: string, more: object = {}) => ({
  id, number: `编号${id}`, act_id: 'a', procedure_id: 'filing', procedure_label: text('备案'), organisation_id: id, organisation_name: name, organisation_kind: 'library', division_name: '皇姑区', state, state_label: text(label),
  state_since: '2026-09-01', days_in_state: 14, is_final: false, holder: 'filing_body', round: 1, submitted_on: '2026-08-20', due_on: null, open_objections: 0, version: 3, ...more,
})
const items = [item('1', '甲单位', 'examining', '待审核'), item('2', '乙单位', 'on_notice', '公示中', { open_objections: 1, due_on: '2026-09-10' }), item('3', '丙单位', 'examining', '待审核', { round: 2 })]
const procedure = {
  id: 'filing', act_id: 'a', label: text('备案'), initial: 'draft', terms: [], conditions: [], materials: [],
  states: [{ id: 'examining', label: text('待审核') }, { id: 'on_notice', label: text('公示中') }], actions: [{ id: 'publish', from: ['examining'], to: 'on_notice', effect: 'open_notice', label: text('发布公示'), party: [], input: [], signs: [], cites: [] }],
}
const answers = { 'GET /api/cases': { items, next_cursor: null, total: 3, counts: { on_notice: 1, examining: 2 }, procedures: [{ id: 'a/filing', label: text('备案'), count: 3 }] }, 'GET /api/regulations/a/procedures/filing': procedure }

function signInAs(role: string): void {
  session.value = { account: { id: 'x', display_name: '经办人', state: 'active', grants: [{ role, authority_id: 'b', authority_name: '沈阳市知识产权局' }] }, business_today: '2026-09-15', is_demonstration_mode: false } as unknown as Session
}

beforeEach(() => signInAs('authority_officer'))
afterEach(() => {
  vi.unstubAllGlobals()
  session.value = null
})

it('asks only for what I hold, the most urgent first, and counts each state in the order of the procedure', async () => {
  const requests = answerWith(answers)
  const { wrapper } = await openPage(QueuePage, '/queue')
  const query = requests.find((request) => request.path === '/api/cases')?.query
  expect([query?.get('held_by_me'), query?.get('sort')]).toEqual(['true', 'urgency'])
  expect(wrapper.findAll('.state').map((state) => state.text())).toEqual(['全部待办（3件）', '待审核（2件）', '公示中（1件）'])
  expect(wrapper.text()).toContain('1件异议')
  expect(wrapper.text()).toContain('已届满5天')
  expect(recall('queue'), 'the order is left for “next case”').toBe('1,2,3')
  await expectAccessible()
})

it('offers the procedures first where there are several, and the stages of the one chosen', async () => {
  const procedures = [{ id: 'a/filing', label: text('备案'), count: 3 }, { id: 'a/rectification', label: text('限期整改'), count: 2 }]
  answerWith({ ...answers, 'GET /api/cases': { ...answers['GET /api/cases'], procedures } })
  const { wrapper, router } = await openPage(QueuePage, '/queue')
  expect(wrapper.findAll('.state').map((state) => state.text())).toEqual(['全部待办（5件）', '备案（3件）', '限期整改（2件）'])
  await wrapper.findAll('.state')[1]?.trigger('click')
  await settled()
  expect(router.currentRoute.value.query).toEqual({ procedure: 'a/filing' })
  expect(wrapper.findAll('.state').map((state) => state.text()).slice(3)).toEqual(['不限环节（3件）', '待审核（2件）', '公示中（1件）'])
})

it('a state, words and the wider list stand in the address', async () => {
  const requests = answerWith(answers)
  const { wrapper, router } = await openPage(QueuePage, '/queue')
  await wrapper.findAll('.state')[1]?.trigger('click')
  await settled()
  expect(router.currentRoute.value.query).toEqual({ state: 'examining' })
  await wrapper.get('#queue-words').setValue('甲')
  await wrapper.get('form').trigger('submit')
  await settled()
  expect(router.currentRoute.value.query).toEqual({ state: 'examining', q: '甲' })
  await wrapper.get('#queue-mine').setValue(false)
  await settled()
  const last = lastOf(requests, 'GET /api/cases')?.query
  expect([last?.get('held_by_me'), last?.get('q'), last?.get('state')]).toEqual([null, '甲', null])
})

it('what waits beside cases leads to a page of its own', async () => {
  const beside = { number: '', act_id: '', state_label: text('待办结'), is_final: false, version: 1, days_in_state: 1, organisation_name: '甲单位', organisation_id: 'o1', division_name: '和平区' }
  const items = [
    { ...beside, id: 'k1', kind: 'complaint', procedure_id: 'complaint', procedure_label: text('对网点的投诉'), state: 'received' },
    { ...beside, id: 'p1', kind: 'support_request', procedure_id: 'support_request', procedure_label: text('指导请求'), state: 'open' },
  ]
  answerWith({ ...answers, 'GET /api/cases': { ...answers['GET /api/cases'], items } })
  const { wrapper } = await openPage(QueuePage, '/queue')
  const links = wrapper.findAll('tbody a').map((link) => link.attributes('href'))
  expect(links).toEqual(expect.arrayContaining(['/complaints/k1', '/supports?organisation=o1']))
})

it('only cases that may be published lead to the notice, all of them in one', async () => {
  answerWith(answers)
  const { wrapper } = await openPage(QueuePage, '/queue')
  const boxes = wrapper.findAll('tbody input[type="checkbox"]')
  await boxes[0]?.setValue(true)
  await boxes[2]?.setValue(true)
  expect(wrapper.get('.batch a').attributes('href')).toBe('/notices/publish?cases=1,3')
  await boxes[1]?.setValue(true)
  expect(wrapper.find('.batch a').exists()).toBe(false)
  expect(wrapper.get('.batch').text()).toContain('还不能公示：乙单位')
  expect(wrapper.get('.batch').text()).toContain('批量办理')
})

it('a district officer chooses cases and publishes none', async () => {
  signInAs('recommender_officer')
  answerWith(answers)
  const { wrapper } = await openPage(QueuePage, '/queue')
  await wrapper.findAll('tbody input[type="checkbox"]')[0]?.setValue(true)
  expect(wrapper.find('.batch a').exists()).toBe(false)
  expect(wrapper.get('.batch').text()).toContain('批量办理')
})

it('an empty queue says so and offers the whole list; a failure can be repeated', async () => {
  answerWith({ 'GET /api/cases': { items: [], next_cursor: null, total: 0, counts: {} } })
  expect((await openPage(QueuePage, '/queue')).wrapper.text()).toContain('没有待办')
  answerWith({ 'GET /api/cases': () => Response.json({ id: 'storage.unavailable', title: '服务器暂时无法处理' }, { status: 500 }) })
  const { wrapper } = await openPage(QueuePage, '/queue')
  expect(wrapper.get('[role="alert"]').text()).toContain('重试')
})

it('j and Enter open a case without the mouse', async () => {
  answerWith(answers)
  const { wrapper, router } = await openPage(QueuePage, '/queue')
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true }))
  await settled()
  expect(document.activeElement?.textContent).toContain('甲单位')
  await wrapper.get('tbody tr').trigger('keydown', { key: 'j' })
  await wrapper.findAll('tbody tr')[1]?.trigger('keydown', { key: 'Enter' })
  await settled()
  expect(router.currentRoute.value.path).toBe('/cases/2')
})

const lapse = {
  act_id: 'a', procedure_id: 'filing', act_version: 1, procedure_label: text('备案'), action: 'lapse', label: text('终结'), is_refusal: false, cites: [], input: [], obstacles: [], allowed: ['1', '3'],
  refused: [{ case_id: '2', needs: [{ id: 'supplement_over', message: text('补正期限还没有届满'), cites: [] }] }],
}
const batch = {
  cases: items.map((each) => ({ id: each.id, number: each.number, organisation_name: each.organisation_name, state_label: each.state_label, version: each.version })),
  actions: [lapse, { ...lapse, action: 'recommend', label: text('推荐'), obstacles: ['signed_page'] }],
}

it('one action goes through the chosen cases one by one and says of each what became of it', async () => {
  const refusal = () => Response.json({ id: 'cases.stale', title: '案件刚刚被他人修改', status: 412 }, { status: 412 })
  const requests = answerWith({ ...answers, 'GET /api/case-batch': batch, 'POST /api/cases/1/actions/lapse': { ...items[0], state_label: text('逾期未补正') }, 'POST /api/cases/3/actions/lapse': refusal })
  const { wrapper } = await openPage(QueuePage, '/queue')
  await wrapper.get('thead input[type="checkbox"]').setValue(true)
  await wrapper.findAll('.batch button')[0]?.trigger('click')
  await settled()
  const dialog = (): HTMLElement => document.querySelector<HTMLElement>('[role="dialog"]') as HTMLElement
  expect(dialog().textContent).toContain('乙单位：补正期限还没有届满')
  expect(dialog().textContent).toContain('推荐：每件要有自己的签字盖章页')
  await expectAccessible()
  dialog().querySelector<HTMLButtonElement>('button[type="submit"]')?.click()
  await settled()
  const sent = requests.filter((request) => request.method === 'POST')
  expect(sent.map((request) => request.path)).toEqual(['/api/cases/1/actions/lapse', '/api/cases/3/actions/lapse'])
  const keys = sent.map((request) => request.headers.get('Idempotency-Key') ?? '')
  expect([keys[0]?.endsWith('-1'), keys[1]?.endsWith('-3'), keys[0]?.slice(0, -1) === keys[1]?.slice(0, -1)]).toEqual([true, true, true])
  expect(dialog().textContent).toContain('已办理1件，未办理1件')
  expect(dialog().textContent).toContain('已办理：逾期未补正')
  expect(dialog().textContent).toContain('案件刚刚被他人修改')
  await expectAccessible()
})

it('objections and registrations wait in the same list and lead to their pages; days are a filter', async () => {
  const more = [item('o1', '丁单位', 'open', '核查中', { kind: 'objection' }), item('r1', '戊单位', 'provisional', '待确认', { kind: 'registration', number: '' })]
  const requests = answerWith({ ...answers, 'GET /api/cases': { ...answers['GET /api/cases'], items: [...items, ...more], due: { late: 2, within_30: 0, unserved: 1 } } })
  const { wrapper } = await openPage(QueuePage, '/queue')
  expect(lastOf(requests, 'GET /api/cases')?.query.get('everything')).toBe('true')
  expect(wrapper.findAll('tbody a').map((link) => link.attributes('href'))).toEqual(['/cases/1', '/cases/2', '/cases/3', '/objections/o1', '/accounts?state=provisional'])
  const dues = wrapper.findAll('.state').filter((state) => /届满|送达|30日/.test(state.text()))
  expect(dues.map((due) => due.text())).toEqual(['期限已届满（2）', '文书未送达（1）'])
  await dues[1]?.trigger('click')
  await settled()
  expect(lastOf(requests, 'GET /api/cases')?.query.get('due')).toBe('unserved')
})
