import type { Schema } from '@/api'

export type Draft = Schema<'ActDraft'>
export type RuleProblem = Schema<'RuleProblem'>

const states: Record<string, { word: string; tone: 'good' | 'plain' | 'soon' }> = {
  editing: { word: 'rulemaking.state_editing', tone: 'plain' },
  proposed: { word: 'rulemaking.state_proposed', tone: 'soon' },
  activated: { word: 'rulemaking.state_activated', tone: 'good' },
  withdrawn: { word: 'rulemaking.state_withdrawn', tone: 'plain' },
}
export function stateOf(state: string): { word: string; tone: 'good' | 'plain' | 'soon' } {
  return states[state] ?? { word: state, tone: 'plain' }
}

/** The file as a reader names it: without the folder every file stands in. */
export function shortPath(path: string, act: string): string {
  const folder = `${act}/`
  const at = path.indexOf(folder)
  return at < 0 ? path.replace(/^regulations\//, '') : path.slice(at + folder.length)
}

/** Files in the order one reads an act: the act, its procedures, forms, scenarios, then what all acts share. */
export function readingOrder(files: Draft['files'], act: string): Draft['files'] {
  const rank = (path: string): number => {
    const short = shortPath(path, act)
    const order = ['act.yaml', 'procedures/', 'forms/', 'scenarios/']
    const place = path.includes(`${act}/`) ? order.findIndex((each) => short.startsWith(each)) : -1
    return place < 0 ? order.length : place
  }
  return [...files].sort((a, b) => rank(a.path) - rank(b.path) || (a.path < b.path ? -1 : 1))
}

/** Line of a problem in a text, never outside it: a file that shrank may be shorter than its last answer says. */
export function lineWithin(line: number, lines: number): number {
  return Math.min(Math.max(line, 1), Math.max(lines, 1))
}

const longestValue = 200

/** A value for a table cell: a whole rule that came or went is shown by its beginning. */
export function shortened(value: string): string {
  if (!value) return '—'
  return value.length > longestValue ? `${value.slice(0, longestValue)}…` : value
}
