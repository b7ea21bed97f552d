import { ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import { toProblem, type Problem } from './problem'
import { newKey } from './transport'

/** One thing a person does: it runs once at a time, and a repetition after an unknown outcome keeps its key. */
export interface Action<Input extends unknown[], Output> {
  run: (...input: Input) => Promise<Output | undefined>
  isRunning: Ref<boolean>
  problem: ShallowRef<Problem | null>
}

/**
 * Wraps what a button does. `perform` gets the Idempotency-Key first. `run` resolves to undefined when it was refused;
 * `problem` then says why. The key is kept while the outcome is unknown and the input is the same.
 */
export function useAction<Input extends unknown[], Output>(perform: (key: string, ...input: Input) => Promise<Output>): Action<Input, Output> {
  const isRunning = ref(false)
  const problem = shallowRef<Problem | null>(null)
  let key = newKey()
  let pending = ''

  async function run(...input: Input): Promise<Output | undefined> {
    if (isRunning.value) return undefined
    const fingerprint = JSON.stringify(input)
    if (pending !== fingerprint) key = newKey()
    pending = fingerprint
    isRunning.value = true
    problem.value = null
    try {
      const output = await perform(key, ...input)
      pending = ''
      key = newKey()
      return output
    } catch (cause) {
      problem.value = toProblem(cause)
      if (!problem.value.isUnknown) key = newKey()
      return undefined
    } finally {
      isRunning.value = false
    }
  }

  return { run, isRunning, problem }
}
