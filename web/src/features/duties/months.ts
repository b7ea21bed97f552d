import { type Schema } from '@/api'

export type DutyItem = Schema<'DutyItem'>

/** Weeks of a month (YYYY-MM), Monday first; null outside it. */
export function weeksOf(month: string): (string | null)[][] {
  const [year, number] = month.split('-').map(Number) as [number, number]
  const first = (new Date(Date.UTC(year, number - 1, 1)).getUTCDay() + 6) % 7
  const length = new Date(Date.UTC(year, number, 0)).getUTCDate()
  const days: (string | null)[] = [...Array<null>(first).fill(null), ...Array.from({ length }, (_, index) => `${month}-${String(index + 1).padStart(2, '0')}`)]
  while (days.length % 7) days.push(null)
  return Array.from({ length: days.length / 7 }, (_, week) => days.slice(week * 7, week * 7 + 7))
}

export function moveMonth(month: string, by: number): string {
  const [year, number] = month.split('-').map(Number) as [number, number]
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7)
}

/** What is still to be done; the rest is kept for looking back. */
export function isOpen(item: DutyItem): boolean {
  return item.state !== 'done' && item.state !== 'closed' && item.state !== 'waived'
}
