import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { session, type Session } from '@/api'
import { type Procedure } from '@/ui'
import { expectAccessible } from '../../../tests/axe'
import { openPage, settled } from '../../../tests/page'
import { answerWith, type Received } from '../../../tests/server'
import ActionPanel from './ActionPanel.vue'
import { cureLink, isEditable, nextInQueue, placeLink, possibleActions, type Case, type CheckReport } from './case'
import ChecksPanel from './ChecksPanel.vue'
import OutcomePanel from './OutcomePanel.vue'
import PapersWork from './PapersWork.vue'

const text = (zh: string) => ({ zh, en: zh })
const action = (id: string, label: string, from: string[], to: string, more: object = {}) => ({ id, label: text(label), from, to, party: [], input: [], signs: [], cites: ['art_6_1'], ...more })
const procedure = {
  id: 'filing', act_id: 'a', label: text('备案'), initial: 'draft', conditions: [], terms: [],
  materials: [{ id: 'scan', by: 'recommender', required: false, label: text('第八部分扫描件'), cites: [], max_files: 3, max_bytes: 1000, media_types: ['application/pdf'] }],
  states: [{ id: 'draft', label: text('草稿'), holder: 'applicant' }, { id: 'verifying', label: text('待核实'), holder: 'recommender' }, { id: 'examining', label: text('待审核'), holder: 'filing_body' }, { id: 'withdrawn', label: text('已撤回'), is_final: true }, { id: 'declined', label: text('不予推荐'), is_final: true }],
  actions: [
    action('submit', '提交申报', ['draft'], 'verifying'), action('withdraw', '撤回申报', ['draft', 'verifying'], 'withdrawn'),
    action('recommend', '同意推荐', ['verifying'], 'examining', { signs: ['head', 'seal'], scan: 'scan', input: [{ id: 'opinion', type: 'long_text', label: text('推荐意见'), required: true }] }),
    action('decline', '不予推荐', ['verifying'], 'declined', { is_refusal: true }),
  ],
  form: { sections: [{ id: 'section_1', number: '一', title: text('基本情况'), filled_by: 'applicant', fields: [{ id: 'head', label: text('部门负责人') }, { id: 'head_phone', label: text('联系电话') }, { id: 'contact', label: text('联系人') }, { id: 'contact_phone', label: text('联系电话') }] }] },
} as unknown as Procedure

const need = (id: string, message: string, more: object = {}) => ({ id, message: text(message), cites: ['art_6_1'], ...more })
const verdict = (id: string, needs: object[] = []) => ({ action: id, label: text(id), is_allowed: !needs.length, needs })
const inState = (state: string, party: string, verdicts: object[], more: object = {}) => ({
  id: 'c1', act_id: 'a', procedure_id: 'filing', organisation_name: '甲单位', state, holder: state === 'draft' ? 'applicant' : 'recommender', is_final: false, my_parties: [party], version: 7,
  parties: { applicant: '甲单位', recommender: '皇姑区局' }, verdicts, materials: [], sections: {}, terms: [], history: [], submissions: [], ...more,
}) as unknown as Case
const draft = inState('draft', 'applicant', [verdict('submit', [need('form_complete', '还有2处没有填写', { fields: ['section_1.contact_phone'], cure: text('请补齐') })]), verdict('withdraw'), verdict('recommend', [need('wrong_party', '不是您办理')])])
const account = (state: string) => ({ account: { id: 'x', display_name: '周', state, grants: [] }, business_today: '2026-09-15', is_demonstration_mode: false }) as unknown as Session

beforeEach(() => (session.value = account('active')))
afterEach(() => {
  vi.unstubAllGlobals()
  session.value = null
})

describe('where things are put right', () => {
  it('a field, a material and the institution’s own pages have their addresses', () => {
    expect(placeLink('c1', 'section_2.basis')).toBe('/cases/c1?section=section_2#field-section_2-basis')
    expect(placeLink('c1', 'section_3.people.0.name')).toBe('/cases/c1?section=section_3#field-section_3-people-0-name')
    expect(placeLink('c1', 'materials.licence')).toBe('/cases/c1?section=materials#material-licence')
    expect([cureLink('c1', 'team'), cureLink('c1', 'organisation'), cureLink('c1', 'form.section_5'), cureLink('c1', 'change'), cureLink('c1', undefined)]).toEqual(['/organisation/team', '/organisation', '/cases/c1?section=section_5', '/cases/c1#pause', undefined])
  })

  it('the next case of the queue follows this one, and there is none after the last', () => {
    expect([nextInQueue('1,2,3', '2'), nextInQueue('1,2,3', '3'), nextInQueue('1,2', '9'), nextInQueue(null, '1')]).toEqual(['3', undefined, '1', undefined])
  })

  it('only the applicant writes, and only while holding the case', () => {
    expect([isEditable(draft), isEditable({ ...draft, my_parties: ['recommender'] }), isEditable({ ...draft, holder: 'recommender' }), isEditable({ ...draft, is_final: true })]).toEqual([true, false, false, false])
  })
})

