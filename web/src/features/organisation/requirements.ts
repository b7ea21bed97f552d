import { computed } from 'vue'
import { api, call, useLoad, type Schema } from '@/api'

type Finding = Schema<'Finding'>

interface Read {
  act: string
  /** From the running application: checked by the server. */
  findings: Finding[]
  /** Where there is no running application: only what the programme asks for. */
  conditions: Schema<'Procedure'>['conditions']
}

const fromNear = ['district', 'city', 'province', 'national']

/** The application on its way; a matter about an outlet that is there already asks for something else. */
async function readRunning(organisation: string): Promise<Read | null> {
  const { items } = await call(api.GET('/api/cases', { params: { query: { limit: 100, sort: '-state_since' } } }))
  const running = items.find((item) => !item.is_final && !item.outlet_id && item.organisation_id === organisation)
  if (!running) return null
  const report = await call(api.GET('/api/cases/{case_id}/check', { params: { path: { case_id: running.id } } }))
  return { act: running.act_id, findings: report.findings, conditions: [] }
}

/** What the nearest level asks for whose act holds where the institution is registered. */
async function readProgrammes(organisation: string): Promise<Read> {
  const { registered_division: division } = await call(api.GET('/api/organisations/{organisation_id}', { params: { path: { organisation_id: organisation } } }))
  const { items } = await call(api.GET('/api/programmes', { params: { query: { division } } }))
  const covering = items.filter((item) => item.covers).sort((one, other) => fromNear.indexOf(one.level) - fromNear.indexOf(other.level))
  for (const { act_id, procedure_id } of covering) {
    const procedure = await call(api.GET('/api/regulations/{act_id}/procedures/{procedure_id}', { params: { path: { act_id, procedure_id } } }))
    if (procedure.conditions.some((condition) => condition.cure_at)) return { act: act_id, findings: [], conditions: procedure.conditions }
  }
  return { act: '', findings: [], conditions: [] }
}

/** The conditions cured at one place (`team`, `service_items`, `organisation`), checked where an application of the institution is running. */
export function useRequirements(place: string, organisation: () => string) {
  const load = useLoad(async () => (await readRunning(organisation())) ?? (await readProgrammes(organisation())), organisation)
  const findings = computed(() => load.data.value?.findings.filter((finding) => finding.cure_at === place) ?? [])
  const conditions = computed(() => load.data.value?.conditions.filter((condition) => condition.cure_at === place) ?? [])
  const act = computed(() => load.data.value?.act ?? '')
  return { findings, conditions, act, reload: load.reload }
}
