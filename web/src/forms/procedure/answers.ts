import { language, type Schema } from '@/api'
import { textOf } from '@/ui'

export type FieldDefinition = Schema<'Field'>
export type SectionDefinition = Schema<'Form'>['sections'][number]
export type Answers = Record<string, unknown>

/** An answer nobody has given yet. */
export function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true
  return Array.isArray(value) && value.length === 0
}

/** Whether a section is asked, given what was ticked in another; as the server decides. */
export function isAsked(sections: SectionDefinition[], section: SectionDefinition, answersOf: (section: string) => Answers | undefined): boolean {
  if (!section.asked_for) return true
  return sections.some((each) => each.fields.some((field) => {
    const ticked = answersOf(each.id)?.[field.id]
    return field.type === 'choices' && field.options?.some((option) => option.value === section.asked_for) && Array.isArray(ticked) && ticked.includes(section.asked_for)
  }))
}

/** Dotted paths of required answers still missing, as the server names them. */
export function missingPaths(fields: FieldDefinition[], answers: Answers, prefix: string): string[] {
  return fields.flatMap((field) => {
    const path = `${prefix}.${field.id}`
    const value = answers[field.id]
    if (field.type === 'list') {
      const items = Array.isArray(value) ? (value as Answers[]) : []
      const tooFew = field.required && items.length < (field.at_least ?? 0) ? [path] : []
      return [...tooFew, ...items.flatMap((item, index) => missingPaths(field.item ?? [], item, `${path}.${index}`))]
    }
    return field.required && isEmpty(value) ? [path] : []
  })
}

/** How far a section is: nothing yet, begun, or everything required given. */
export function completion(section: SectionDefinition, answers: Answers | undefined): 'empty' | 'begun' | 'complete' {
  const given = answers ?? {}
  if (section.fields.every((field) => isEmpty(given[field.id]))) return section.fields.length ? 'empty' : 'complete'
  return missingPaths(section.fields, given, section.id).length ? 'begun' : 'complete'
}

/** Answers without empty optional members, so that nothing is sent that nobody wrote. */
export function trimmed(fields: FieldDefinition[], answers: Answers): Answers {
  const kept: Answers = {}
  for (const field of fields) {
    const value = answers[field.id]
    if (isEmpty(value)) continue
    kept[field.id] = field.type === 'list' ? (value as Answers[]).map((item) => trimmed(field.item ?? [], item)) : value
  }
  return kept
}

/** The id of a field's control, so that error lists and check panels can link to it. */
export function controlId(path: string): string {
  return `field-${path.replaceAll('.', '-')}`
}

/** The number of a section as the language writes it: 三 or 3. */
export function numberOf(section: SectionDefinition): string {
  const place = '一二三四五六七八九十'.indexOf(section.number) + 1
  return language.value === 'en' && place ? String(place) : section.number
}

/** 三、服务团队人员情况 or 3. Service team. */
export function titleOf(section: SectionDefinition): string {
  return language.value === 'en' ? `${numberOf(section)}. ${textOf(section.title)}` : `${numberOf(section)}、${textOf(section.title)}`
}
