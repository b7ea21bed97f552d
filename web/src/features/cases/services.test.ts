import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type Procedure } from '@/ui'
import { expectAccessible } from '../../../tests/axe'
import { openPage, settled } from '../../../tests/page'
import { answerWith, lastOf } from '../../../tests/server'
import ApplicantWork from './ApplicantWork.vue'
import { type Case } from './case'
import SubmittedWork from './SubmittedWork.vue'

const text = (zh: string) => ({ zh, en: zh })
const part = (id: string, type = 'long_text') => ({ id, type, label: text(id), cites: [] })
const section = (id: string, number: string, field: object) => ({ id, number, title: text(id), filled_by: 'applicant', cites: [], fields: [field] })
const procedure = { id: 'yearly_report', act_id: 'a', materials: [], form: { sections: [
  section('section_1', '一', { ...part('work'), prefill: 'services.text', max_length: 60 }),
  section('section_2', '二', { ...part('cases', 'list'), prefill: 'services.cases', at_most: 2, item: [part('name', 'text'), part('period', 'text'), part('content_and_effect')] }),
  section('section_3', '三', part('plan')),
] } } as unknown as Procedure
const report = (sections: object, more: object = {}) => ({
  id: 'c1', act_id: 'a', procedure_id: 'yearly_report', organisation_id: 'g1', period: '2026', state: 'draft', holder: 'applicant', my_parties: ['applicant'], materials: [], submissions: [], sections, ...more,
}) as unknown as Case
const sentence = '共开展培训讲座2次，服务80人次。'
const figures = { items: [{ kind: 'training', kind_label: text('培训讲座'), records: 1, times: 2, people: 80 }], text: sentence }
const record = (id: string, title: string, more: object = {}) => ({ id, organisation_id: 'g1', kind: 'training', kind_label: text('培训讲座'), on: '2026-05-06', title, content: '讲授方法', effect: '会用了', withdrawn_reason: '', ...more })
const saved = { version: 2, saved_at: '2026-12-01T01:00:00Z', warnings: [] }
const answers = {
  'GET /api/organisations/g1/service-figures': figures, 'PUT /api/cases/c1/draft/section_1': saved, 'PUT /api/cases/c1/draft/section_2': saved,
  'GET /api/services': { items: [record('s1', '检索培训'), record('s2', '重复的一条', { withdrawn_reason: '重复' }), record('s3', '咨询日', { effect: '' })], next_cursor: null },
}
const open = (current: Case, place: string) => openPage(ApplicantWork, `/cases/c1?section=${place}`, { current, procedure })
const buttonOf = (words: string, within: ParentNode = document): HTMLButtonElement | undefined => [...within.querySelectorAll('button')].find((each) => each.textContent?.startsWith(words))
const dialog = (): HTMLElement => document.querySelector<HTMLElement>('[role="dialog"]')!
/** Presses, and waits until the section has saved itself. */
async function press(button: HTMLButtonElement | undefined): Promise<void> {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  button!.click()
  await vi.advanceTimersByTimeAsync(2000)
  await settled()
}

beforeEach(() => localStorage.clear())
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

it('the year’s sentence follows what stands in the text, once, and is saved as if typed', async () => {
  const requests = answerWith(answers)
  const { wrapper } = await open(report({ section_1: { version: 1, answers: { work: '今年做了许多事。\n' } } }), 'section_1')
  expect(Object.fromEntries(lastOf(requests, 'GET /api/organisations/g1/service-figures')!.query)).toEqual({ from: '2026-01-01', until: '2026-12-31' })
  expect(wrapper.findAll('table a').map((link) => [link.attributes('href'), link.attributes('target')])).toEqual(['&kind=training', ''].map((kind) => [`/services?organisation=g1&from=2026-01-01&until=2026-12-31${kind}`, '_blank']))
  await expectAccessible()
  await press(buttonOf('带入'))
  expect((wrapper.get('textarea').element as HTMLTextAreaElement).value).toBe(`今年做了许多事。\n\n${sentence}`)
  const sent = lastOf(requests, 'PUT /api/cases/c1/draft/section_1')
  expect(sent?.headers.get('If-Match')).toBe('"v1"')
  expect(JSON.parse(sent?.body ?? '{}')).toEqual({ answers: { work: `今年做了许多事。\n\n${sentence}` } })
  expect(buttonOf('带入')).toBeUndefined()
  expect(wrapper.text()).toContain('已经写入')
})

