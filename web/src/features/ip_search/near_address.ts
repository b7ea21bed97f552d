import type { LocationQuery } from 'vue-router'
import { parameters, readAddress, writeAddress, type Search } from './address'

/** What makes near and can be left out. */
export const nearKinds = ['added', 'dropped', 'swapped', 'sound', 'shape', 'replaced', 'reversed', 'containing', 'spelled'] as const

/** A search for near marks as its address carries it: a mark, kinds (none: all), and what narrows it as in any search. */
export interface NearSearch extends Search { mark: string; kinds: string[] }

const first = (value: LocationQuery[string] | undefined): string => (Array.isArray(value) ? value[0] : value) ?? ''

export function readNear(query: LocationQuery): NearSearch {
  const kinds = first(query['kinds']).split(',').filter((each) => nearKinds.some((kind) => kind === each))
  return { ...readAddress(query), collection: 'trademarks', mark: first(query['mark']), kinds }
}

export function writeNear(search: NearSearch): Record<string, string | string[]> {
  const written: Record<string, string | string[]> = { mark: search.mark, ...writeAddress({ ...search, collection: 'patents' }) }
  if (!search.q) delete written['q']
  if (search.kinds.length > 0 && search.kinds.length < nearKinds.length) written['kinds'] = nearKinds.filter((kind) => search.kinds.includes(kind)).join(',')
  return written
}

export function nearParameters(search: NearSearch): { mark: string; kinds?: string; q: string; off?: string; choices?: string } {
  const { q, off, choices } = parameters(search)
  return { mark: search.mark, q, ...(off ? { off } : {}), ...(choices ? { choices } : {}), ...(search.kinds.length ? { kinds: search.kinds.join(',') } : {}) }
}
