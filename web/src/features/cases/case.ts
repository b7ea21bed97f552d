import { computed, onScopeDispose } from 'vue'
import { api, call, useLoad, type Schema } from '@/api'
import { controlId } from '@/forms/procedure'
import { daysOfYear, type ServicePeriod } from '@/forms/services'
import type { Procedure } from '@/ui'

export type Case = Schema<'Case'>
export type CheckReport = Schema<'CheckReport'>
export type Verdict = Schema<'Verdict'>
export type Need = Schema<'Need'>
export type ActionDefinition = Schema<'ActionDefinition'>

/** An action of the present state that is mine to take, with what stands against it. */
export interface Possible {
  action: ActionDefinition
  verdict: Verdict
  /** What cannot be put right inside the action's own dialog. */
  obstacles: Need[]
}

/** Needs that the action's dialog itself answers: the scan is uploaded and the judgements are given there. */
const answeredInDialog = new Set(['scan', 'judged'])

/**
 * The actions of the present state that belong to me; those of others and of other states are not mine to see.
 * `unconfirmed` is what stands against submitting while the account itself waits to be confirmed.
 */
export function possibleActions(current: Case, procedure: Procedure, unconfirmed: Need | null = null): Possible[] {
  return current.verdicts.flatMap((verdict) => {
    const action = procedure.actions.find((each) => each.id === verdict.action)
    if (!action?.from.includes(current.state) || verdict.needs.some((need) => need.id === 'wrong_party')) return []
    const obstacles = verdict.needs.filter((need) => !answeredInDialog.has(need.id))
    return [{ action, verdict, obstacles: unconfirmed && handsOver(action, procedure) ? [unconfirmed, ...obstacles] : obstacles }]
  })
}

/** Whether an action brings the case before somebody else rather than ending it. */
function handsOver(action: ActionDefinition, procedure: Procedure): boolean {
  return !procedure.states.find((state) => state.id === action.to)?.is_final
}

/** Whether the applicant may still write: the case is in the applicant's own hands. */
export function isEditable(current: Case): boolean {
  return current.my_parties.includes('applicant') && current.holder === 'applicant' && !current.is_final
}

/** Where a cure is done: a page of the institution's data, or a place on this page. */
export function cureLink(caseId: string, at: string | undefined): string | undefined {
  if (!at) return undefined
  if (at === 'team') return '/organisation/team'
  if (at === 'service_items') return '/organisation/service-items'
  if (at === 'organisation') return '/organisation'
  if (at === 'change') return `/cases/${caseId}#pause`
  if (at === 'form') return `/cases/${caseId}?section=section_1`
  return placeLink(caseId, at.replace(/^form\./, ''))
}

/** A link to a field (`section_2.basis`) or a slot (`materials.licence`) of the case page. */
export function placeLink(caseId: string, path: string): string {
  const [head = '', ...rest] = path.split('.')
  if (head === 'materials') return `/cases/${caseId}?section=materials#material-${rest.join('-')}`
  return `/cases/${caseId}?section=${head}${rest.length ? `#${controlId(path)}` : ''}`
}

/** Remarks of a return by the place they are pinned to. */
export function remarksByPlace(items: Case['return_items']): Record<string, string[]> {
  const places: Record<string, string[]> = {}
  for (const item of items ?? []) (places[item.at] ??= []).push(item.remark)
  return places
}

/** The services a report of a year tells of: those of its institution in that year. */
export function servicesOf(current: Case): ServicePeriod | null {
  const days = daysOfYear(current.period)
  return days && current.organisation_id ? { organisation: current.organisation_id, ...days } : null
}

/** The case with its procedure and its checks, read together. */
export function useCase(caseId: string) {
  const current = useLoad(() => call(api.GET('/api/cases/{case_id}', { params: { path: { case_id: caseId } } })))
  const report = useLoad(() => call(api.GET('/api/cases/{case_id}/check', { params: { path: { case_id: caseId } } })))
  const act = computed(() => current.data.value?.act_id ?? '')
  const procedureId = computed(() => current.data.value?.procedure_id ?? '')
  const procedure = useLoad(
    async () => (act.value ? call(api.GET('/api/regulations/{act_id}/procedures/{procedure_id}', { params: { path: { act_id: act.value, procedure_id: procedureId.value } } })) : null),
    [act, procedureId],
  )

  let timer: ReturnType<typeof setTimeout> | undefined
  const reload = (): Promise<unknown> => Promise.all([current.reload(), report.reload()])
  /** Soon, and once for many changes in a row. */
  function refresh(): void {
    clearTimeout(timer)
    timer = setTimeout(() => void reload(), 400)
  }
  onScopeDispose(() => clearTimeout(timer))
  return { current, report, procedure, act, reload, refresh }
}

/** Ids left by the queue, in its order; the next one after this case. */
export function nextInQueue(stored: string | null, caseId: string): string | undefined {
  const ids = (stored ?? '').split(',').filter(Boolean)
  const place = ids.indexOf(caseId)
  return place < 0 ? ids[0] : ids[place + 1]
}
