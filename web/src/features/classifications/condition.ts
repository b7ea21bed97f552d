import type { LocationQuery } from 'vue-router'
import type { Schema } from '@/api'

/** What is searched by the classes of a scheme. */
export const collectionOf: Record<string, string> = { ipc: 'patents', locarno: 'patents', nice: 'trademarks' }

/** The condition that asks for a class; nothing where no record is searched by it. */
export function conditionFor(scheme: string, entry: Schema<'Class'>, isEnglish: boolean): string {
  if (scheme === 'ipc') return `IPC=${entry.code}`
  if (scheme === 'locarno') return isEnglish ? `locarno=${entry.code}` : `洛迦诺=${entry.code}`
  if (scheme !== 'nice') return ''
  if (entry.level === 'class') return isEnglish ? `nice=${entry.code}` : `类别=${entry.code}`
  const group = entry.level === 'item' ? entry.parent : entry.code
  return group ? `${isEnglish ? 'group' : '类似群'}=${group}` : ''
}

/** A query with one more condition: what has alternatives is put in brackets first. */
export function withCondition(q: string, condition: string): string {
  const asked = q.trim()
  if (!asked) return condition
  return /[|｜]|\bOR\b|或/i.test(asked) ? `(${asked}) AND ${condition}` : `${asked} AND ${condition}`
}

const own = ['code', 'edition', 'page', 'off']

/** The search a class was looked up for, with the class; another collection begins anew. */
export function searchWith(query: LocationQuery, scheme: string, condition: string): LocationQuery {
  const collection = collectionOf[scheme] ?? 'patents'
  const before = query['in_what'] ?? 'patents'
  const place: LocationQuery = collection === 'patents' ? {} : { in_what: collection }
  if (before !== collection) return { ...place, q: condition }
  const kept = Object.fromEntries(Object.entries(query).filter(([name]) => !own.includes(name)))
  return { ...kept, q: withCondition(typeof query['q'] === 'string' ? query['q'] : '', condition) }
}
