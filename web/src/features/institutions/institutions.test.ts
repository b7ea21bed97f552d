import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { session, type Session } from '@/api'
import { expectAccessible } from '../../../tests/axe'
import { openPage, settled } from '../../../tests/page'
import { answerWith } from '../../../tests/server'
import InstitutionPage from './InstitutionPage.vue'
import InstitutionsPage from './InstitutionsPage.vue'

const institution = { id: 'g1', version: 3, credit_code: '91440300708461136T', name: '甲单位', kind: 'library', nature: 'public_institution', registered_division: '210103', address: '青年大街', principal_name: '周宁', telephone: '024-12345678', division_name: '沈河区', state: 'active', node_kinds: ['tisc'], banned_until: '2027-01-31', code_check: 'good' }
const answers = { 'GET /api/organisations/g1': institution, 'GET /api/organisations/g1/team': { items: [], full_time: 4, part_time: 2 } }
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
  await wrapper.get('input[value="university_centre"]').setValue(true)
  await wrapper.get('#facts-banned_until').setValue('')
  await wrapper.get('form').trigger('submit')
  expect(wrapper.text()).toContain('请写明依据和理由')
  expect(requests.some((request) => request.method === 'PUT')).toBe(false)
  await wrapper.get('#facts-reason').setValue('遴选结果通知')
  await wrapper.get('form').trigger('submit')
  await settled()
  const sent = requests.find((request) => request.method === 'PUT')
  expect(sent?.headers.get('If-Match')).toBe('"v3"')
  expect(JSON.parse(sent?.body ?? '{}')).toEqual({ node_kinds: ['tisc', 'university_centre'], banned_until: null, reason: '遴选结果通知' })
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
