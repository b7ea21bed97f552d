import { ref } from 'vue'
import { toProblem, upload, type Problem } from '@/api'

export interface Evidence {
  id: number
  name: string
  size: number
  uploadId: string
  share: number
  problem: Problem | null
}

const most = 10
const largest = 10 * 1024 * 1024

/** Files added to an objection or a complaint, each sent at once; `ready` lists the ids of those that arrived. */
export function useEvidence() {
  const files = ref<Evidence[]>([])
  const refusal = ref<'too_many' | 'too_large' | null>(null)
  let last = 0

  function change(id: number, part: Partial<Evidence>): void {
    files.value = files.value.map((file) => (file.id === id ? { ...file, ...part } : file))
  }

  async function add(chosen: File[]): Promise<void> {
    refusal.value = null
    for (const file of chosen) {
      if (files.value.length >= most) refusal.value = 'too_many'
      else if (file.size > largest) refusal.value = 'too_large'
      else await send(file)
    }
  }

  async function send(file: File): Promise<void> {
    const id = ++last
    files.value = [...files.value, { id, name: file.name, size: file.size, uploadId: '', share: 0, problem: null }]
    try {
      const answer = await upload<{ upload_id: string }>('/api/objection-evidence', file, (share) => change(id, { share }))
      change(id, { uploadId: answer.upload_id, share: 1 })
    } catch (cause) {
      change(id, { problem: toProblem(cause) })
    }
  }

  function remove(id: number): void {
    files.value = files.value.filter((file) => file.id !== id)
  }

  const ready = (): string[] => files.value.map((file) => file.uploadId).filter(Boolean)
  const isSending = (): boolean => files.value.some((file) => !file.uploadId && !file.problem)
  return { files, refusal, add, remove, ready, isSending }
}

export type EvidenceDraft = ReturnType<typeof useEvidence>
