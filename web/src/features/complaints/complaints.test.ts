import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { session, type Session } from '@/api'
import { expectAccessible } from '../../../tests/axe'
import { openPage, settled } from '../../../tests/page'
import { answerWith, lastOf } from '../../../tests/server'
import ComplaintPage from './ComplaintPage.vue'
import ComplaintsPage from './ComplaintsPage.vue'

const text = (zh: string) => ({ zh, en: zh })
const summary = {
  id: 'c1', receipt: 'TSH6DKC52W', outlet_id: 'o1', organisation_id: 'g1', outlet_name: '甲网点', status_label: text('市级网点'), authority_name: '沈阳市知识产权局', ground: 'poor_service',
  ground_label: text('服务缺失或者服务质量差'), is_anonymous: false, state: 'received', finding: '', handler_name: '', is_mine: false, received_at: '2026-09-28T01:00:00Z', concluded_at: null, days: 3, version: 1,
}
const complaint = { ...summary, act_id: 'a', statement: '多次到访均无人接待。', answer: '', summary: '', files: [{ id: 'f1', name: '照片.jpg', size: 583 }], notes: [], cases: [], identity_reads: [] }
const mine = { ...complaint, state: 'handling', handler_name: '经办人', is_mine: true, version: 2 }
const proceedings = { 'GET /api/organisations/g1/proceedings': { items: [
  { act_id: 'a', procedure_id: 'sanction', label: text('违规查处'), status: 'municipal_outlet', outlet_id: 'o1', running_id: null, running_number: null },
  { act_id: 'b', procedure_id: 'rectification', label: text('整改'), status: 'national_outlet', outlet_id: 'o2', running_id: null, running_number: null },
] } }

beforeEach(() => (session.value = { account: { id: 'x', display_name: '经办人', state: 'active', grants: [{ role: 'authority_officer', authority_id: 'b', authority_name: '沈阳市知识产权局' }] }, business_today: '2026-10-01', is_demonstration_mode: false } as unknown as Session))
afterEach(() => {
  vi.unstubAllGlobals()
  session.value = null
})

describe('the list', () => {
  it('shows what is not concluded with its age, and asks by state, subject and handler', async () => {
    const requests = answerWith({ 'GET /api/complaints': { items: [summary, { ...summary, id: 'c2', receipt: 'Z', is_anonymous: true, state: 'concluded', finding: 'founded' }], next_cursor: null }, 'GET /api/complaint-grounds': { items: [{ id: 'poor_service', label: text('服务差'), cites: [] }] } })
    const { wrapper } = await openPage(ComplaintsPage, '/complaints')
    expect(lastOf(requests, 'GET /api/complaints')?.query.get('state')).toBe('open')
    expect(wrapper.findAll('tbody tr').map((row) => row.text().replace(/\s+/g, ' '))).toEqual([expect.stringMatching(/实名.*待受理.*3天/), expect.stringMatching(/匿名.*属实/)])
    await expectAccessible()
    await wrapper.get('#complaints-handler').setValue('mine')
    await settled()
    expect(lastOf(requests, 'GET /api/complaints')?.query.get('handler')).toBe('mine')
  })
})

describe('one complaint', () => {
  it('is taken on before anything else can be done', async () => {
    const requests = answerWith({ ...proceedings, 'GET /api/complaints/c1': complaint, 'POST /api/complaints/c1/handler': mine })
    const { wrapper } = await openPage(ComplaintPage, '/complaints/c1', { id: 'c1' })
    expect(wrapper.find('form').exists()).toBe(false)
    expect(wrapper.text()).toContain('多次到访均无人接待')
    await wrapper.get('button.app-button').trigger('click')
    await settled()
    expect(lastOf(requests, 'POST /api/complaints/c1/handler')?.headers.get('If-Match')).toBe('"v1"')
  })

  it('shows who complained only for a reason', async () => {
    const requests = answerWith({ ...proceedings, 'GET /api/complaints/c1': mine, 'POST /api/complaints/c1/identity': { name: '丁某', contact: '139', version: 3 } })
    const { wrapper } = await openPage(ComplaintPage, '/complaints/c1', { id: 'c1' })
    await expectAccessible()
    const form = wrapper.findAll('form')[0]!
    await form.trigger('submit')
    expect(lastOf(requests, 'POST /api/complaints/c1/identity')).toBeUndefined()
    await wrapper.get('#identity-reason').setValue('电话核实')
    await form.trigger('submit')
    await settled()
    expect(JSON.parse(lastOf(requests, 'POST /api/complaints/c1/identity')?.body ?? '{}')).toEqual({ reason: '电话核实' })
    expect(wrapper.text()).toContain('丁某')
  })

  it('opens a procedure about this line and links the case', async () => {
    const requests = answerWith({ ...proceedings, 'GET /api/complaints/c1': mine, 'POST /api/cases': { id: 'n1', number: '编号1' }, 'POST /api/complaints/c1/cases': mine })
    const { wrapper } = await openPage(ComplaintPage, '/complaints/c1', { id: 'c1' })
    const buttons = wrapper.findAll('button').filter((button) => button.text().startsWith('立案'))
    expect(buttons.map((button) => button.text()), 'not those about another line').toEqual(['立案：违规查处'])
    await buttons[0]!.trigger('click')
    await settled()
    expect(JSON.parse(lastOf(requests, 'POST /api/cases')?.body ?? '{}')).toEqual({ act_id: 'a', procedure_id: 'sanction', organisation_id: 'g1' })
    expect(JSON.parse(lastOf(requests, 'POST /api/complaints/c1/cases')?.body ?? '{}')).toEqual({ case_id: 'n1' })
  })

  it('is concluded with finding, answer and summary against the version that was read', async () => {
    const requests = answerWith({ ...proceedings, 'GET /api/complaints/c1': mine, 'POST /api/complaints/c1/conclusion': { ...mine, state: 'concluded', finding: 'founded' } })
    const { wrapper } = await openPage(ComplaintPage, '/complaints/c1', { id: 'c1' })
    const form = wrapper.findAll('form').at(-1)!
    await form.trigger('submit')
    expect(wrapper.get('.summary').text()).toContain('请选择核查结论')
    await wrapper.get('input[value="founded"]').setValue(true)
    await wrapper.get('#conclusion-answer').setValue('已立案查处。')
    await wrapper.get('#conclusion-summary').setValue('现场核查属实。')
    await form.trigger('submit')
    await settled()
    expect(lastOf(requests, 'POST /api/complaints/c1/conclusion')?.headers.get('If-Match')).toBe('"v2"')
    expect(JSON.parse(lastOf(requests, 'POST /api/complaints/c1/conclusion')?.body ?? '{}')).toEqual({ finding: 'founded', answer: '已立案查处。', summary: '现场核查属实。' })
  })
})
