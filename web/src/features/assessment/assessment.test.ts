import { afterEach, expect, it, vi } from 'vitest'
import { expectAccessible } from '../../../tests/axe'
import { openPage, settled } from '../../../tests/page'
import { answerWith } from '../../../tests/server'
import { printAnswers, readAnswers } from './answers'
import SelfAssessmentPage from './SelfAssessmentPage.vue'

const text = (zh: string) => ({ zh, en: zh })
const questions = { items: [
  { id: 'team.full_time', fact: 'team.full_time', type: 'integer', label: text('专职人员人数'), unit: text('人'), options: [] },
  { id: 'a/form.s.rules', fact: 'form.s.rules', type: 'boolean', label: text('工作制度'), unit: text(''), options: [], act_id: 'a' },
  { id: 'statuses', fact: 'statuses', type: 'texts', label: text('现有网点身份'), unit: text(''), options: [{ value: 'municipal_outlet', label: text('甲市网点') }, { value: 'harbour_station', label: text('港口站') }] },
  { id: 'node_kinds', fact: 'node_kinds', type: 'texts', label: text('节点身份'), unit: text(''), options: [{ value: 'tisc', label: text('tisc') }] },
] }
const finding = { id: 'staff', label: text('专职人员不少于3名'), outcome: 'not_met', found: text('2人'), cure: text('补足专职人员'), cured_by: 'applicant', blocks: true, cites: [] }
const result = { on: '2026-03-02', items: [{ act_id: 'a', procedure_id: 'f', act_title: text('办法'), label: text('备案'), status_label: text('国家级网点'), level: 'national', outcome: 'not_met', is_held: false, after: [{ act_id: 'p', status_label: text('省级网点') }], needs_window: true, earliest: '2026-03-09', findings: [finding] }] }

afterEach(() => vi.unstubAllGlobals())

it('answers go into the address and come back from it; what was left open stays out', () => {
  const answers = { a: 3, b: null, c: '', d: [], e: false, f: ['x'] }
  expect(readAnswers(printAnswers(answers))).toEqual({ a: 3, e: false, f: ['x'] })
  expect(printAnswers({ a: null })).toBe('')
  for (const bad of ['', '{', '[1]', 'null', undefined]) expect(readAnswers(bad)).toEqual({})
})

it('says what is missing, who cures it, after what and how soon', async () => {
  const requests = answerWith({ 'GET /api/self-assessment/questions': questions, 'GET /api/self-assessment': result })
  const { wrapper, router } = await openPage(SelfAssessmentPage, '/self-assessment?answers=%7B%22team.full_time%22%3A2%7D')
  expect(requests.find((request) => request.path === '/api/self-assessment')?.query.get('answers')).toBe('{"team.full_time":2}')
  expect(wrapper.get('section h2').text()).toBe('备案')
  for (const said of ['市级网点', '港口站', '地市级', '办法']) expect(wrapper.get('form').text()).toContain(said)
  expect(wrapper.get('form').text()).not.toMatch(/tisc|甲市网点|_/)
  for (const said of ['国家级网点', '专职人员不少于3名', '补足专职人员', '由本单位办理', '须先取得省级网点', '2026年3月9日']) expect(wrapper.text()).toContain(said)
  await wrapper.get('#assessment-a-form-s-rules').setValue('no')
  await wrapper.get('form').trigger('submit')
  await settled()
  expect(JSON.parse(String(router.currentRoute.value.query['answers']))).toEqual({ 'team.full_time': 2, 'a/form.s.rules': false })
  await expectAccessible()
})
