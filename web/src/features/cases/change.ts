import type { Answers, FieldDefinition } from '@/forms/procedure'
import { textOf } from '@/ui'

export interface Line { text: string; mark: 'same' | 'altered' | 'new' }

function wordOf(field: FieldDefinition, value: unknown): string {
  const label = (each: unknown): string => textOf(field.options?.find((option) => option.value === each)?.label) || String(each)
  if (Array.isArray(value)) return value.map(label).join('、')
  return value === undefined || value === null || value === '' ? '' : label(value)
}

function itemsOf(list: unknown): Answers[] {
  return Array.isArray(list) ? (list as Answers[]) : []
}

function isSame(one: Answers, other: Answers, field: FieldDefinition): boolean {
  return (field.item ?? []).every((part) => wordOf(part, one[part.id]) === wordOf(part, other[part.id]))
}

/** The items of a list as lines, each beside the one of the same name in another list. */
export function linesOf(field: FieldDefinition, list: unknown, other: unknown): Line[] {
  const others = itemsOf(other)
  return itemsOf(list).map((item) => {
    const [name, ...more] = (field.item ?? []).map((part) => wordOf(part, item[part.id])).filter(Boolean)
    const known = others.find((each) => each['name'] === item['name'])
    return { text: more.length ? `${name}（${more.join('；')}）` : (name ?? ''), mark: !known ? 'new' : isSame(item, known, field) ? 'same' : 'altered' }
  })
}
