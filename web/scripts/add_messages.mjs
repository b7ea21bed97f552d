// Adds interface sentences to both locale files, keys sorted. Reads lines "key<TAB>中文<TAB>English" from standard input;
// a line with the key alone removes it. The files are read and written in one go, so that two people can use it at once.
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = join(dirname(fileURLToPath(import.meta.url)), '../src/locales')
const lines = readFileSync(0, 'utf8').split('\n').filter((line) => line.trim() && !line.startsWith('#'))
const columns = { 'zh-CN': 1, en: 2 }

for (const [language, column] of Object.entries(columns)) {
  const path = join(folder, `${language}.json`)
  const messages = JSON.parse(readFileSync(path, 'utf8'))
  for (const line of lines) {
    const cells = line.split('\t').map((cell) => cell.trim())
    if (cells.length === 1) delete messages[cells[0]]
    else if (cells.length === 3 && cells.every(Boolean)) messages[cells[0]] = cells[column]
    else throw new Error(`not "key<TAB>zh<TAB>en": ${line}`)
  }
  const sorted = Object.fromEntries(Object.entries(messages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
  writeFileSync(`${path}.new`, `${JSON.stringify(sorted, null, 2)}\n`)
  renameSync(`${path}.new`, path)
}
