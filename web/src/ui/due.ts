import type { Schema } from '@/api'
import { daysBetween } from './format'

export type DayAccount = Schema<'Due'>['days'][number]
export interface CalendarDay { date: string; day: number; account?: DayAccount }
export interface Month { key: string; year: number; month: number; weeks: (CalendarDay | null)[][] }

/** The months a term touches as weeks of seven, Monday first; at most twelve, the first and last of a longer term. */
export function monthsOf(due: Schema<'Due'>): Month[] {
  const accounts = new Map(due.days.map((day) => [day.date, day]))
  const keys = [...new Set([due.start, ...due.days.map((day) => day.date), due.last_day].map((date) => date.slice(0, 7)))].sort()
  const shown = keys.length > 12 ? [...keys.slice(0, 2), ...keys.slice(-2)] : keys
  return shown.map((key) => monthOf(key, accounts))
}

function monthOf(key: string, accounts: Map<string, DayAccount>): Month {
  const [year = 0, month = 1] = key.split('-').map(Number)
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate()
  const before = (new Date(Date.UTC(year, month - 1, 1)).getUTCDay() + 6) % 7
  const cells: (CalendarDay | null)[] = Array.from({ length: before }, () => null)
  for (let day = 1; day <= length; day++) {
    const date = `${key}-${String(day).padStart(2, '0')}`
    cells.push({ date, day, account: accounts.get(date) })
  }
  while (cells.length % 7) cells.push(null)
  const weeks = Array.from({ length: cells.length / 7 }, (_, index) => cells.slice(index * 7, index * 7 + 7))
  const touched = weeks.filter((week) => week.some((day) => day?.account || day?.date === key))
  return { key, year, month, weeks: touched.length ? touched : weeks }
}

export interface NoteGroup { first: string; last: string; kind: DayAccount['kind']; note: string }

/** Days that follow each other with the same note, as one line. */
export function groupNotes(days: DayAccount[], noteOf: (day: DayAccount) => string): NoteGroup[] {
  const groups: NoteGroup[] = []
  for (const day of days) {
    const note = noteOf(day)
    const group = groups.at(-1)
    if (!note) continue
    if (group && group.note === note && group.kind === day.kind && daysBetween(group.last, day.date) === 1) group.last = day.date
    else groups.push({ first: day.date, last: day.date, kind: day.kind, note })
  }
  return groups
}
