import type { Schema } from '@/api'

type State = Schema<'Objection'>['state']

/** Open waits for a decision; sustained stops a filing. */
export function toneOf(state: State): 'soon' | 'bad' | 'plain' {
  return state === 'open' ? 'soon' : state === 'sustained' ? 'bad' : 'plain'
}
