// The words on the screen, by the ids the web application uses, so that a test names a sentence once.
import { readFileSync } from 'node:fs'
import path from 'node:path'

const locales = path.resolve(import.meta.dirname, '../../web/src/locales')
const catalogue = JSON.parse(readFileSync(path.join(locales, 'zh-CN.json'), 'utf8'))

/** A sentence of the screen in Chinese with its parameters filled in; an unknown id is an error. */
export function word(id, parameters = {}) {
  const sentence = catalogue[id]
  if (sentence === undefined) throw new Error(`the web application has no sentence ${id}`)
  return sentence.replaceAll(/\{(\w+)\}/g, (whole, name) => String(parameters[name] ?? whole))
}

/** Codes of the closed lists people know by words alone, as geographical_indication; those that are no word of any language. Roles name accounts, too. */
export const codes = Object.keys(catalogue).map((id) => /^choice\.(?!role\.)\w+\.(\w+_\w+)$/.exec(id)?.[1]).filter(Boolean)
