import { api, call, type Schema } from '@/api'
import { setsOf } from './sets'

export type Notation = 'field' | 'cql' | 'builder'

/** The same query in every notation, its references replaced. Throws a Problem. */
export function readQuery(collection: string, notation: Notation, text: string): Promise<Schema<'IpQuery'>> {
  return call(api.POST('/api/ip/{collection}/query', { params: { path: { collection } }, body: { notation, text, sets: setsOf(collection) } }))
}