it('an empty text begins with the sentence', async () => {
  const requests = answerWith(answers)
  await open(report({}), 'section_1')
  await press(buttonOf('带入'))
  expect(JSON.parse(lastOf(requests, 'PUT')?.body ?? '{}')).toEqual({ answers: { work: sentence } })
})

it('nothing is added beyond what the field holds', async () => {
  const requests = answerWith(answers)
  const { wrapper } = await open(report({ section_1: { version: 1, answers: { work: '字'.repeat(50) } } }), 'section_1')
  await press(buttonOf('带入'))
  expect((wrapper.get('textarea').element as HTMLTextAreaElement).value).toBe('字'.repeat(50))
  expect(lastOf(requests, 'PUT')).toBeUndefined()
})

it('a year without records leads to where they are made', async () => {
  answerWith({ ...answers, 'GET /api/organisations/g1/service-figures': { items: [], text: '' } })
  const { wrapper } = await open(report({}), 'section_1')
  expect(wrapper.text()).toContain('2026年还没有服务记录')
  expect(wrapper.get('a[target="_blank"]').attributes('href')).toBe('/services')
  expect(buttonOf('带入')).toBeUndefined()
})

it('records become cases until the list is full; what is withdrawn is not offered', async () => {
  const requests = answerWith(answers)
  await open(report({ section_2: { version: 1, answers: { cases: [{ name: '自己写的' }] } } }), 'section_2')
  expect(lastOf(requests, 'GET /api/services')).toBeUndefined()
  buttonOf('从服务记录选取')!.click()
  await settled()
  expect(Object.fromEntries(lastOf(requests, 'GET /api/services')!.query)).toEqual({ organisation: 'g1', from: '2026-01-01', until: '2026-12-31', limit: '30' })
  expect([...dialog().querySelectorAll('li')].map((each) => each.textContent)).toEqual([expect.stringMatching(/检索培训.*培训讲座.*2026年5月6日/), expect.stringContaining('咨询日')])
  await expectAccessible()
  await press(buttonOf('选取', dialog()))
  expect(JSON.parse(lastOf(requests, 'PUT /api/cases/c1/draft/section_2')?.body ?? '{}')).toEqual({ answers: { cases: [{ name: '自己写的' }, { name: '检索培训', period: '2026年5月6日', content_and_effect: '讲授方法\n会用了' }] } })
  expect(dialog().textContent).toContain('案例已有2个')
  expect(buttonOf('选取', dialog())).toBeUndefined()
  expect([...dialog().querySelectorAll('li')][0]!.textContent).toContain('已选取')
})

it('a full list offers nothing to choose', async () => {
  answerWith(answers)
  const { wrapper } = await open(report({ section_2: { version: 1, answers: { cases: [{ name: '甲' }, { name: '乙' }] } } }), 'section_2')
  expect(wrapper.text()).toContain('案例已有2个')
  expect(buttonOf('从服务记录选取')).toBeUndefined()
})

it('a field that takes nothing from the log, and a case about no year, stay as they were', async () => {
  const requests = answerWith(answers)
  const plan = await open(report({}), 'section_3')
  expect(plan.wrapper.text()).not.toContain('服务记录')
  plan.wrapper.unmount()
  const timeless = await open(report({}, { period: '' }), 'section_1')
  expect(timeless.wrapper.text()).not.toContain('服务记录')
  expect(requests).toEqual([])
})

it('who reads a summary finds the log of that institution and year beside the sections it feeds', async () => {
  answerWith(answers)
  const sections = Object.fromEntries(['section_1', 'section_2', 'section_3'].map((id) => [id, { version: 1, answers: { plan: '计划' } }]))
  const { wrapper } = await openPage(SubmittedWork, '/cases/c1', { current: report(sections, { holder: 'recommender', my_parties: ['recommender'] }), procedure })
  expect(wrapper.findAll('a').filter((link) => link.text() === '2026年服务记录').map((link) => link.attributes('href'))).toEqual(Array(2).fill('/services?organisation=g1&from=2026-01-01&until=2026-12-31'))
})
