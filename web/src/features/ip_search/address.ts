import type { LocationQuery } from 'vue-router'

export interface Choice { any: string[]; none: string[] }

/** A search as its address carries it, so that the address alone brings it back. */
export interface Search {
  collection: string
  q: string
  sort: string
  /** From 1. */
  page: number
  /** Conditions of q that are not asked, by index. */
  off: number[]
  choices: Record<string, Choice>
  /** Words searched without their synonyms; `*` for all. */
  plain?: string[]
}

export const pageSize = 20
export const plainSort = 'relevance'

function list(value: LocationQuery[string] | undefined): string[] {
  return (Array.isArray(value) ? value : [value]).filter((each): each is string => typeof each === 'string' && each !== '')
}

/** A chosen value is written field:value, in `in` or `not`. */
function readChoices(query: LocationQuery): Record<string, Choice> {
  const choices: Record<string, Choice> = {}
  for (const [name, kind] of [['in', 'any'], ['not', 'none']] as const) {
    for (const each of list(query[name])) {
      const at = each.indexOf(':')
      if (at > 0) (choices[each.slice(0, at)] ??= { any: [], none: [] })[kind].push(each.slice(at + 1))
    }
  }
  return choices
}

export function readAddress(query: LocationQuery): Search {
  const page = Number(list(query['page'])[0] ?? 1)
  const plain = (list(query['plain'])[0] ?? '').split(',').filter(Boolean)
  return {
    collection: list(query['in_what'])[0] ?? 'patents',
    q: list(query['q'])[0] ?? '',
    sort: list(query['sort'])[0] ?? plainSort,
    page: Number.isInteger(page) && page > 0 ? page : 1,
    off: (list(query['off'])[0] ?? '').split(',').filter((each) => /^\d+$/.test(each)).map(Number),
    choices: readChoices(query),
    ...(plain.length ? { plain } : {}),
  }
}

/** Whether somebody has asked: an empty question asks for everything once it was sent. */
export function isAsked(query: LocationQuery): boolean {
  return query['q'] !== undefined
}

export function writeAddress(search: Search): Record<string, string | string[]> {
  const chosen = (kind: keyof Choice) => Object.entries(search.choices).flatMap(([field, choice]) => choice[kind].map((value) => `${field}:${value}`))
  const written: Record<string, string | string[]> = { q: search.q }
  if (search.collection !== 'patents') written['in_what'] = search.collection
  if (search.sort !== plainSort) written['sort'] = search.sort
  if (search.page > 1) written['page'] = String(search.page)
  if (search.off.length) written['off'] = [...search.off].sort((a, b) => a - b).join(',')
  if (search.plain?.length) written['plain'] = search.plain.join(',')
  if (chosen('any').length) written['in'] = chosen('any')
  if (chosen('none').length) written['not'] = chosen('none')
  return written
}

/** What the interface is asked, without the page. */
export function parameters(search: Search): { q: string; sort: 'relevance' | 'newest' | 'oldest'; off?: string; as_written?: string; choices?: string } {
  const choices = Object.fromEntries(Object.entries(search.choices).filter(([, choice]) => choice.any.length || choice.none.length))
  return {
    q: search.q,
    sort: search.sort as 'relevance',
    ...(search.off.length ? { off: search.off.join(',') } : {}),
    ...(search.plain?.length ? { as_written: search.plain.join(',') } : {}),
    ...(Object.keys(choices).length ? { choices: JSON.stringify(choices) } : {}),
  }
}

/** The choices after one value was chosen, excluded or, where it was so already, let go. */
export function toggled(choices: Record<string, Choice>, field: string, kind: keyof Choice, value: string): Record<string, Choice> {
  const before = choices[field] ?? { any: [], none: [] }
  const was = before[kind].includes(value)
  const without: Choice = { any: before.any.filter((each) => each !== value), none: before.none.filter((each) => each !== value) }
  if (!was) without[kind].push(value)
  return { ...choices, [field]: without }
}

export function chosenIn(choices: Record<string, Choice>): number {
  return Object.values(choices).reduce((sum, choice) => sum + choice.any.length + choice.none.length, 0)
}

/** The switched-off conditions after one was turned on or off. */
export function turned(off: number[], index: number): number[] {
  return off.includes(index) ? off.filter((each) => each !== index) : [...off, index]
}

/** The page of a record; its key may hold any character. */
export function recordAddress(collection: string, key: string): { path: string; query: { key: string } } {
  return { path: `/ip/${collection}/record`, query: { key } }
}
