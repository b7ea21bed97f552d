import { ref, type Ref } from 'vue'
import { actionHeaders, useAction, type Action, type Schema } from '@/api'

/** Tells one chosen file from another, so that only the very same is sent again under its key. */
interface Stamp { name: string; size: number; lastModified: number }

/** What every list says of a line. */
export interface ListLine { row: number; name: string; credit_code: string; outcome: 'enter' | 'present' | 'wrong'; is_known: boolean; findings: Schema<'CellFinding'>[] }

/** How a list is sent: its headers, and the file itself as the body. */
export interface ListRequest {
  header: { 'Idempotency-Key': string; 'X-File-Name': string }
  sent: { headers: Record<string, string>; body: string; bodySerializer: () => File | null }
}

export interface ListUpload<Report> {
  file: Ref<File | null>
  report: Ref<Report | null>
  check: Action<[Stamp], void>
  enter: Action<[Stamp], void>
  isConfirming: Ref<boolean>
  take: (files: FileList | null) => Promise<void>
  confirm: () => void
  forget: () => void
}

/** A list an officer chooses: checked at once, entered after it was confirmed. `onEntered` runs once it is. */
export function useListUpload<Report>(calls: { check: (request: ListRequest) => Promise<Report>; enter: (request: ListRequest) => Promise<Report>; onEntered: (report: Report) => Promise<void> }): ListUpload<Report> {
  const file = ref<File | null>(null)
  const report = ref<Report | null>(null) as Ref<Report | null>
  const isConfirming = ref(false)
  const request = (key: string, stamp: Stamp): ListRequest => ({
    header: { ...actionHeaders(key), 'X-File-Name': encodeURIComponent(stamp.name) },
    sent: { headers: { 'Content-Type': 'application/octet-stream' }, body: '', bodySerializer: () => file.value },
  })
  const stampOf = ({ name, size, lastModified }: File): Stamp => ({ name, size, lastModified })
  const check = useAction(async (key: string, stamp: Stamp) => {
    report.value = null
    report.value = await calls.check(request(key, stamp))
  })
  const enter = useAction(async (key: string, stamp: Stamp) => {
    const done = await calls.enter(request(key, stamp))
    report.value = done
    isConfirming.value = false
    await calls.onEntered(done)
  })
  async function take(files: FileList | null): Promise<void> {
    file.value = files?.[0] ?? null
    enter.problem.value = null
    if (file.value) await check.run(stampOf(file.value))
  }
  function forget(): void {
    report.value = null
    file.value = null
    check.problem.value = null
  }
  return { file, report, check, enter, isConfirming, take, confirm: () => void (file.value && enter.run(stampOf(file.value))), forget }
}
