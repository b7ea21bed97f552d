import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { session, type Session } from '@/api'
import { expectAccessible } from '../../../tests/axe'
import { openPage, settled } from '../../../tests/page'
import { answerWith, lastOf } from '../../../tests/server'
import InstitutionPage from './InstitutionPage.vue'
import InstitutionsPage from './InstitutionsPage.vue'

const institution = { id: 'g1', version: 3, credit_code: '91440300708461136T', name: '甲单位', kind: 'library', nature: 'public_institution', registered_division: '210103', address: '青年大街', principal_name: '周宁', telephone: '024-12345678', division_name: '沈河区', state: 'active', node_kinds: ['tisc'], banned_until: '2027-01-31', code_check: 'good' }
const node = { id: 'n1', entry: 'node', act_id: '', name: 'tisc', label: { zh: '技术与创新支持中心（TISC）', en: 'TISC' }, on: '2026-03-02', document: '遴选结果通知', reason: '', authority_id: 'city', authority_name: '市局', closed_as: '', closed_on: null, closed_reason: '', version: 1 }
const exemption = { act_id: 'a', act_title: { zh: '办法', en: 'Act' }, procedure_id: 'filing', procedure_label: { zh: '市级网点备案', en: 'Filing' }, condition: 'not_an_exempt_body', label: { zh: '', en: '' }, cure: { zh: '', en: '' }, kinds: ['tisc'], cites: ['a/art_7'], is_lifted: false, may_lift: true }
const network = { entries: [node], exemptions: [exemption], may_record: ['university_centre'], may_recommend: [{ status: 'provincial_outlet', label: { zh: '省级网点', en: 'Provincial outlet' } }] }
const kind = { id: 'university_centre', label: { zh: '高校国家知识产权信息服务中心', en: 'University centre' }, level: 'national', recorded_by: ['city'], exempts: [], cancels: [{ act_id: 'a', act_title: { zh: '办法', en: 'Act' }, status: 'municipal_outlet', status_label: { zh: '市级网点', en: 'Municipal outlet' }, cites: ['a/art_7_3'] }] }
const answers = { 'GET /api/organisations/g1/network': network, 'GET /api/node-kinds': { items: [kind] }, 'GET /api/organisations/g1': institution, 'GET /api/organisations/g1/team': { items: [], full_time: 4, part_time: 2 } }
const officer = (role: string) => ({ account: { id: 'o', grants: [{ role, authority_id: 'city', authority_name: '市局' }] }, business_today: '2026-09-15' }) as unknown as Session

beforeEach(() => (session.value = officer('authority_officer')))
afterEach(() => {
  vi.unstubAllGlobals()
  session.value = null
})

it('lists the institutions with what is recorded of them, and searches by the address', async () => {
  const requests = answerWith({ 'GET /api/organisations': { items: [institution, { ...institution, id: 'g2', name: '乙单位', node_kinds: [], banned_until: null }] } })
  const { wrapper } = await openPage(InstitutionsPage, '/institutions?q=单位')
  expect(requests[0]?.query.get('q')).toBe('单位')
  const rows = wrapper.findAll('tbody tr').map((row) => row.text())
  expect(rows[0]).toContain('技术与创新支持中心（TISC）')
  expect(rows[0]).toContain('限制申报至')
  expect(rows[1]).not.toContain('限制申报至')
  await expectAccessible()
})

it('a fact is recorded with its grounds and the version it was read at; without grounds nothing is sent', async () => {
  const requests = answerWith({ ...answers, 'PUT /api/organisations/g1/registry-facts': { ...institution, version: 4 } })
  const { wrapper } = await openPage(InstitutionPage, '/institutions/g1', { id: 'g1' })
  expect(wrapper.text()).toContain('专职4人，兼职2人')
  await wrapper.get('#facts-banned_until').setValue('')
  const form = wrapper.findAll('form').find((each) => each.find('#facts-reason').exists())!
  await form.trigger('submit')
  expect(wrapper.text()).toContain('请写明依据和理由')
  expect(requests.some((request) => request.method === 'PUT')).toBe(false)
  await wrapper.get('#facts-reason').setValue('遴选结果通知')
  await form.trigger('submit')
  await settled()
  const sent = requests.find((request) => request.method === 'PUT')
  expect(sent?.headers.get('If-Match')).toBe('"v3"')
  expect(JSON.parse(sent?.body ?? '{}')).toEqual({ banned_until: null, legal_person_name: '', legal_person_code: '', reason: '遴选结果通知' })
  await expectAccessible()
})

