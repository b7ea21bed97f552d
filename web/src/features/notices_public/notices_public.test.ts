import { afterEach, describe, expect, it, vi } from 'vitest'
import { session, type Session } from '@/api'
import { expectAccessible } from '../../../tests/axe'
import { openPage, settled } from '../../../tests/page'
import { answerWith, lastOf } from '../../../tests/server'
import FollowPage from './FollowPage.vue'
import NoticePage from './NoticePage.vue'
import NoticesPage from './NoticesPage.vue'
import ObjectionPage from './ObjectionPage.vue'

const text = (zh: string) => ({ zh, en: zh })
const due = { start: '2024-09-27', unmoved: '2024-10-02', last_day: '2024-10-08', days: [{ date: '2024-09-27', kind: 'working', role: 'start' }, { date: '2024-10-08', kind: 'working', role: 'last' }] }
const notice = {
  id: 'n1', number: '公示1号', kind: 'proposed_filing', title: '拟备案公示', published_on: '2024-09-27', last_day: '2024-10-08', authority_name: '沈阳市知识产权局', is_running: true,
  body: '现予公示。', due, can_object: true, cites: ['shenyang_outlet_2024/art_6_3'], authority_telephone: '024-1',
  entries: [{ case_id: 'c1', organisation_name: '甲单位', state_label: text('公示中') }, { case_id: 'c2', organisation_name: '乙单位', state_label: text('公示中') }],
}

afterEach(() => {
  vi.unstubAllGlobals()
  session.value = null
})

describe('the list of notices', () => {
  it('says of each whether one may object, and keeps the filter in the address', async () => {
    const requests = answerWith({ 'GET /api/notices': { items: [notice, { ...notice, id: 'n2', title: '结果公告', kind: 'filed_list', is_running: false, last_day: null }], next_cursor: null } })
    const { wrapper, router } = await openPage(NoticesPage, '/notices?running=true')
    expect(requests[0]?.query.get('running')).toBe('true')
    expect(wrapper.text()).toContain('可以提出异议')
    expect(wrapper.text()).toContain('不设异议期')
    await wrapper.get('#notices-kind').setValue('filed_list')
    await settled()
    expect(router.currentRoute.value.query).toEqual({ running: 'true', kind: 'filed_list' })
    expect(lastOf(requests, 'GET /api/notices')?.query.get('kind')).toBe('filed_list')
    await expectAccessible()
  })

  it('says what would be here while there is nothing', async () => {
    answerWith({ 'GET /api/notices': { items: [], next_cursor: null } })
    expect((await openPage(NoticesPage, '/notices')).wrapper.text()).toContain('还没有公示')
  })
})

describe('a notice', () => {
  it('says until when and how to object, lists the entries and counts the days', async () => {
    session.value = { account: null, is_demonstration_mode: false, business_today: '2024-10-06' } as Session
    answerWith({ 'GET /api/notices/n1': notice })
    const { wrapper } = await openPage(NoticePage, '/notices/n1', { id: 'n1' })
    const box = wrapper.get('.objection').text().replace(/\s+/g, '')
    expect(box).toContain('可以提出异议：至2024年10月8日（周二）')
    expect(box).toContain('24时')
    expect(box).toContain('还有2天')
    expect(box).toContain('电话：024-1')
    expect(wrapper.findAll('tbody')[0]?.findAll('tr')).toHaveLength(2)
    expect(wrapper.find('table.month').exists()).toBe(true)
    await expectAccessible()
  })

  it('says after its end that objections are over and a letter is possible', async () => {
    answerWith({ 'GET /api/notices/n1': { ...notice, can_object: false, is_running: false } })
    const { wrapper } = await openPage(NoticePage, '/notices/n1', { id: 'n1' })
    expect(wrapper.get('.objection').text()).toContain('不再受理异议')
    expect(wrapper.text()).toContain('反映情况')
  })

  it('says that it was not found', async () => {
    answerWith({})
    expect((await openPage(NoticePage, '/notices/x', { id: 'x' })).wrapper.text()).toContain('没有找到')
  })
})

describe('objecting', () => {
  const receipt = { receipt: 'YY-1', secret: 'S-2', is_late: false }

  it('names everything that is missing before anything is sent', async () => {
    const requests = answerWith({ 'GET /api/notices/n1': notice })
    const { wrapper } = await openPage(ObjectionPage, '/notices/n1/objection', { id: 'n1' })
    await wrapper.get('form').trigger('submit')
    expect(wrapper.get('.summary').findAll('li')).toHaveLength(3)
    expect(requests.some((request) => request.method === 'POST')).toBe(false)
    await expectAccessible()
  })

  it('sends no name when it is anonymous, and shows receipt and secret once', async () => {
    const requests = answerWith({ 'GET /api/notices/n1': notice, 'POST /api/notices/n1/objections': () => Response.json(receipt, { status: 201 }) })
    const { wrapper } = await openPage(ObjectionPage, '/notices/n1/objection', { id: 'n1' })
    await wrapper.get('#objection-case').setValue('c2')
    await wrapper.get('#objection-grounds').setValue('情况不实')
    await wrapper.get('#objection-name').setValue('不应发送')
    await wrapper.get('input[value="anonymous"]').setValue()
    await wrapper.get('form').trigger('submit')
    await settled()
    const sent = requests.find((request) => request.method === 'POST')
    expect(JSON.parse(sent?.body ?? '')).toEqual({ case_id: 'c2', grounds: '情况不实', is_anonymous: true, evidence: [] })
    expect(sent?.headers.get('Idempotency-Key')).toMatch(/^[0-9a-f]{32}$/)
    expect(wrapper.text()).toContain('YY-1')
    expect(wrapper.text()).toContain('S-2')
    expect(wrapper.text()).toContain('只显示这一次')
    await expectAccessible()
  })

  it('tells a late sender that it is kept as a letter', async () => {
    answerWith({ 'GET /api/notices/n1': { ...notice, entries: notice.entries.slice(0, 1) }, 'POST /api/notices/n1/objections': { ...receipt, is_late: true } })
    const { wrapper } = await openPage(ObjectionPage, '/notices/n1/objection', { id: 'n1' })
    await wrapper.get('#objection-grounds').setValue('情况不实')
    await wrapper.get('#objection-name').setValue('张三')
    await wrapper.get('form').trigger('submit')
    await settled()
    expect(wrapper.text()).toContain('作为来信保存')
  })
})

describe('following an objection', () => {
  it('asks with the secret in the body, never in the address', async () => {
    const requests = answerWith({ 'POST /api/objections/follow': { receipt: 'YY-1', state: 'dismissed', state_label: text('不成立'), received_at: '2024-10-01T02:00:00Z', result: '经核实不成立。' } })
    const { wrapper } = await openPage(FollowPage, '/objections/follow')
    await wrapper.get('#follow-receipt').setValue('YY-1')
    await wrapper.get('#follow-secret').setValue('S-2')
    await wrapper.get('form').trigger('submit')
    await settled()
    expect(requests[0]?.query.toString()).toBe('')
    expect(JSON.parse(requests[0]?.body ?? '')).toEqual({ receipt: 'YY-1', secret: 'S-2' })
    expect(wrapper.text()).toContain('经核实不成立')
    await expectAccessible()
  })
})
