import { language, type Schema } from '@/api'

export type Text = Schema<'Text'>

/** A two-language text of the server in the reader's language. */
export function textOf(text: Text | null | undefined): string {
  if (!text) return ''
  return language.value === 'en' ? text.en || text.zh : text.zh || text.en
}

const weekdays = { 'zh-CN': ['日', '一', '二', '三', '四', '五', '六'], en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] }
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

interface Parts { year: number; month: number; day: number; weekday: number }

function partsOf(date: string): Parts | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(date)
  if (!match) return null
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  return { year, month, day, weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay() }
}

/** 2024-10-08 → 2024年10月8日 / 8 Oct 2024. */
export function formatDate(date: string | null | undefined): string {
  const parts = date ? partsOf(date) : null
  if (!parts) return date ?? ''
  if (language.value === 'en') return `${parts.day} ${months[parts.month - 1]} ${parts.year}`
  return `${parts.year}年${parts.month}月${parts.day}日`
}

/** 2024-10-08 → 2024年10月8日（周二） / Tue, 8 Oct 2024. */
export function formatDateWithWeekday(date: string | null | undefined): string {
  const parts = date ? partsOf(date) : null
  if (!parts) return date ?? ''
  return language.value === 'en' ? `${weekdays.en[parts.weekday]}, ${formatDate(date)}` : `${formatDate(date)}（周${weekdays['zh-CN'][parts.weekday]}）`
}

/** Names of the days of the week, Monday first. */
export function weekdayNames(): string[] {
  const names = weekdays[language.value]
  return [...names.slice(1), names[0] ?? '']
}

/** An instant as date and minute in Beijing time, where every term runs. */
export function formatInstant(instant: string | null | undefined): string {
  if (!instant) return ''
  const time = new Date(instant)
  if (Number.isNaN(time.getTime())) return instant
  const local = new Date(time.getTime() + 8 * 3600 * 1000).toISOString()
  return `${formatDate(local)} ${local.slice(11, 16)}`
}

/** Only hour and minute, in Beijing time. */
export function formatTime(instant: string): string {
  const time = new Date(instant)
  return Number.isNaN(time.getTime()) ? '' : new Date(time.getTime() + 8 * 3600 * 1000).toISOString().slice(11, 16)
}

/** Whole days from one date to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to.slice(0, 10)}T00:00:00Z`) - Date.parse(`${from.slice(0, 10)}T00:00:00Z`)) / 86_400_000)
}

export function formatNumber(value: number): string {
  return value.toLocaleString(language.value)
}

/** 31457280 → 30 MB. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB']
  let value = bytes
  let unit = 0
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024
    unit++
  }
  return `${unit === 0 || value >= 10 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`
}

const digits = '零一二三四五六七八九'

/** 16 → 十六; up to 99, which is more than any act has articles we cite. */
export function hanNumber(value: number): string {
  if (value < 10) return digits[value] ?? ''
  if (value > 99) return String(value)
  const tens = Math.floor(value / 10)
  const ones = value % 10
  return `${tens > 1 ? digits[tens] : ''}十${ones ? digits[ones] : ''}`
}

/** art_6_3 → 第六条（三） / Art. 6 (3); form_8 → 申报表第八部分; form_note_6 → 填表说明6. */
export function citationLabel(cite: string): string {
  const id = cite.slice(cite.lastIndexOf('/') + 1)
  const numbers = (id.match(/\d+/g) ?? []).map(Number)
  const [first, second] = numbers
  if (first === undefined) return id
  const isEnglish = language.value === 'en'
  const item = second === undefined ? '' : isEnglish ? ` (${second})` : `（${hanNumber(second)}）`
  if (id.startsWith('art_')) return isEnglish ? `Art. ${first}${item}` : `第${hanNumber(first)}条${item}`
  if (id.startsWith('form_note_')) return isEnglish ? `Form, note ${first}` : `填表说明${first}`
  if (id.startsWith('form_')) return isEnglish ? `Form, section ${first}${item}` : `申报表第${hanNumber(first)}部分${item}`
  return id
}

const oneByOne = /[\p{Ideographic}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u
const mark = /[\p{P}\p{S}\p{No}]/u
const inRun = /[\p{L}\p{Nd}]/u
const combining = /\p{M}/u

/** Counts as an office counts 字, like the server: a Han character or full-width mark is one, a run of Latin letters or digits is one. */
export function countWords(text: string): number {
  let count = 0
  let isInRun = false
  for (const character of text) {
    if (oneByOne.test(character) || (character > '\x7f' && mark.test(character))) {
      count++
      isInRun = false
    } else if (inRun.test(character)) {
      if (!isInRun) count++
      isInRun = true
    } else if (!combining.test(character)) isInRun = false
  }
  return count
}
