import { computed } from 'vue'
import { api, call, useLoad, type Schema } from '@/api'

type Finding = Schema<'Finding'>

interface Read {
  act: string
  /** From the running application: checked by the server. */
  findings: Finding[]
  /** Where there is no running application: only what the procedures ask for. */
  conditions: Schema<'Procedure'>['conditions']
}

async function readRunning(): Promise<Read | null> {
  const { items } = await call(api.GET('/api/cases', { params: { query: { limit: 20, sort: '-state_since' } } }))
  const running = items.find((item) => !item.is_final)
  if (!running) return null
  const report = await call(api.GET('/api/cases/{case_id}/check', { params: { path: { case_id: running.id } } }))
  return { act: running.act_id, findings: report.findings, conditions: [] }
}

async function readProcedures(): Promise<Read> {
  const acts = (await call(api.GET('/api/regulations'))).items
  for (const act of acts) {
    const detail = await call(api.GET('/api/regulations/{act_id}', { params: { path: { act_id: act.id } } }))
    for (const { id } of detail.procedures) {
      const procedure = await call(api.GET('/api/regulations/{act_id}/procedures/{procedure_id}', { params: { path: { act_id: act.id, procedure_id: id } } }))
      if (procedure.conditions.some((condition) => condition.cure_at)) return { act: act.id, findings: [], conditions: procedure.conditions }
    }
  }
  return { act: '', findings: [], conditions: [] }
}

/** The conditions cured at one place (`team`, `service_items`, `organisation`), checked where an application is running. */
export function useRequirements(place: string) {
  const load = useLoad(async () => (await readRunning()) ?? (await readProcedures()))
  const findings = computed(() => load.data.value?.findings.filter((finding) => finding.cure_at === place) ?? [])
  const conditions = computed(() => load.data.value?.conditions.filter((condition) => condition.cure_at === place) ?? [])
  const act = computed(() => load.data.value?.act ?? '')
  return { findings, conditions, act, reload: load.reload }
}
