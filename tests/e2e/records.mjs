// Records to search: invented by the program or written by hand, imported by its command line into the server on the stage.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { program, server } from './browser.mjs'

/** Lines of JSON. */
export const lines = (...records) => records.map((record) => `${JSON.stringify(record)}\n`).join('')
export const invent = (collection, count, seed) => String(execFileSync(program, ['demo', collection, '--count', count, '--seed', seed].map(String), { maxBuffer: 1 << 26 }))

/** Writes a file into the server's data and hands it to a command: `take('a.tsv', text, ['classification', 'import'], ['--scheme', 'ipc'])`. */
export function take(name, text, command, options = []) {
  const file = path.join(server.data, name)
  writeFileSync(file, text)
  execFileSync(program, [...command, file, '--data', server.data, ...options])
}

/** Imports lines of JSON into a collection and waits until every one of them is found. */
export async function importRecords(collection, text, options = []) {
  take(`${collection}.jsonl`, text, ['import', collection], options)
  const wanted = text.trimEnd().split('\n').length
  await until(async () => {
    const { items } = await (await fetch(`${server.base}/api/ip/collections`)).json()
    return items.find((each) => each.id === collection).records >= wanted
  })
}

/** Waits until what was imported is found, as `isFound` tells. */
export async function until(isFound) {
  for (let waited = 0; !(await isFound()); waited += 1) {
    assert.ok(waited < 150, 'what was imported is not found')
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}
