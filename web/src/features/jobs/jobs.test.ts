import { afterEach, expect, it, vi } from 'vitest'
import { session } from '@/api'
import { expectAccessible } from '../../../tests/axe'
import { openPage, settled } from '../../../tests/page'
import { answerWith, lastOf } from '../../../tests/server'
import JobsPage from './JobsPage.vue'

const overview = { state: 'late', last_round: '2026-11-21T01:05:00Z', timers: { due: 3, overdue: 2, failed: 1 }, outbox: { waiting: 0, failed: 1, given_up: 0 } }
const timer = { kind: 'reminder:windows.opened', subject_kind: 'window', subject_id: 'w1', due_at: '2026-11-20T16:00:00Z', is_overdue: true, attempts: 0, reason: '', retry_at: null }
const timers = { items: [{ ...timer, id: 't1', attempts: 2, reason: '提醒的内容无法识别。', retry_at: '2026-11-21T02:00:00Z' }, { ...timer, id: 't2' }, { ...timer, id: 't3', kind: 'unheard_of', is_overdue: false }] }
const outbox = { items: [{ id: 'm1', channel: 'mail', recipient: 'o***@example.cn', subject_kind: 'case', subject_id: 'c1', state: 'failed', attempts: 3, reason: 'connection refused', created_at: '2026-11-20T02:00:00Z', next_attempt_at: '2026-11-21T03:00:00Z' }] }
const answers = { 'GET /api/jobs': overview, 'GET /api/jobs/timers': timers, 'GET /api/jobs/outbox': outbox, 'POST /api/jobs/timers/t1/retry': () => new Response(null, { status: 204 }), 'POST /api/jobs/outbox/m1/retry': () => new Response(null, { status: 204 }) }

afterEach(() => {
  vi.unstubAllGlobals()
  session.value = null
})

it('what is late, due and failed stands there with its reason', async () => {
  answerWith(answers)
  const { wrapper } = await openPage(JobsPage, '/jobs')
  expect(wrapper.get('[role="status"]').text()).toContain('未正常运行')
  expect(wrapper.get('[role="status"]').text()).toContain('2026年11月21日 09:05')
  expect(wrapper.text()).toContain('已到期 2 项')
  expect(wrapper.text()).toContain('提醒的内容无法识别。')
  expect(wrapper.text()).toContain('站内提醒')
  expect(wrapper.text()).toContain('unheard_of')
  expect(wrapper.text()).toContain('o***@example.cn')
  await expectAccessible()
})

it('only what failed can be tried again', async () => {
  const requests = answerWith(answers)
  const { wrapper } = await openPage(JobsPage, '/jobs')
  const buttons = wrapper.findAll('td button')
  expect(buttons).toHaveLength(2)
  for (const button of buttons) {
    await button.trigger('click')
    await settled()
  }
  expect(requests.filter((request) => request.method === 'POST').map((request) => request.path)).toEqual(['/api/jobs/timers/t1/retry', '/api/jobs/outbox/m1/retry'])
})

it('the lists are narrowed on demand', async () => {
  const requests = answerWith(answers)
  const { wrapper } = await openPage(JobsPage, '/jobs')
  await wrapper.get('#jobs-failed').setValue(true)
  await settled()
  expect(lastOf(requests, 'GET /api/jobs/timers')?.query.get('failed')).toBe('true')
  await wrapper.get('#jobs-outbox-state').setValue('given_up')
  await settled()
  expect(lastOf(requests, 'GET /api/jobs/outbox')?.query.get('state')).toBe('given_up')
})
