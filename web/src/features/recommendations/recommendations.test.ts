import { afterEach, expect, it, vi } from 'vitest'
import { session, type Session } from '@/api'
import { expectAccessible } from '../../../tests/axe'
import { openPage, settled } from '../../../tests/page'
import { answerWith, lastOf } from '../../../tests/server'
import RecommendationsPage from './RecommendationsPage.vue'

const text = (zh: string) => ({ zh, en: zh })
const shown = { id: 'w1', act_id: 'a', procedure_id: 'filing', procedure_label: text('备案'), title: '2026年度申报通知', opens_on: '2026-08-17', closes_on: '2026-09-30', is_open: true, authority_id: 'city', authority_name: '市局', version: 3, cites: [], quotas: { each: 3, authorities: [] } }
const line = (id: string, name: string, more: object = {}) => ({ case_id: id, number: `编号${id}`, organisation_name: name, state: 'examining', state_label: text('待审核'), recommended_on: '2026-09-01', rank: null, keeps_place: true, is_fixed: false, ...more })
const tally = { authority_id: 'heping', authority_name: '和平区局', quota: 3, used: 3, waiting: 1, version: 0, may_order: true, items: [line('1', '甲单位'), line('2', '乙单位'), line('3', '丙单位', { is_fixed: true, rank: 2, state_label: text('公示中') }), line('4', '丁单位', { keeps_place: false, state_label: text('已撤回') })] }
const answers = { 'GET /api/windows': { items: [shown] }, 'GET /api/windows/w1/recommendations': { items: [tally], cites: [] }, 'PUT /api/windows/w1/recommendations/heping': { ...tally, version: 1 }, 'PUT /api/windows/w1/quotas': shown }

function signInAs(role: string, authority: string): void {
  session.value = { account: { id: 'x', display_name: '经办人', state: 'active', grants: [{ role, authority_id: authority, authority_name: authority }] }, business_today: '2026-09-15', is_demonstration_mode: false } as unknown as Session
}
afterEach(() => {
  vi.unstubAllGlobals()
  session.value = null
})

it('the recommender orders its open cases with buttons around those that are fixed', async () => {
  signInAs('recommender_officer', 'heping')
  const requests = answerWith(answers)
  const { wrapper } = await openPage(RecommendationsPage, '/recommendations')
  expect(wrapper.text()).toContain('名额3个，已用3个')
  expect(wrapper.text()).toContain('名额已用完')
  expect(wrapper.text()).toContain('不占名额')
  await expectAccessible()
  await wrapper.findAll('button').find((button) => button.text().includes('将乙单位上移'))?.trigger('click')
  await settled()
  expect(wrapper.findAll('.line').map((each) => each.get('.rank').text() + each.get('a').text())).toEqual(['第1位乙单位', '第2位丙单位', '第3位甲单位', '—丁单位'])
  await wrapper.findAll('button').find((button) => button.text() === '保存排序')?.trigger('click')
  await settled()
  const sent = lastOf(requests, 'PUT /api/windows/w1/recommendations/heping')
  expect(JSON.parse(sent?.body ?? '')).toEqual({ cases: ['2', '1'] })
  expect(sent?.headers.get('If-Match')).toBe('"v0"')
})

it('the filing body sees every recommender and sets quotas with a reason', async () => {
  signInAs('authority_officer', 'city')
  const requests = answerWith({ ...answers, 'GET /api/windows/w1/recommendations': { items: [{ ...tally, may_order: false }], cites: [] } })
  const { wrapper } = await openPage(RecommendationsPage, '/recommendations')
  expect(wrapper.findAll('button').map((button) => button.text())).toEqual(['设定名额'])
  await wrapper.get('button').trigger('click')
  await settled()
  const form = document.querySelector('[role="dialog"] form') as HTMLFormElement
  form.dispatchEvent(new Event('submit', { cancelable: true }))
  await settled()
  expect(form.textContent).toContain('请写明调整名额的理由')
  const type = (id: string, value: string): void => {
    const input = document.getElementById(id) as HTMLInputElement
    input.value = value
    input.dispatchEvent(new Event('input'))
  }
  type('quota-each', '5')
  type('quota-heping', '8')
  type('quota-reason', '名额增加。')
  await settled()
  await expectAccessible()
  form.dispatchEvent(new Event('submit', { cancelable: true }))
  await settled()
  expect(JSON.parse(lastOf(requests, 'PUT /api/windows/w1/quotas')?.body ?? '')).toEqual({ quotas: { each: 5, authorities: [{ authority_id: 'heping', number: 8 }] }, reason: '名额增加。' })
})

it('a window of others is left out', async () => {
  signInAs('recommender_officer', 'elsewhere')
  answerWith({ ...answers, 'GET /api/windows/w1/recommendations': () => Response.json({ id: 'recommendations.not_yours', title: '不能查看' }, { status: 403 }) })
  const { wrapper } = await openPage(RecommendationsPage, '/recommendations')
  expect(wrapper.text()).toContain('没有设推荐环节的申报批次')
})
