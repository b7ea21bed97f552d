import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Schema } from '@/api'
import { expectAccessible } from '../../tests/axe'
import { settled } from '../../tests/page'
import { answerWith } from '../../tests/server'
import { forgetArticles } from './articles'
import CitationChip from './CitationChip.vue'
import ConditionRow from './ConditionRow.vue'
import DateChip from './DateChip.vue'
import DueCalendar from './DueCalendar.vue'
import { monthsOf } from './due'

const text = (zh: string) => ({ zh, en: zh })

/** The five-day notice over the National Day of 2024. */
const due: Schema<'Due'> = {
  start: '2024-09-27', unmoved: '2024-10-02', last_day: '2024-10-08', calendar_version: 'c1',
  days: [
    { date: '2024-09-27', kind: 'working', role: 'start' },
    { date: '2024-09-28', kind: 'weekend', role: 'counted', count: 1 },
    { date: '2024-09-29', kind: 'make_up', role: 'counted', count: 2, note: text('国庆节调休') },
    { date: '2024-09-30', kind: 'working', role: 'counted', count: 3 },
    { date: '2024-10-01', kind: 'holiday', role: 'counted', count: 4, note: text('国庆节') },
    { date: '2024-10-02', kind: 'holiday', role: 'counted', count: 5, note: text('国庆节') },
    ...['03', '04', '05', '06', '07'].map((day) => ({ date: `2024-10-${day}`, kind: 'holiday' as const, role: 'moved' as const, note: text('国庆节') })),
    { date: '2024-10-08', kind: 'working', role: 'last' },
  ],
}

beforeEach(() => {
  forgetArticles()
  answerWith({})
})
afterEach(() => vi.unstubAllGlobals())

describe('DueCalendar', () => {
  it('shows the months as weeks with what each day did', async () => {
    const wrapper = mount(DueCalendar, { attachTo: document.body, props: { due } })
    expect(wrapper.text()).toContain('至2024年10月8日（周二）24时届满')
    expect(wrapper.text()).toContain('原定最后一日为2024年10月2日')
    expect(wrapper.get('td[data-role="last"]').text()).toContain('8')
    expect(wrapper.findAll('td[data-role="counted"]')).toHaveLength(5)
    expect(wrapper.findAll('td[data-role="moved"]')).toHaveLength(5)
    expect(wrapper.get('td[data-kind="make_up"]').text()).toContain('班')
    await expectAccessible()
  })

  it('starts weeks on Monday', () => {
    const [september] = monthsOf(due)
    expect(september?.weeks[0]?.[4]?.date).toBe('2024-09-27')
  })

  it('says aloud which year has no data', () => {
    expect(mount(DueCalendar, { props: { due: { ...due, years_without_data: [2027] } } }).text()).toContain('2027年的放假安排尚未公布')
  })
})

describe('DateChip', () => {
  it('says how far away a date is, in words', async () => {
    const wrapper = mount(DateChip, { attachTo: document.body, props: { date: '2024-10-08', due, today: '2024-10-06' } })
    expect(wrapper.text()).toContain('还有2天')
    await wrapper.setProps({ today: '2024-10-08' })
    expect(wrapper.text()).toContain('今天到期')
    await wrapper.setProps({ today: '2024-10-10' })
    expect(wrapper.text()).toContain('已届满2天')
    await expectAccessible()
  })

  it('opens the arithmetic', async () => {
    const wrapper = mount(DateChip, { attachTo: document.body, props: { date: '2024-10-08', due, label: '公示期' } })
    await wrapper.get('button').trigger('click')
    await vi.waitFor(() => expect(document.querySelector('[role="dialog"] table')).not.toBeNull(), { timeout: 4000 })
    expect(document.querySelector('[role="dialog"]')?.textContent).toContain('公示期')
    await expectAccessible()
    wrapper.unmount()
  })
})

describe('CitationChip', () => {
  it('names the article in both forms of an id', () => {
    expect(mount(CitationChip, { props: { cite: 'art_6_3', act: 'shenyang_outlet_2024' } }).text()).toBe('第六条（三）')
    expect(mount(CitationChip, { props: { cite: 'shenyang_outlet_2024/form_8' } }).text()).toBe('申报表第八部分')
  })

  it('takes the number as the act writes it, asked for once per act', async () => {
    const requests = answerWith({ 'GET /api/regulations/a': { articles: [{ id: 'art_5_7', number: '第五条第二款' }] } })
    const chips = [mount(CitationChip, { props: { cite: 'a/art_5_7' } }), mount(CitationChip, { props: { cite: 'a/art_5_7' } })]
    await vi.waitFor(() => expect(chips.map((chip) => chip.text())).toEqual(['第五条第二款', '第五条第二款']))
    expect(requests).toHaveLength(1)
  })

  it('opens our summary and the official wording beside the page', async () => {
    const requests = answerWith({ 'GET /api/regulations/shenyang_outlet_2024/articles/art_6_3': {
      id: 'art_6_3', act_id: 'shenyang_outlet_2024', act_title: text('办法'), number: '第六条第三项', heading: text('审核与公示'), summary: text('市局审核后公示'),
      treatment: 'procedure', in_force_from: '2024-08-01', official_text: '（正式文字）' } })
    const wrapper = mount(CitationChip, { attachTo: document.body, props: { cite: 'shenyang_outlet_2024/art_6_3' } })
    await wrapper.get('button').trigger('click')
    await vi.waitFor(() => expect(document.querySelector('[role="dialog"]')?.textContent).toContain('市局审核后公示'), { timeout: 4000 })
    await settled()
    expect(document.querySelector('[role="dialog"]')?.textContent).toContain('2024年8月1日')
    expect(document.querySelector('blockquote')?.textContent).toBe('（正式文字）')
    expect(requests.filter((request) => request.path.endsWith('/art_6_3'))).toHaveLength(1)
    await expectAccessible()
    wrapper.unmount()
  })
})

describe('ConditionRow', () => {
  const finding: Schema<'Finding'> = { condition: 'full_time_staff', label: text('专职人员不少于3名'), outcome: 'not_met', found: text('现有专职人员2名'), cure: text('补足专职人员'), cites: ['art_4_1'], blocks: true }

  it('says the outcome as sign and word, what was found, the article and the cure as a link', async () => {
    const wrapper = mount(ConditionRow, { attachTo: document.body, props: { finding, act: 'shenyang_outlet_2024', cureLink: '/organisation/team' } })
    expect(wrapper.text()).toContain('✕')
    expect(wrapper.text()).toContain('不符合')
    expect(wrapper.text()).toContain('现有专职人员2名')
    expect(wrapper.text()).toContain('第四条（一）')
    expect(wrapper.get('a').attributes('href')).toBe('/organisation/team')
    await expectAccessible()
  })

  it('offers no cure for what is met and tells what does not block', () => {
    expect(mount(ConditionRow, { props: { finding: { ...finding, outcome: 'met' } } }).text()).not.toContain('补足')
    expect(mount(ConditionRow, { props: { finding: { ...finding, outcome: 'not_evidenced', blocks: false } } }).text()).toContain('不影响提交')
  })
})
