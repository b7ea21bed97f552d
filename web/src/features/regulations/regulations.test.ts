import { afterEach, expect, it, vi } from 'vitest'
import { session, type Session } from '@/api'
import { forgetArticles } from '@/ui/articles'
import { expectAccessible } from '../../../tests/axe'
import { openPage, settled } from '../../../tests/page'
import { answerWith, lastOf } from '../../../tests/server'
import ActPage from './ActPage.vue'
import TermPage from './TermPage.vue'

const text = (zh: string) => ({ zh, en: zh })
const article = { id: 'art_4_1', act_id: 'a', act_title: text('办法'), number: '第四条（一）', heading: text('人员'), summary: text('专职人员的要求'), treatment: 'bound', bound_by: ['filing/conditions/staff', 'filing/conditions/staff'] }
const act = { id: 'a', version: 2, title: text('办法'), issuer: text('市局'), jurisdiction: '210100', hash: 'x', in_force_from: '2024-08-01', articles: [article], procedures: [{ id: 'filing', label: text('备案') }] }
const procedure = {
  id: 'filing', act_id: 'a', label: text('备案'), initial: 'draft', states: [{ id: 'draft', label: text('草稿'), is_final: false }, { id: 'filed', label: text('已备案'), is_final: true }],
  actions: [{ id: 'file', label: text('准予备案'), from: ['draft'], to: 'filed', party: ['filing_body'], input: [], signs: [], cites: ['art_4_1'] }],
  conditions: [{ id: 'staff', label: text('专职人员不少于3名'), cites: ['art_4_1'] }, { id: 'law', label: text('熟悉法律'), judge: 'recommender', cites: ['art_4_1'] }],
  terms: [{ id: 'notice', label: text('公示期'), length: 'P5D', unit: 'calendar_day', cites: ['art_4_1'] }], materials: [{ id: 'm', label: text('证照'), by: 'applicant', required: true, is_signed_form: false, max_files: 1, max_bytes: 1, media_types: [], cites: [] }],
}

afterEach(() => {
  vi.unstubAllGlobals()
  forgetArticles()
  session.value = null
})

it('an act shows every article with its treatment and what carries it out, and its procedures', async () => {
  answerWith({ 'GET /api/regulations/a': act, 'GET /api/regulations/a/procedures/filing': procedure })
  const { wrapper } = await openPage(ActPage, '/regulations/a', { act: 'a' })
  expect(wrapper.get('#art_4_1').text()).toContain('由系统执行')
  expect(wrapper.get('#art_4_1').text()).toContain('落实为：条件“专职人员不少于3名”')
  expect(wrapper.find('#procedure-filing svg').exists()).toBe(true)
  expect(wrapper.text()).toContain('5 自然日')
  expect(wrapper.text()).toContain('推荐部门')
  await expectAccessible()
})

it('the calculator asks with what was entered, keeps it in the address and shows the account', async () => {
  session.value = { account: null, is_demonstration_mode: false, business_today: '2024-09-27' } as Session
  const due = { start: '2024-09-27', unmoved: '2024-10-02', last_day: '2024-10-08', days: [{ date: '2024-09-27', kind: 'working', role: 'start' }, { date: '2024-10-08', kind: 'working', role: 'last' }] }
  const requests = answerWith({ 'GET /api/term': due })
  const { wrapper, router } = await openPage(TermPage, '/term')
  expect((wrapper.get('#term-start').element as HTMLInputElement).value).toBe('2024-09-27')
  await wrapper.get('form').trigger('submit')
  await settled()
  expect(router.currentRoute.value.query).toEqual({ start: '2024-09-27', length: 'P5D', unit: 'calendar_day', last_day: 'next_working_day' })
  expect(lastOf(requests, 'GET /api/term')?.query.toString()).toBe('start=2024-09-27&length=P5D&unit=calendar_day&last_day=next_working_day')
  expect(wrapper.text()).toContain('2024年10月8日（周二）24时届满')
  await expectAccessible()
})
