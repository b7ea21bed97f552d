import { shallowRef, type ShallowRef } from 'vue'
import { language, toProblem, type Problem } from '@/api'
import { readQuery } from './notations'
import { mayName, rememberTyped } from './sets'

/** Sends what was typed; earlier searches it names (#1) are replaced by what they asked first, so that the address stands alone. */
export function useReferences(collection: () => string, go: (query: string, plain?: string[]) => void): { refused: ShallowRef<{ problem: Problem; text: string } | null>; send: (typed: string) => Promise<void> } {
  const refused = shallowRef<{ problem: Problem; text: string } | null>(null)
  async function send(typed: string): Promise<void> {
    const text = typed.trim()
    refused.value = null
    if (!mayName(text)) {
      go(text)
      return
    }
    try {
      const answer = await readQuery(collection(), 'field', text)
      const query = language.value === 'en' ? answer.query_en : answer.query
      rememberTyped(query, text)
      go(query, ['*']) // what was searched beside its words stands in it already
    } catch (cause) {
      refused.value = { problem: toProblem(cause), text }
    }
  }
  return { refused, send }
}
