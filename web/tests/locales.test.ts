import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { i18n } from '@/ui/i18n'

const source = join(process.cwd(), 'src')
const read = (name: string): Record<string, string> => JSON.parse(readFileSync(join(source, `locales/${name}.json`), 'utf8')) as Record<string, string>
const chinese = read('zh-CN')
const english = read('en')

function filesUnder(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) return filesUnder(path)
    return /\.(vue|ts)$/.test(name) && !name.endsWith('.test.ts') && !name.endsWith('.d.ts') ? [path] : []
  })
}

const code = filesUnder(source).map((path) => ({ path: path.slice(source.length + 1), text: readFileSync(path, 'utf8') }))
const called = /\bt\(\s*'([^']+)'/g
const named = /\b(?:title|word)(?:: |=)['"]([a-z_]+(?:\.[a-z_0-9]+)+)['"]/g
const prefixed = /\bt\(\s*`([^`$]+)\$\{/g

describe('locales', () => {
  it('hold the same keys, sorted', () => {
    expect(Object.keys(english)).toEqual(Object.keys(chinese))
    expect(Object.keys(chinese)).toEqual([...Object.keys(chinese)].sort())
  })

  it('leave no sentence empty and name the same parameters', () => {
    for (const [key, sentence] of Object.entries(chinese)) {
      expect(sentence.trim(), key).not.toBe('')
      expect(english[key]?.trim(), key).not.toBe('')
      const names = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort()
      expect(names(english[key] ?? ''), key).toEqual(names(sentence))
    }
  })

  it('can all be said: no sentence trips over the signs of the message format', () => {
    for (const [language, messages] of [['zh-CN', chinese], ['en', english]] as const) {
      i18n.global.setLocaleMessage(language, { ...messages })
      for (const [key, sentence] of Object.entries(messages)) {
        const names = [...sentence.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')
        const said = i18n.global.t(key, Object.fromEntries(names.map((name) => [name, `<${name}>`])), { locale: language })
        expect(said, key).toBe(sentence.replace(/\{'(.)'\}/g, '$1').replace(/\{(\w+)\}/g, '<$1>'))
      }
    }
  })

  it('know every sentence the pages ask for', () => {
    const missing = code.flatMap(({ path, text }) => [...text.matchAll(called), ...text.matchAll(named)].map((match) => match[1] ?? '').filter((key) => !(key in chinese)).map((key) => `${path}: ${key}`))
    expect(missing).toEqual([])
  })

  it('know at least one sentence for every family the pages ask for', () => {
    const missing = code.flatMap(({ path, text }) => [...text.matchAll(prefixed)].map((match) => match[1] ?? '').filter((prefix) => !Object.keys(chinese).some((key) => key.startsWith(prefix))).map((prefix) => `${path}: ${prefix}…`))
    expect(missing).toEqual([])
  })

  it('hold no sentence that nothing uses', () => {
    const all = code.map(({ text }) => text).join('\n')
    const families = [...all.matchAll(prefixed)].map((match) => match[1] ?? '')
    expect(Object.keys(chinese).filter((key) => !all.includes(`'${key}'`) && !all.includes(`"${key}"`) && !families.some((prefix) => key.startsWith(prefix)))).toEqual([])
  })
})
