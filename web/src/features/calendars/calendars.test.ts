import { afterEach, expect, it, vi } from 'vitest'
import { session } from '@/api'
import { expectAccessible } from '../../../tests/axe'
import { openPage, settled } from '../../../tests/page'
import { answerWith, lastOf } from '../../../tests/server'
import CalendarsPage from './CalendarsPage.vue'
import { emptyDays, emptyEntry, entryOf, noticeOf } from './change'
import ChangePage from './ChangePage.vue'
import EntryPage from './EntryPage.vue'

const title = { zh: '调整放假安排的通知', en: 'Changed notice' }
const summary = { id: 'c1', year: 2026, notice_version: 2, title, number: '演示〔2026〕1号', state: 'proposed', version: 1, hash: 'h1', created_at: '2026-09-15T02:00:00Z', updated_at: '2026-09-15T02:00:00Z', proposed_by: ['系统管理员'], approved_by: null, approved_on: null, may_approve: true }
const notice = { year: 2026, title, number: '演示〔2026〕1号', url: '', issued_on: '2026-09-14', replaces: false, days: [{ from: '2026-09-20', to: '2026-09-20', is_rest: true, name: { zh: '国庆节', en: 'National Day' } }] }
const change = { ...summary, notice, text: '', base_calendar: 'a', calendar_version: null, is_current: true, is_new_year: false, differences: [{ date: '2026-09-20', before: 'make_up', after: 'holiday', name: { zh: '国庆节', en: 'National Day' } }], progress: null }
const effects = { items: [{ kind: 'case_term', subject_id: 'k1', number: '2026210100-0001', label: { zh: '备案申报：补正', en: 'Filing: supplement' }, old_day: '2026-09-29', new_day: '2026-09-30', outcome: 'moved', link: '/cases/k1' }], next_cursor: null, is_dry_run: true, counts: { moved: 1, stays: 0, passed: 0, ended: 0 } }
const calendars = { version: 'abc', years: [{ year: 2026, notices: [{ version: 1, title, number: '', url: 'https://example.org', issued_on: null, replaces: false, is_replaced: false, rest_days: 30, workdays: 6, activated_at: '2026-09-01T00:00:00Z', change_id: null, proposed_by: [], approved_by: null }] }], offered: [{ year: 2027, version: 1, title: { zh: '2027年安排', en: '2027' }, text: 'year: 2027' }] }
const answers = { 'GET /api/calendars': calendars, 'GET /api/calendar-changes': { items: [summary] }, 'GET /api/calendar-changes/c1': change, 'GET /api/calendar-changes/c1/effects': effects, 'POST /api/calendar-changes/c1/approval': { ...change, state: 'applying' }, 'POST /api/calendar-changes': change, 'PUT /api/calendar-changes/c1': change }

function signIn(role: string): void {
  session.value = { account: { grants: [{ role }] } } as unknown as typeof session.value
}
afterEach(() => {
  vi.unstubAllGlobals()
  session.value = null
})

it('what is in force stands there with its source, what waits is marked, what is offered can be taken', async () => {
  signIn('system_administrator')
  const requests = answerWith(answers)
  const { wrapper } = await openPage(CalendarsPage, '/calendars')
  await settled()
  expect(wrapper.text()).toContain('休息日 30 天')
  expect(wrapper.text()).toContain('等您核定')
  await wrapper.get('.panel button').trigger('click')
  await settled()
  expect(JSON.parse(lastOf(requests, 'POST /api/calendar-changes')?.body ?? '')).toEqual({ text: 'year: 2027' })
  await expectAccessible()
})

it('who approves sends the hash of what is shown', async () => {
  signIn('rule_editor')
  const requests = answerWith(answers)
  const { wrapper } = await openPage(ChangePage, '/calendars/c1', { id: 'c1' })
  await settled()
  expect(wrapper.text()).toContain('这是试算结果')
  expect(wrapper.get('td a[href="/cases/k1"]').text()).toBe('2026210100-0001')
  await wrapper.findAll('button').find((button) => button.text() === '核定并生效')?.trigger('click')
  await settled()
  expect(JSON.parse(lastOf(requests, 'POST /api/calendar-changes/c1/approval')?.body ?? '')).toEqual({ hash: 'h1' })
  await expectAccessible()
})

it('a form is filled from a change and sent again', async () => {
  signIn('system_administrator')
  const requests = answerWith(answers)
  const { wrapper } = await openPage(EntryPage, '/calendars/c1/entry', { id: 'c1' })
  await settled()
  await wrapper.get('#calendar-number').setValue('演示〔2026〕2号')
  await wrapper.get('form').trigger('submit')
  await settled()
  expect(JSON.parse(lastOf(requests, 'PUT /api/calendar-changes/c1')?.body ?? '')).toEqual({ notice: { ...notice, number: '演示〔2026〕2号' } })
  await expectAccessible()
})

it('a single day and a known holiday are completed', () => {
  const entry = { ...emptyEntry(2027), days: [{ ...emptyDays(), from: '2027-01-01', zh: '元旦' }, emptyDays()] }
  expect(noticeOf(entry).days).toEqual([{ from: '2027-01-01', to: '2027-01-01', is_rest: true, name: { zh: '元旦', en: "New Year's Day" } }])
  expect(noticeOf(entryOf(noticeOf(entry)))).toEqual(noticeOf(entry))
})