it('a team that no longer meets what a status asks is shown to the office', async () => {
  answerWith({ ...answers, 'GET /api/organisations/g1/standing': { reported: [], unmet: [{ outlet_id: 'o1', status_label: { zh: '市级网点', en: '' }, label: { zh: '专职人员不少于三名', en: '' }, found: { zh: '专职人员人数：2人', en: '' }, cites: [] }] } })
  const { wrapper } = await openPage(InstitutionPage, '/institutions/g1', { id: 'g1' })
  expect(wrapper.text()).toContain('可能不再符合网点条件')
  expect(wrapper.text()).toContain('专职人员人数：2人')
  await expectAccessible()
})

it('who only recommends reads the facts', async () => {
  session.value = officer('recommender_officer')
  answerWith(answers)
  const { wrapper } = await openPage(InstitutionPage, '/institutions/g1', { id: 'g1' })
  expect(wrapper.find('form').exists()).toBe(false)
  expect(wrapper.text()).toContain('技术与创新支持中心（TISC）')
  expect(wrapper.text()).toContain('限制申报至')
})

const proceeding = { act_id: 'a', procedure_id: 'rectification', label: { zh: '限期整改', en: 'Rectification' }, status: 'municipal_outlet', outlet_id: 'o1', running_id: null, running_number: null }
const decision = { id: 's1', case_id: 'c1', organisation_id: 'g1', organisation_name: '甲单位', credit_code: '91440300708461136T', authority_id: 'city', authority_name: '市局', act_id: 'a', act_title: { zh: '办法', en: 'Act' }, kind: 'revoked', decision_number: '决〔2026〕1号', decided_on: '2026-08-01', banned_until: '2027-12-31', is_ban_running: true, cites: [], annulled_on: null, annulled_reason: '', version: 1 }
const life = { ...answers, 'GET /api/organisations/g1/proceedings': { items: [proceeding] }, 'GET /api/organisations/g1/sanctions': { items: [decision] } }

it('what may be opened about an outlet is opened here, and leads to its case', async () => {
  const requests = answerWith({ ...life, 'POST /api/cases': { id: 'c9' } })
  const { wrapper, router } = await openPage(InstitutionPage, '/institutions/g1', { id: 'g1' })
  await wrapper.findAll('button').find((each) => each.text().startsWith('开启'))!.trigger('click')
  await settled()
  expect(JSON.parse(requests.find((request) => request.method === 'POST')?.body ?? '{}')).toEqual({ act_id: 'a', procedure_id: 'rectification', organisation_id: 'g1' })
  expect(router.currentRoute.value.path).toBe('/cases/c9')
})

it('what is under way is not opened twice', async () => {
  answerWith({ ...life, 'GET /api/organisations/g1/proceedings': { items: [{ ...proceeding, running_id: 'c9', running_number: '2026210100-0009' }] } })
  const { wrapper } = await openPage(InstitutionPage, '/institutions/g1', { id: 'g1' })
  expect(wrapper.findAll('button').some((each) => each.text().startsWith('开启'))).toBe(false)
  expect(wrapper.get('a[href="/cases/c9"]').text()).toContain('2026210100-0009')
})

it('a decision says how long it bars, and its authority enters the annulment with a ground', async () => {
  const requests = answerWith({ ...life, 'POST /api/sanctions/s1/annulment': { ...decision, annulled_on: '2026-09-15' } })
  const { wrapper } = await openPage(InstitutionPage, '/institutions/g1', { id: 'g1' })
  expect(wrapper.text()).toContain('不得再次申报')
  await wrapper.findAll('button').find((each) => each.text() === '登记决定被撤销')!.trigger('click')
  await settled()
  const dialog = document.querySelector('[role="dialog"]')!
  dialog.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }))
  await settled()
  expect(requests.some((request) => request.method === 'POST')).toBe(false)
  const ground = dialog.querySelector<HTMLTextAreaElement>('textarea')!
  ground.value = '复议决定书〔2026〕3号'
  ground.dispatchEvent(new Event('input'))
  await settled()
  await expectAccessible()
  dialog.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }))
  await settled()
  const sent = requests.find((request) => request.method === 'POST')
  expect(sent?.headers.get('If-Match')).toBe('"v1"')
  expect(JSON.parse(sent?.body ?? '{}')).toEqual({ reason: '复议决定书〔2026〕3号' })
})

it('another authority reads the decision only', async () => {
  answerWith({ ...life, 'GET /api/organisations/g1/sanctions': { items: [{ ...decision, authority_id: 'other', authority_name: '另一个局' }] } })
  const { wrapper } = await openPage(InstitutionPage, '/institutions/g1', { id: 'g1' })
  expect(wrapper.text()).toContain('决〔2026〕1号')
  expect(wrapper.findAll('button').some((each) => each.text() === '登记决定被撤销')).toBe(false)
})

