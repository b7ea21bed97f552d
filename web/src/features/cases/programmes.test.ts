import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { session, type Session } from '@/api'
import { expectAccessible } from '../../../tests/axe'
import { openPage, settled } from '../../../tests/page'
import { answerWith, lastOf } from '../../../tests/server'
import { listOffers, type Programme } from './programmes'
import StartCase from './StartCase.vue'

const text = (zh: string) => ({ zh, en: zh })
const programme = (more: object) => ({
  act_id: 'a', act_title: text('管理办法'), procedure_id: 'filing', label: text('市级网点备案'), status_label: text('市级网点'), level: 'city', needs_window: true, recommender_level: 'district',
  is_recommender_chosen: false, covers: true, warnings: [], cites: ['a/art_16'], ...more,
}) as Programme
const window = { id: 'w1', act_id: 'a', procedure_id: 'filing', title: '2026年度申报通知', opens_on: '2026-08-17', closes_on: '2026-09-30', days_left: 15, authority_name: '市局', cites: [] }
const byMinistry = programme({ act_id: 'n', procedure_id: 'by_ministry', label: text('国家级网点备案（行业主管部门推荐）'), recommender_level: 'ministry', is_recommender_chosen: true, needs_window: false })
const elsewhere = programme({ act_id: 'f', label: text('别市网点认定'), needs_window: false, covers: false, warnings: [text('依据之一已废止。')] })

beforeEach(() => (session.value = { account: { id: 'p', login_name: 'li', display_name: '李明', state: 'active', grants: [{ role: 'applicant_staff', organisation_id: 'o', organisation_name: '图书馆' }] }, business_today: '2026-09-15', is_demonstration_mode: false } as unknown as Session))
afterEach(() => {
  vi.unstubAllGlobals()
  session.value = null
})

it('offers open batches, and at any time what knows no batches; other places stand apart', () => {
  const { near, elsewhere: others } = listOffers([programme({}), programme({ act_id: 'closed' }), byMinistry, elsewhere], [window as never])
  expect(near.map((offer) => offer.key)).toEqual(['w1', 'n/by_ministry'])
  expect(others.map((offer) => offer.key)).toEqual(['f/filing'])
})

it('asks for the ministry where the applicant names it, and shows what an act warns of', async () => {
  const requests = answerWith({
    'GET /api/organisations/o': { id: 'o', registered_division: '210103' }, 'GET /api/programmes': { items: [byMinistry, elsewhere] }, 'GET /api/windows': { items: [] },
    'GET /api/authorities': { items: [{ id: 'm1', name: '产业主管部门', level: 'ministry' }, { id: 'c', name: '市局', level: 'city' }] }, 'POST /api/cases': { id: 'c1' },
  })
  const { wrapper, router } = await openPage(StartCase, '/cases', { running: [], isKnown: true })
  expect(wrapper.text()).toContain('依据之一已废止。')
  expect(wrapper.get('select').text()).not.toContain('市局')
  await expectAccessible()
  await wrapper.get('form').trigger('submit')
  expect(wrapper.text()).toContain('请选择推荐部门。')
  expect(requests.some((request) => request.method === 'POST')).toBe(false)
  await wrapper.get('select').setValue('m1')
  await wrapper.get('form').trigger('submit')
  await settled()
  expect(JSON.parse(lastOf(requests, 'POST /api/cases')?.body ?? '')).toEqual({ act_id: 'n', procedure_id: 'by_ministry', organisation_id: 'o', recommender_id: 'm1' })
  expect(router.currentRoute.value.path).toBe('/cases/c1')
})
