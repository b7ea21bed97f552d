import type { Schema } from '@/api'

export type Form = Schema<'IpQueryPart'>
export type Field = Schema<'IpField'>
export type Is = NonNullable<Form['is']>

/** A condition as it is being written: every input has its place, whether the condition uses it or not. */
export interface Condition {
  id: number
  not: boolean
  /** Empty: any text. */
  field: string
  is: Is
  text: string[]
  distance: number | null
  low: string
  high: string
  /** Of an earlier search. */
  number: number | null
}
export interface Group { id: number; not: boolean; join: 'all' | 'any'; parts: Part[] }
export type Part = Condition | Group

export const isGroup = (part: Part): part is Group => 'join' in part

let last = 0
const nextId = () => (last += 1)

export const newCondition = (part: Partial<Condition> = {}): Condition => ({ id: nextId(), not: false, field: '', is: 'words', text: [''], distance: 5, low: '', high: '', number: null, ...part })
export const newGroup = (part: Partial<Group> = {}): Group => ({ id: nextId(), not: false, join: 'all', parts: [newCondition()], ...part })

const worded: Is[] = ['words', 'prefix', 'near', 'before']
const conditions: Record<string, Is[]> = {
  any: worded, text: worded, name: ['words', 'exact', 'prefix', 'near', 'before'], number: ['exact', 'prefix'], classes: ['under', 'exact', 'prefix'], date: ['range'], code: ['exact'],
}
/** What a field can be asked; no field means any text. */
export const conditionsOf = (type: string | undefined): Is[] => conditions[type ?? 'any'] ?? worded
export const isDistance = (is: Is) => is === 'near' || is === 'before'
/** One of several values, each on a line. */
export const isList = (is: Is) => is === 'exact' || is === 'under'

/** The condition when another field or another way of asking was chosen: what still fits stays. */
export function turned(condition: Condition, type: string | undefined, change: Partial<Condition>): Condition {
  const next = { ...condition, ...change }
  if (next.is !== 'set' && !conditionsOf(type).includes(next.is)) next.is = conditionsOf(type)[0] ?? 'words'
  if (type === 'code' && change.field !== undefined) next.text = []
  if (isDistance(next.is) && next.text.length < 2) next.text = [...next.text, '', ''].slice(0, 2)
  if (!isDistance(next.is) && !isList(next.is)) next.text = next.text.slice(0, 1)
  if (next.text.length === 0 && type !== 'code') next.text = ['']
  return next
}

const written = (texts: string[]) => texts.map((text) => text.trim()).filter(Boolean)

/** Whether enough was written for the condition to be asked. */
export function isComplete(condition: Condition): boolean {
  if (condition.is === 'set') return condition.number !== null
  if (condition.is === 'range') return Boolean(condition.low || condition.high)
  return written(condition.text).length >= (isDistance(condition.is) ? 2 : 1)
}

function formOf(condition: Condition): Form {
  const not = condition.not ? { not: true } : {}
  if (condition.is === 'set') return { is: 'set', ...(condition.number === null ? {} : { number: condition.number }), ...not }
  const form: Form = { is: condition.is, ...(condition.field ? { field: condition.field } : {}), ...not }
  if (condition.is === 'range') return { ...form, ...(condition.low ? { low: condition.low } : {}), ...(condition.high ? { high: condition.high } : {}) }
  return { ...form, text: written(condition.text), ...(isDistance(condition.is) ? { distance: condition.distance ?? -1 } : {}) }
}

/** The form the server reads, without what is not written yet, and which part stands at which path of it. */
export function formOfGroup(group: Group): { form: Form; paths: Map<string, number> } {
  const paths = new Map<string, number>()
  const read = (part: Part, path: string): Form | null => {
    if (!isGroup(part)) {
      if (!isComplete(part)) return null
      paths.set(path, part.id)
      return formOf(part)
    }
    paths.set(path, part.id)
    const parts: Form[] = []
    for (const each of part.parts) {
      const form = read(each, `${path ? `${path}.` : ''}parts.${parts.length}`)
      if (form) parts.push(form)
    }
    return parts.length || path === '' ? { join: part.join, parts, ...(part.not ? { not: true } : {}) } : null
  }
  return { form: read(group, '') ?? { join: 'all', parts: [] }, paths }
}

/** The part an error of the server speaks of: the path is that of the part or of something in it. */
export function partAt(paths: Map<string, number>, path: string): number | undefined {
  for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
    if (paths.has(at) || at === '') return paths.get(at)
  }
}

function partOf(form: Form): Part {
  const not = form.not ?? false
  if (form.parts) return newGroup({ not, join: form.join ?? 'all', parts: form.parts.map(partOf) })
  return newCondition({ not, field: form.field ?? '', is: form.is ?? 'words', text: form.text ?? [''], distance: form.distance ?? 5, low: form.low ?? '', high: form.high ?? '' })
}

/** What the server read, as rows; there is always one to write in. */
export function groupOf(form: Form): Group {
  const part = partOf(form)
  const group = isGroup(part) && !part.not ? part : newGroup({ parts: [part] })
  return group.parts.length ? group : { ...group, parts: [newCondition()] }
}
