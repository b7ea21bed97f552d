import type { Ref } from 'vue'
import { api, call, useLoad, type Problem, type Schema } from '@/api'

export type Standing = Schema<'Standing'>

/** What an institution reports rather than changes itself, and what its team no longer meets. */
export function useStanding(organisation: () => string): { data: Ref<Standing | null>; problem: Ref<Problem | null>; reload: () => Promise<void> } {
  return useLoad(() => call(api.GET('/api/organisations/{organisation_id}/standing', { params: { path: { organisation_id: organisation() } } })), organisation)
}
