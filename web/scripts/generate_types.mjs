// Merges the capabilities' openapi.yaml into one document and writes the TypeScript types of the interface.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import openapiTypescript, { astToString } from 'openapi-typescript'

const web = join(dirname(fileURLToPath(import.meta.url)), '..')
const target = join(web, 'src/api/schema.d.ts')
const folder = mkdtempSync(join(tmpdir(), 'zhidian-types-'))
try {
  const merged = join(folder, 'openapi.json')
  execFileSync('python3', [join(web, '../tools/merge_openapi.py'), '--openapi-only', merged], { stdio: 'inherit' })
  const nodes = await openapiTypescript(JSON.parse(readFileSync(merged, 'utf8')))
  mkdirSync(dirname(target), { recursive: true })
  const text = `// Written by "npm run types" from src/capabilities/*/openapi.yaml; not kept in git.\n${astToString(nodes)}`
  let before = ''
  try {
    before = readFileSync(target, 'utf8')
  } catch {
    // the first run
  }
  if (before !== text) writeFileSync(target, text)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
