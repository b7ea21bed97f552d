import type { Schema } from '@/api'

export type Change = Schema<'CalendarChange'>
export type ChangeSummary = Schema<'CalendarChangeSummary'>
export type Effect = Schema<'CalendarEffect'>
export type NoticeData = Schema<'CalendarNoticeData'>
type Tone = 'good' | 'plain' | 'soon' | 'bad'

export const outcomes = ['moved', 'stays', 'passed', 'ended'] as const

const stateTones: Record<ChangeSummary['state'], Tone> = { proposed: 'soon', applying: 'soon', applied: 'good', withdrawn: 'plain' }
export function toneOfState(state: ChangeSummary['state']): Tone {
  return stateTones[state]
}

const outcomeTones: Record<Effect['outcome'], Tone> = { moved: 'soon', stays: 'plain', passed: 'bad', ended: 'plain' }
export function toneOfOutcome(outcome: Effect['outcome']): Tone {
  return outcomeTones[outcome]
}

/** The holidays of the State Council's notices, with both names. */
export const holidays = [
  { zh: '元旦', en: "New Year's Day" },
  { zh: '春节', en: 'Spring Festival' },
  { zh: '清明节', en: 'Tomb-Sweeping Day' },
  { zh: '劳动节', en: 'Labour Day' },
  { zh: '端午节', en: 'Dragon Boat Festival' },
  { zh: '中秋节', en: 'Mid-Autumn Festival' },
  { zh: '国庆节', en: 'National Day' },
]

/** A row of days in the form; an empty last day means the first one. */
export interface DaysEntry { key: number; from: string; to: string; kind: 'rest' | 'work'; zh: string; en: string }
export interface Entry { year: string; title: string; title_en: string; number: string; url: string; issued_on: string; replaces: string; days: DaysEntry[] }

let lastKey = 0
export function emptyDays(): DaysEntry {
  return { key: ++lastKey, from: '', to: '', kind: 'rest', zh: '', en: '' }
}
export function emptyEntry(year: number): Entry {
  return { year: String(year), title: '', title_en: '', number: '', url: '', issued_on: '', replaces: 'over', days: [emptyDays()] }
}

export function entryOf(notice: NoticeData): Entry {
  return {
    year: String(notice.year), title: notice.title.zh, title_en: notice.title.en, number: notice.number, url: notice.url ?? '', issued_on: notice.issued_on ?? '',
    replaces: notice.replaces ? 'all' : 'over',
    days: notice.days.map((each) => ({ key: ++lastKey, from: each.from, to: each.to === each.from ? '' : each.to, kind: each.is_rest ? 'rest' : 'work', zh: each.name.zh, en: each.name.en })),
  }
}

/** What is sent; a known holiday brings its English name along. Rows without a day are left out. */
export function noticeOf(entry: Entry): NoticeData {
  const english = (each: DaysEntry): string => holidays.find((holiday) => holiday.zh === each.zh.trim())?.en ?? (each.en || each.zh)
  return {
    year: Number(entry.year), title: { zh: entry.title, en: entry.title_en || entry.title }, number: entry.number, url: entry.url,
    issued_on: entry.issued_on || null, replaces: entry.replaces === 'all',
    days: entry.days.filter((each) => each.from).map((each) => ({ from: each.from, to: each.to || each.from, is_rest: each.kind === 'rest', name: { zh: each.zh, en: english(each) } })),
  }
}