describe('actions', () => {
  const names = (current: Case): string[] => possibleActions(current, procedure).map((each) => each.action.id)

  it('those of other parties and states are not mine to see', () => {
    expect(names(draft)).toEqual(['submit', 'withdraw'])
    expect(names(inState('verifying', 'recommender', [verdict('submit', [need('wrong_state', 'x')]), verdict('recommend', [need('scan', '没有扫描件')])]))).toEqual(['recommend'])
  })

  it('what the dialog itself asks for is no obstacle before it', () => {
    const [recommend] = possibleActions(inState('verifying', 'recommender', [verdict('recommend', [need('scan', '没有扫描件'), need('judged', '还没有判断'), need('conditions', '不符合')])]), procedure)
    expect(recommend?.obstacles.map((each) => each.id)).toEqual(['conditions'])
  })

  it('the panel offers what is possible and says of the rest why not, with a link to its cure', async () => {
    const { wrapper } = await openPage(ActionPanel, '/cases/c1', { current: draft, procedure, report: null, prepare: () => Promise.resolve(true) })
    expect(wrapper.findAll('.actions button').map((each) => each.text())).toEqual(['撤回申报'])
    expect(wrapper.get('.not-yet').text()).toContain('还有2处没有填写')
    expect(wrapper.get('.not-yet a').attributes('href')).toBe('/cases/c1?section=section_1#field-section_1-contact_phone')
    await expectAccessible()
  })

  it('an account that waits to be confirmed cannot submit, and is told so; withdrawing stays possible', async () => {
    session.value = account('provisional')
    const ready = inState('draft', 'applicant', [verdict('submit'), verdict('withdraw')])
    const { wrapper } = await openPage(ActionPanel, '/cases/c1', { current: ready, procedure, report: null, prepare: () => Promise.resolve(true) })
    expect(wrapper.findAll('.actions button').map((each) => each.text())).toEqual(['撤回申报'])
    expect(wrapper.get('.not-yet').text()).toContain('还没有经所在区、县（市）知识产权部门确认')
  })

  it('recommending asks for the opinion, the scan and every signature before anything is sent', async () => {
    const sent: Received[] = answerWith({})
    const current = inState('verifying', 'recommender', [verdict('recommend')])
    const { wrapper } = await openPage(ActionPanel, '/cases/c1', { current, procedure, report: null, prepare: () => Promise.resolve(true) })
    await wrapper.get('.actions button').trigger('click')
    await settled()
    const form = document.querySelector<HTMLFormElement>('[role="dialog"] form')
    form?.dispatchEvent(new Event('submit', { cancelable: true }))
    await settled()
    const summary = document.querySelector('[role="dialog"] .summary')?.textContent ?? ''
    for (const sentence of ['请填写：推荐意见', '请核对：负责人已签字', '请核对：已加盖公章', '请上传：第八部分扫描件']) expect(summary).toContain(sentence)
    expect(sent.filter((request) => request.method === 'POST')).toHaveLength(0)
    const signs = [...document.querySelectorAll<HTMLInputElement>('#action-signed input')]
    expect(signs.map((each) => each.value)).toEqual(['head', 'seal'])
  })

  it('what has not been saved is not submitted', async () => {
    const sent: Received[] = answerWith({})
    const { wrapper } = await openPage(ActionPanel, '/cases/c1', { current: inState('draft', 'applicant', [verdict('submit')]), procedure, report: null, prepare: () => Promise.resolve(false) })
    await wrapper.get('.actions button').trigger('click')
    await settled()
    expect(document.querySelector('[role="dialog"]')?.textContent).toContain('提交后，申报内容和材料不能再改')
    document.querySelector('[role="dialog"] form')?.dispatchEvent(new Event('submit', { cancelable: true }))
    await settled()
    expect(document.querySelector('[role="dialog"] .summary')?.textContent).toContain('还有内容没有保存')
    expect(sent.filter((request) => request.method === 'POST')).toHaveLength(0)
  })
})