it('a node is recorded from its document, and what the act makes of it is said before', async () => {
  const requests = answerWith({ ...answers, 'POST /api/organisations/g1/network-nodes': { entry: node, cancelled: [{ outlet_id: 'o1', act_id: 'a', status: 'municipal_outlet', status_label: { zh: '市级网点', en: '' } }], flagged: [] } })
  const { wrapper } = await openPage(InstitutionPage, '/institutions/g1', { id: 'g1' })
  await settled()
  const form = wrapper.findAll('form').find((each) => each.find('#node-kind').exists())!
  await form.trigger('submit')
  expect(requests.some((request) => request.method === 'POST')).toBe(false)
  await form.get('#node-kind').setValue('university_centre')
  expect(form.text()).toContain('自确定之日起自动取消')
  await form.get('#node-determined_on').setValue('2026-03-02')
  await form.get('#node-document').setValue('国知办发服字〔2026〕5号')
  await expectAccessible()
  await form.trigger('submit')
  await settled()
  const sent = requests.find((request) => request.method === 'POST')
  expect(JSON.parse(sent?.body ?? '{}')).toEqual({ kind: 'university_centre', determined_on: '2026-03-02', document: '国知办发服字〔2026〕5号' })
})

it('an entry made by mistake is undone with a reason and the version it was read at', async () => {
  const requests = answerWith({ ...answers, 'POST /api/network-entries/n1/closing': { entry: { ...node, closed_as: 'undone' }, restored: [] } })
  const { wrapper } = await openPage(InstitutionPage, '/institutions/g1', { id: 'g1' })
  await settled()
  await wrapper.findAll('button').find((each) => each.text() === '误登撤销')!.trigger('click')
  await settled()
  const dialog = document.querySelector('[role="dialog"]')!
  const reason = dialog.querySelector<HTMLTextAreaElement>('textarea')!
  dialog.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }))
  await settled()
  expect(requests.some((request) => request.method === 'POST')).toBe(false)
  reason.value = '登记成了别的单位'
  reason.dispatchEvent(new Event('input'))
  dialog.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }))
  await settled()
  const sent = requests.find((request) => request.method === 'POST')
  expect(sent?.headers.get('If-Match')).toBe('"v1"')
  expect(JSON.parse(sent?.body ?? '{}')).toEqual({ as: 'undone', reason: '登记成了别的单位' })
})

it('the filing body lets an exempt institution apply, and recommends an outlet upward', async () => {
  const requests = answerWith({ ...answers, 'POST /api/organisations/g1/exemption-lifts': node, 'POST /api/organisations/g1/recommendations': node })
  const { wrapper } = await openPage(InstitutionPage, '/institutions/g1', { id: 'g1' })
  await settled()
  const lift = wrapper.findAll('form').find((each) => each.find('#lift-filing').exists())!
  await lift.get('#lift-filing').setValue('承担分中心以外的服务')
  await lift.trigger('submit')
  await settled()
  const form = wrapper.findAll('form').find((each) => each.find('#recommend-status').exists())!
  await form.get('#recommend-status').setValue('provincial_outlet')
  await form.get('#recommend-document').setValue('沈知〔2026〕9号')
  await form.get('#recommend-reason').setValue('服务成效突出')
  await form.trigger('submit')
  await settled()
  const sent = requests.filter((request) => request.method === 'POST').map((request) => JSON.parse(request.body))
  expect(sent).toEqual([{ act_id: 'a', reason: '承担分中心以外的服务' }, { status: 'provincial_outlet', document: '沈知〔2026〕9号', reason: '服务成效突出' }])
})

it('a yearly report is waived for a reason, and not without one', async () => {
  const report = { kind: 'report', id: 'd1', act_id: 'a', procedure_id: 'yearly_report', organisation_id: 'g1', period: '2026', label: { zh: '年度报告', en: 'Yearly report' }, cites: [], is_waivable: true, waiver_id: '' }
  const requests = answerWith({ ...answers, 'GET /api/organisations/g1/duties': { items: [report] }, 'POST /api/organisations/g1/duty-waivers': { id: 'w1' } })
  const { wrapper } = await openPage(InstitutionPage, '/institutions/g1', { id: 'g1' })
  await settled()
  const form = wrapper.findAll('form').find((each) => each.find('#waive-2026').exists())!
  await form.trigger('submit')
  expect(form.text()).toContain('请填写：理由')
  expect(lastOf(requests, 'POST /api/organisations/g1/duty-waivers')).toBeUndefined()
  await form.get('#waive-2026').setValue(' 十二月备案 ')
  await form.trigger('submit')
  await settled()
  expect(JSON.parse(lastOf(requests, 'POST /api/organisations/g1/duty-waivers')?.body ?? '{}')).toEqual({ act_id: 'a', procedure_id: 'yearly_report', period: '2026', reason: '十二月备案' })
})
