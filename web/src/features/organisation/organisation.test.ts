import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { session, type Session } from '@/api'
import { expectAccessible } from '../../../tests/axe'
import { openPage, settled } from '../../../tests/page'
import { answerWith } from '../../../tests/server'
import DataPage from './DataPage.vue'
import MemberForm from './MemberForm.vue'
import ServiceItemForm from './ServiceItemForm.vue'
import TeamPage from './TeamPage.vue'

const text = (zh: string) => ({ zh, en: zh })
const finding = { condition: 'full_time_staff', label: text('专职人员不少于3名'), outcome: 'not_met', found: text('现有2名'), cure: text('补足'), cure_at: 'team', cites: ['art_4_1'], blocks: true }
const running = {
  'GET /api/cases': { items: [{ id: 'c1', act_id: 'a', organisation_id: 'g1', is_final: false }], total: 1, counts: {} },
  'GET /api/cases/c1/check': { findings: [finding, { ...finding, condition: 'x', cure_at: 'organisation' }], missing_fields: [], missing_materials: [], warnings: [], can_submit: false },
}
const organisation = { id: 'g1', version: 3, credit_code: '91440300708461136T', name: '甲单位', kind: 'library', registered_division: '210103', address: '青年大街', principal_name: '周宁', telephone: '024-12345678', division_name: '沈河区', state: 'active', node_kinds: [], code_check: 'good' }

beforeEach(() => {
  session.value = { account: { id: 'u', login_name: 'u', display_name: '王', state: 'active', grants: [{ role: 'applicant_staff', organisation_id: 'g1', organisation_name: '甲单位' }] }, is_demonstration_mode: false, business_today: '2024-10-04' } as Session
})
afterEach(() => {
  vi.unstubAllGlobals()
  session.value = null
})

describe('the team', () => {
  it('counts against the requirement of the running application and warns of double counts', async () => {
    answerWith({ ...running, 'GET /api/organisations/g1/team': { full_time: 2, part_time: 1, items: [{ id: 'm1', version: 1, name: '李明', employment: 'full_time' }, { id: 'm2', version: 1, name: '赵倩', employment: 'full_time', is_counted_elsewhere: true }] } })
    const { wrapper } = await openPage(TeamPage, '/organisation/team', { organisation: 'g1' })
    expect(wrapper.text()).toContain('专职人员2名，兼职人员1名')
    expect(wrapper.findAll('.condition')).toHaveLength(1)
    expect(wrapper.text()).toContain('现有2名')
    expect(wrapper.text()).toContain('已在其他团队')
    await expectAccessible()
  })

  it('asks for what the nearest act holding at the place asks for, whatever else is running or told of other cities', async () => {
    const programme = (act: string, level: string, covers: boolean) => ({ act_id: act, procedure_id: 'filing', level, covers })
    const asking = (label: string) => ({ conditions: [{ id: 'staff', label: text(label), cure_at: 'team', cites: ['art_4_1'] }] })
    const requests = answerWith({
      'GET /api/cases': { items: [
        { id: 'c1', act_id: 'near', organisation_id: 'g1', outlet_id: 'o1', is_final: false }, { id: 'c2', act_id: 'far', organisation_id: 'g2', is_final: false },
        { id: 'c3', act_id: 'nation', organisation_id: 'g1', is_final: true }], total: 3, counts: {} },
      'GET /api/organisations/g1': organisation, 'GET /api/organisations/g1/team': { full_time: 0, part_time: 0, items: [] },
      'GET /api/programmes': { items: [programme('far', 'city', false), programme('nation', 'national', true), programme('near', 'city', true)] },
      'GET /api/regulations/far/procedures/filing': asking('外地的条件'), 'GET /api/regulations/nation/procedures/filing': asking('全国的条件'),
      'GET /api/regulations/near/procedures/filing': asking('本市的条件'),
    })
    const { wrapper } = await openPage(TeamPage, '/organisation/team', { organisation: 'g1' })
    expect(requests.find((request) => request.path === '/api/programmes')?.query.get('division')).toBe('210103')
    expect(wrapper.text()).toContain('本市的条件')
    expect(wrapper.text()).not.toContain('外地的条件')
    expect(wrapper.text()).not.toContain('全国的条件')
    expect(requests.map((request) => request.path)).not.toContain('/api/cases/c1/check')
  })

  it('sends a member with the version it was read at, certificates line by line', async () => {
    const requests = answerWith({ 'PUT /api/organisations/g1/team/m1': { id: 'm1', version: 2, name: '李明', employment: 'full_time' } })
    const { wrapper } = await openPage(MemberForm, '/', { organisation: 'g1', member: { id: 'm1', version: 4, name: '李明', employment: 'full_time', certificates: ['专利代理师'] } })
    await wrapper.get('#member-certificates').setValue('专利代理师\n\n检索师 ')
    await wrapper.get('form').trigger('submit')
    await settled()
    expect(requests[0]?.headers.get('If-Match')).toBe('"v4"')
    expect(JSON.parse(requests[0]?.body ?? '')).toMatchObject({ name: '李明', certificates: ['专利代理师', '检索师'] })
    expect(wrapper.emitted('done')).toHaveLength(1)
    await expectAccessible()
  })
})

describe('service items', () => {
  it('name everything that is missing before anything is sent', async () => {
    const requests = answerWith({})
    const { wrapper } = await openPage(ServiceItemForm, '/', { organisation: 'g1', item: null })
    await wrapper.get('form').trigger('submit')
    expect(wrapper.get('.summary').findAll('li')).toHaveLength(4)
    expect(requests).toHaveLength(0)
    await expectAccessible()
  })
})

describe('the data of the institution', () => {
  it('are saved on the version read; a stale one offers the newest', async () => {
    const requests = answerWith({
      ...running, 'GET /api/divisions': { items: [] }, 'GET /api/organisations/g1': () => Response.json(organisation, { headers: { ETag: '"v3"' } }),
      'PUT /api/organisations/g1': () => Response.json({ id: 'organisations.stale', title: '已被更新', detail: '资料已被他人更新' }, { status: 412 }),
    })
    const { wrapper } = await openPage(DataPage, '/organisation', { organisation: 'g1' })
    await wrapper.get('#organisation-name').setValue('乙单位')
    await wrapper.get('form').trigger('submit')
    await settled()
    const sent = requests.find((request) => request.method === 'PUT')
    expect(sent?.headers.get('If-Match')).toBe('"v3"')
    expect(JSON.parse(sent?.body ?? '')).toEqual({ credit_code: '91440300708461136T', name: '乙单位', kind: 'library', registered_division: '210103', address: '青年大街', principal_name: '周宁', telephone: '024-12345678' })
    expect(wrapper.text()).toContain('资料已被他人更新')
    expect(wrapper.text()).toContain('载入最新内容')
    await expectAccessible()
  })
})