describe('the checks', () => {
  const finding = (condition: string, outcome: string, more: object = {}) => ({ condition, label: text(condition), outcome, found: text(''), cites: ['art_4_1'], blocks: true, ...more })
  const report = (more: object) => ({ findings: [], missing_fields: [], missing_materials: [], warnings: [], needs: [], can_submit: false, ...more }) as unknown as CheckReport
  const open = (current: Case, given: CheckReport) => mount(ChecksPanel, { props: { current, procedure, report: given, isEditable: isEditable(current) }, attachTo: document.body })

  it('tells two fields of one name apart by the field before', () => {
    const fields = ['head_phone', 'contact_phone'].map((id) => ({ path: `section_1.${id}`, section: 'section_1', label: text('联系电话') }))
    const wrapper = open(draft, report({ missing_fields: [...fields, { path: 'section_1.contact', section: 'section_1', label: text('联系人') }] }))
    expect(wrapper.findAll('.places a').map((link) => link.text())).toEqual(['部门负责人·联系电话', '联系人·联系电话', '联系人'])
  })

  it('sets what must be put right apart from what is in order', () => {
    const wrapper = open(draft, report({ findings: [finding('注册地', 'met'), finding('专职人员', 'not_met', { cure: text('请补足'), cure_at: 'team' })] }))
    const groups = wrapper.findAll('details')
    expect(groups[0]?.text()).toContain('专职人员')
    expect(groups[0]?.get('a').attributes('href')).toBe('/organisation/team')
    expect(groups[1]?.text()).toContain('注册地')
  })

  it('a judgement nobody has given is shown as open to whoever judges, and only to them', () => {
    const judged = report({ findings: [finding('制度', 'not_evidenced', { judge: 'recommender' }), finding('设施', 'met', { judge: 'recommender' })] })
    const pressed = open(inState('verifying', 'recommender', []), judged).findAll('.judge [aria-pressed="true"]').map((button) => button.text())
    expect(pressed).toEqual(['符合'])
    expect(open(inState('verifying', 'filing_body', []), judged).find('.judge').exists()).toBe(false)
  })

  it('after a return readiness asks to go through the remarks first', () => {
    expect(open(draft, report({ can_submit: true })).get('.good').text()).toContain('可以提交')
    expect(open({ ...draft, return_items: [{ at: 'materials.licence', remark: '请盖章' }] }, report({ can_submit: true })).get('.good').text()).toContain('请核对退回意见')
  })
})

it('a refusal names its reasons and its remedy', () => {
  const ended = inState('declined', 'applicant', [], { is_final: true, state_label: text('不予推荐'), state_since: '2026-09-15', remedy: text('可以在下一批次重新申报'), history: [{ action: 'decline', content: { input: { reasons: '没有专职人员在岗' } } }] })
  const wrapper = mount(OutcomePanel, { props: { current: ended, procedure } })
  expect(wrapper.get('.panel[data-tone]').attributes('data-tone')).toBe('bad')
  expect(wrapper.text()).toContain('没有专职人员在岗')
  expect(wrapper.text()).toContain('可以在下一批次重新申报')
})

describe('the papers of a case without a form', () => {
  const rectification = {
    ...procedure, form: undefined,
    materials: [
      { id: 'notice', by: 'filing_body', required: true, label: text('整改通知书'), cites: [], max_files: 3, max_bytes: 1000, media_types: ['application/pdf'] },
      { id: 'result', by: 'applicant', required: false, label: text('证明材料'), cites: [], max_files: 3, max_bytes: 1000, media_types: ['application/pdf'] },
    ],
    actions: [action('issue', '发出通知', ['drafting'], 'issued', { scan: 'notice', input: [{ id: 'findings', type: 'list', label: text('问题'), required: true, item: [{ id: 'found', type: 'text', label: text('发现'), required: true }] }] })],
  } as unknown as Procedure
  const said = { sequence: 9, action: 'issue', label: text('发出通知'), at: '2026-09-01T01:00:00.000Z', actor: '林', ordinal: 2, content: { input: { findings: [{ found: '没有开放窗口' }] } } }

  it('show what was said, newest first, and where the holder adds its own', async () => {
    const wrapper = mount(PapersWork, { props: { current: inState('rectifying', 'applicant', [], { holder: 'applicant', history: [said] }), procedure: rectification } })
    expect(wrapper.text()).toContain('没有开放窗口')
    expect(wrapper.text()).toContain('证明材料')
    expect(wrapper.text()).not.toContain('整改通知书')
    wrapper.unmount()
  })

  it('let nobody add who does not hold the case', () => {
    const wrapper = mount(PapersWork, { props: { current: inState('rectifying', 'filing_body', [], { holder: 'applicant', history: [] }), procedure: rectification } })
    expect(wrapper.text()).toContain('还没有材料')
    expect(wrapper.findAll('button')).toHaveLength(0)
  })
})
