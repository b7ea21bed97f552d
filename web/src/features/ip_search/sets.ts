import { ref } from 'vue'
import { recall, remember } from '@/ui'

/** A search that was made, kept in this browser alone. */
export interface Kept {
  /** The n of #n; never given twice. */
  number: number
  /** What a visitor calls it; empty until it is named. */
  name: string
  /** As it was typed, with the #n it may name. */
  typed: string
  /** What was asked, standing alone, in field syntax with Chinese and with English names. */
  query: string
  query_en: string
  count: number
  data_version: number
  /** When, ISO 8601. */
  at: string
}
interface Stored { next: number; items: Kept[] }

export const mostKept = 100
const storedUnder = (collection: string) => `ip_searches.${collection}`

function isKept(value: unknown): value is Kept {
  const kept = value as Kept
  return typeof value === 'object' && value !== null && Number.isInteger(kept.number) && Number.isInteger(kept.count) && [kept.name, kept.typed, kept.query, kept.query_en, kept.at].every((each) => typeof each === 'string')
}

/** What is stored; nothing where it cannot be read. */
function read(collection: string): Stored {
  try {
    const stored = JSON.parse(recall(storedUnder(collection)) ?? '') as Partial<Stored>
    const items = (Array.isArray(stored.items) ? stored.items : []).filter(isKept)
    return { items, next: Math.max(Number(stored.next) || 1, ...items.map((each) => each.number + 1)) }
  } catch {
    return { next: 1, items: [] }
  }
}

const shown = ref<Record<string, Stored>>({})
/** What an address was typed as before its references were replaced. */
const typedAs = new Map<string, string>()

function store(collection: string, stored: Stored): void {
  shown.value = { ...shown.value, [collection]: stored }
  remember(storedUnder(collection), JSON.stringify(stored))
}

/** The earlier searches of a collection, oldest first; those another tab made are seen when this one comes to the front. */
export function keptSearches(collection: string): Kept[] {
  return (shown.value[collection] ??= read(collection)).items
}
export function readAgain(collection: string): void {
  shown.value = { ...shown.value, [collection]: read(collection) }
}
if (typeof window !== 'undefined') window.addEventListener('storage', () => Object.keys(shown.value).forEach(readAgain))
export function rememberTyped(query: string, typed: string): void {
  typedAs.set(query, typed)
}

/** Keeps a search that was answered. The same query again keeps its number and takes the new count. */
export function keepSearch(collection: string, asked: string, answer: { query: string; query_en: string; count: number; data_version: number }): void {
  const { next, items } = read(collection)
  const { query, query_en, count, data_version } = answer
  const seen = { count, data_version, at: new Date().toISOString() }
  if (items.some((each) => each.query === query)) {
    store(collection, { next, items: items.map((each) => (each.query === query ? { ...each, ...seen } : each)) })
    return
  }
  const kept: Kept = { number: next, name: '', typed: typedAs.get(asked) ?? asked, query, query_en, ...seen }
  store(collection, { next: next + 1, items: [...items, kept].slice(-mostKept) })
}
export function nameSearch(collection: string, number: number, name: string): void {
  const { next, items } = read(collection)
  store(collection, { next, items: items.map((each) => (each.number === number ? { ...each, name: name.trim().slice(0, 60) } : each)) })
}
export function dropSearches(collection: string, numbers: number[]): void {
  const { next, items } = read(collection)
  store(collection, { next, items: items.filter((each) => !numbers.includes(each.number)) })
}

/** Whether a text may name earlier searches: only then it is read before it is sent. */
export const mayName = (text: string) => /[#＃][0-9０-９]/.test(text)

/** The earlier searches as the server takes them. */
export function setsOf(collection: string): { number: number; query: string }[] {
  return keptSearches(collection).map(({ number, query }) => ({ number, query }))
}

/** Cells as a table; none begins as a formula does. */
export function tableOf(head: string[], rows: string[][]): string {
  const cell = (text: string) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`
  return `\ufeff${[head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}
