export type Answer = string | number | boolean | string[] | null
export type Answers = Record<string, Answer>

/** The answers as the address carries them: what was left open does not stand in it. */
export function printAnswers(answers: Answers): string {
  const given = Object.entries(answers).filter(([, value]) => value !== null && value !== '' && !(Array.isArray(value) && value.length === 0))
  return given.length ? JSON.stringify(Object.fromEntries(given)) : ''
}

/** The answers of an address; what cannot be read is no answer. */
export function readAnswers(text: unknown): Answers {
  if (typeof text !== 'string' || !text) return {}
  try {
    const read: unknown = JSON.parse(text)
    return read !== null && typeof read === 'object' && !Array.isArray(read) ? (read as Answers) : {}
  } catch {
    return {}
  }
}
