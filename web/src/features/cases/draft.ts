import { onScopeDispose, reactive, ref } from 'vue'
import { actionHeaders, api, call, newKey, toProblem, type Problem, type Schema } from '@/api'
import { trimmed, type Answers, type SectionDefinition } from '@/forms/procedure'
import { recall, remember } from '@/ui'

type Sections = Schema<'Case'>['sections']

/** One section being written: what stands here, what the server has, and how saving goes. */
export interface SectionDraft {
  answers: Answers
  version: number
  savedAt: string
  state: 'saved' | 'changed' | 'saving' | 'failed' | 'conflict'
  problem: Problem | null
  warnings: Schema<'FieldRemark'>[]
  /** The other person's answers, while the two are being merged. */
  theirs: Answers | null
}

const pauseBeforeSaving = 1500

/** Sections that save themselves. Text that did not reach the server is kept in the browser and offered again. */
export function useDraft(caseId: string, definitions: SectionDefinition[], stored: Sections, saved: () => void = () => undefined) {
  // `answers` is replaced, never changed in place: whether it is still what was sent is told by identity.
  const sections = reactive<Record<string, SectionDraft>>({})
  const offered = ref<string[]>([])
  const timers = new Map<string, ReturnType<typeof setTimeout>>()
  const running = new Map<string, Promise<boolean>>()
  const keptName = (id: string): string => `draft.${caseId}.${id}`

  for (const definition of definitions) {
    const known = stored[definition.id]
    sections[definition.id] = { answers: { ...(known?.answers ?? {}) }, version: known?.version ?? 0, savedAt: known?.saved_at ?? '', state: 'saved', problem: null, warnings: [], theirs: null }
    const kept = recall(keptName(definition.id))
    if (kept && kept !== JSON.stringify(known?.answers ?? {})) offered.value.push(definition.id)
  }

  function change(id: string, field: string, value: unknown): void {
    const section = sections[id]
    if (!section) return
    section.answers = { ...section.answers, [field]: value }
    section.state = section.state === 'conflict' ? 'conflict' : 'changed'
    remember(keptName(id), JSON.stringify(section.answers))
    clearTimeout(timers.get(id))
    if (section.state !== 'conflict') timers.set(id, setTimeout(() => void save(id), pauseBeforeSaving))
  }

  /** Saves a section; one at a time, so that each save names the version of the one before. */
  function save(id: string): Promise<boolean> {
    const before = running.get(id)
    if (before) return before.then(() => (sections[id]?.state === 'saved' ? true : save(id)))
    const mine = send(id).finally(() => running.delete(id))
    running.set(id, mine)
    return mine
  }

  async function send(id: string): Promise<boolean> {
    const section = sections[id]
    const definition = definitions.find((each) => each.id === id)
    if (!section || !definition || section.state === 'conflict') return false
    clearTimeout(timers.get(id))
    const sent = section.answers
    section.state = 'saving'
    try {
      const answer = await call(api.PUT('/api/cases/{case_id}/draft/{section_id}', {
        params: { path: { case_id: caseId, section_id: id }, header: actionHeaders(newKey(), section.version) },
        body: { answers: trimmed(definition.fields, sent) },
      }))
      Object.assign(section, { version: answer.version, savedAt: answer.saved_at, warnings: answer.warnings, problem: null })
      section.state = section.answers === sent ? 'saved' : 'changed'
      if (section.answers === sent) remember(keptName(id), '')
      else timers.set(id, setTimeout(() => void save(id), pauseBeforeSaving))
      saved()
      return true
    } catch (cause) {
      section.problem = toProblem(cause)
      section.state = 'failed'
      if (section.problem.status === 412) meet(section, section.problem)
      return false
    }
  }

  /** Somebody else saved this section: the refusal carries theirs, so that the two can be laid side by side. */
  function meet(section: SectionDraft, refusal: Problem): void {
    const theirs = (refusal.body as { stored?: { version: number; answers: Answers } }).stored
    section.theirs = theirs?.answers ?? {}
    section.version = theirs?.version ?? 0
    section.state = 'conflict'
  }

  /** Goes on with the answers chosen in the merge view. */
  async function settle(id: string, answers: Answers): Promise<void> {
    const section = sections[id]
    if (!section) return
    Object.assign(section, { answers, theirs: null, state: 'changed', problem: null })
    await save(id)
  }

  function takeOffered(isWanted: boolean): void {
    for (const id of offered.value) {
      const kept = recall(keptName(id))
      const section = sections[id]
      if (isWanted && kept && section) {
        section.answers = JSON.parse(kept) as Answers
        section.state = 'changed'
        void save(id)
      } else remember(keptName(id), '')
    }
    offered.value = []
  }

  /** Saves what is still waiting; false when something could not be saved. */
  async function saveAll(): Promise<boolean> {
    const waiting = Object.keys(sections).filter((id) => sections[id]?.state !== 'saved')
    const results = await Promise.all(waiting.map((id) => save(id)))
    return results.every(Boolean)
  }

  onScopeDispose(() => {
    for (const timer of timers.values()) clearTimeout(timer)
    void saveAll()
  })
  return { sections, offered, change, save, saveAll, settle, takeOffered }
}
