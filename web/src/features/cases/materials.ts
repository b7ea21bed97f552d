import { ref } from 'vue'
import { actionHeaders, api, call, newKey, toProblem, upload, type Problem, type Schema } from '@/api'

export type Material = Schema<'Material'>
export type Slot = Schema<'MaterialDefinition'>

export interface Sending {
  id: number
  slot: string
  name: string
  share: number
  problem: Problem | null
}

/** Uploads into the slots of a case; `done` is called after each change on the server. */
export function useMaterials(caseId: string, done: () => void) {
  const sending = ref<Sending[]>([])
  let last = 0

  function change(id: number, part: Partial<Sending>): void {
    sending.value = sending.value.map((each) => (each.id === id ? { ...each, ...part } : each))
  }

  async function add(slot: string, files: File[]): Promise<void> {
    for (const file of files) {
      const id = ++last
      sending.value = [...sending.value, { id, slot, name: file.name, share: 0, problem: null }]
      try {
        await upload<Material>(`/api/cases/${caseId}/materials?slot=${encodeURIComponent(slot)}`, file, (share) => change(id, { share }))
        sending.value = sending.value.filter((each) => each.id !== id)
      } catch (cause) {
        change(id, { problem: toProblem(cause) })
      }
      done()
    }
  }

  const dismiss = (id: number): void => void (sending.value = sending.value.filter((each) => each.id !== id))

  async function remove(material: Material): Promise<void> {
    await call(api.DELETE('/api/cases/{case_id}/materials/{material_id}', { params: { path: { case_id: caseId, material_id: material.id }, header: actionHeaders(newKey()) } }))
    done()
  }

  async function join(slot: string, ids: string[]): Promise<void> {
    await call(api.POST('/api/cases/{case_id}/materials/joined', { params: { path: { case_id: caseId }, header: actionHeaders(newKey()) }, body: { slot, material_ids: ids } }))
    done()
  }

  return { sending, add, dismiss, remove, join }
}
