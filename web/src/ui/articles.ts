import { shallowReactive } from 'vue'
import { api, call, language } from '@/api'
import { citationLabel } from './format'

const numbers = shallowReactive(new Map<string, string>())
const asked = new Set<string>()

/** Reads the numbers of an act's articles once; a failure leaves the number derived from the id and is tried again later. */
async function readAct(act: string): Promise<void> {
  asked.add(act)
  try {
    const { articles } = await call(api.GET('/api/regulations/{act_id}', { params: { path: { act_id: act } } }))
    for (const article of articles) numbers.set(`${act}/${article.id}`, article.number)
  } catch {
    asked.delete(act)
  }
}

/** The number of an article as the act writes it; until that is known, and in English, derived from its id. */
export function articleNumber(act: string, article: string): string {
  if (language.value === 'en') return citationLabel(article)
  if (act && !asked.has(act)) void readAct(act)
  return numbers.get(`${act}/${article}`) ?? citationLabel(article)
}

/** Forgets what was read; for tests. */
export function forgetArticles(): void {
  numbers.clear()
  asked.clear()
}
