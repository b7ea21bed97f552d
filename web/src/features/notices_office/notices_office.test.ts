import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { session, type Session } from '@/api'
import { expectAccessible } from '../../../tests/axe'
import { openPage, settled } from '../../../tests/page'
import { answerWith, lastOf, type Received } from '../../../tests/server'
import ObjectionPage from './ObjectionPage.vue'
import ObjectionsPage from './ObjectionsPage.vue'
import PublishPage from './PublishPage.vue'

const text = (zh: string) => ({ zh, en: zh })
const due = { start: '2026-09-28', unmoved: '2026-10-03', last_day: '2026-10-08', days: [{ date: '2026-09-28', kind: 'working', role: 'start' }, { date: '2026-10-08', kind: 'working', role: 'last' }] }
const subject = (id: string, name: string, needs: object[] = []) => ({
  id, act_id: 'a', procedure_id: 'filing', procedure_label: text('市级网点备案'), organisation_name: name, division_name: '皇姑区', parties: { recommender: '皇姑区局' }, version: 4,
  verdicts: [{ action: 'publish', label: text('发布公示'), is_allowed: !needs.length, needs }],
})
const procedure = {
  id: 'filing', act_id: 'a', label: text('市级网点备案'), states: [], conditions: [], materials: [],
  actions: [{ id: 'publish', effect: 'open_notice', starts: 'notice', from: ['examining'], to: 'on_notice', label: text('发布公示'), party: [], input: [], signs: [], cites: ['art_6_3'] }],
  terms: [{ id: 'notice', label: text('公示期'), length: 'P5D', unit: 'calendar_day', is_entered: false, cites: [] }],
}
const answers = { 'GET /api/cases/c1': subject('c1', '甲单位'), 'GET /api/cases/c2': subject('c2', '乙单位'), 'GET /api/regulations/a/procedures/filing': procedure, 'GET /api/notice-preview': due }
const posted = (requests: Received[]): Received[] => requests.filter((request) => request.method === 'POST')

beforeEach(() => (session.value = { account: { id: 'x', display_name: '经办人', state: 'active', grants: [{ role: 'authority_officer', authority_id: 'b', authority_name: '沈阳市知识产权局' }] }, business_today: '2026-09-28', is_demonstration_mode: false } as unknown as Session))
afterEach(() => {
  vi.unstubAllGlobals()
  session.value = null
})

describe('publishing', () => {
  it('one notice names several cases at the versions they were read at, and its end is shown before', async () => {
    const requests = answerWith({ ...answers, 'POST /api/notices': { id: 'n1', title: '公示' } })
    const { wrapper, router } = await openPage(PublishPage, '/notices/publish?cases=c1,c2')
    expect(wrapper.text()).toContain('公示名单（2家）')
    expect(wrapper.get('aside').text()).toContain('2026年10月8日')
    expect((wrapper.get('#publish-title').element as HTMLInputElement).value).toContain('2026年度')
    await expectAccessible()
    await wrapper.get('form').trigger('submit')
    await settled()
    expect(JSON.parse(posted(requests)[0]?.body ?? '{}')).toMatchObject({ cases: [{ case_id: 'c1', version: 4 }, { case_id: 'c2', version: 4 }] })
    expect(router.currentRoute.value.path).toBe('/notices/n1')
  })

  it('a case that may not be published stops the notice, with its reason, until it is taken off the list', async () => {
    const need = { id: 'wrong_state', message: text('现为“公示中”，不能再次公示'), cites: ['art_6_3'] }
    const requests = answerWith({ ...answers, 'GET /api/cases/c2': subject('c2', '乙单位', [need]), 'POST /api/notices': { id: 'n1', title: '公示' } })
    const { wrapper } = await openPage(PublishPage, '/notices/publish?cases=c1,c2')
    expect(wrapper.get('.entries').text()).toContain('不能再次公示')
    expect(wrapper.find('button[type="submit"]').exists()).toBe(false)
    await wrapper.get('form').trigger('submit')
    expect(posted(requests)).toHaveLength(0)
    await wrapper.findAll('.entries li')[1]?.get('button.app-button').trigger('click')
    expect(wrapper.find('button[type="submit"]').text()).toContain('1家')
  })

  it('without a title nothing is sent; without cases it says where they are chosen', async () => {
    const requests = answerWith(answers)
    const { wrapper } = await openPage(PublishPage, '/notices/publish?cases=c1')
    await wrapper.get('#publish-title').setValue(' ')
    await wrapper.get('form').trigger('submit')
    expect(wrapper.get('.summary').text()).toContain('请填写标题')
    expect(posted(requests)).toHaveLength(0)
    expect((await openPage(PublishPage, '/notices/publish')).wrapper.text()).toContain('还没有选择要公示的申报')
  })
})

const objection = {
  id: 'o1', receipt: 'YYH6DKC52W', state: 'open', case_id: 'c1', case_number: '编号1', notice_id: 'n1', notice_title: '拟备案公示', organisation_name: '甲单位', received_at: '2026-09-28T01:00:00Z',
  is_anonymous: true, grounds: '案例不实。', files: [{ id: 'f1', name: '合同.pdf', size: 583 }], version: 1,
}

describe('objections', () => {
  it('lists them by state and says of each how it was raised', async () => {
    const requests = answerWith({ 'GET /api/objections': { items: [objection, { ...objection, id: 'o2', receipt: 'Z', is_anonymous: false, state: 'late' }], next_cursor: null } })
    const { wrapper, router } = await openPage(ObjectionsPage, '/objections')
    expect(wrapper.findAll('tbody tr').map((row) => row.text().replace(/\s+/g, ' '))).toEqual([expect.stringContaining('匿名'), expect.stringContaining('期满后来信')])
    await wrapper.get('select').setValue('open')
    await settled()
    expect(router.currentRoute.value.query).toEqual({ state: 'open' })
    expect(lastOf(requests, 'GET /api/objections')?.query.get('state')).toBe('open')
  })

  it('is decided with an outcome and reasons, against the version that was read', async () => {
    const requests = answerWith({ 'GET /api/objections/o1': objection, 'POST /api/objections/o1/decision': { ...objection, state: 'dismissed' } })
    const { wrapper } = await openPage(ObjectionPage, '/objections/o1', { id: 'o1' })
    expect(wrapper.text(), 'an anonymous objector has no name').not.toContain('姓名')
    await expectAccessible()
    await wrapper.get('form').trigger('submit')
    expect(wrapper.get('.summary').text()).toContain('请选择认定结论')
    expect(posted(requests)).toHaveLength(0)
    await wrapper.get('input[value="dismissed"]').setValue(true)
    await wrapper.get('#decision-reasons').setValue('证明材料完整。')
    await wrapper.get('form').trigger('submit')
    await settled()
    expect(posted(requests)[0]?.headers.get('If-Match')).toBe('"v1"')
    expect(JSON.parse(posted(requests)[0]?.body ?? '{}')).toEqual({ outcome: 'dismissed', reasons: '证明材料完整。' })
  })

  it('a decided or late one offers no decision', async () => {
    answerWith({ 'GET /api/objections/o1': { ...objection, state: 'late' } })
    const { wrapper } = await openPage(ObjectionPage, '/objections/o1', { id: 'o1' })
    expect(wrapper.find('form').exists()).toBe(false)
    expect(wrapper.text()).toContain('作为来信保存')
  })
})
