import { titleOf, type FieldDefinition } from '@/forms/procedure'
import { textOf, type Procedure } from '@/ui'

export interface Place { at: string; label: string }
export interface PlaceGroup { label: string; places: Place[] }

function placesOf(fields: FieldDefinition[], prefix: string, answers: Record<string, unknown>): Place[] {
  return fields.flatMap((field) => {
    const at = `${prefix}.${field.id}`
    const items = field.type === 'list' && Array.isArray(answers[field.id]) ? (answers[field.id] as Record<string, unknown>[]) : []
    return [{ at, label: textOf(field.label) }, ...items.map((item, index) => ({ at: `${at}.${index}`, label: `${textOf(field.label)} ${index + 1} ${typeof item['name'] === 'string' ? item['name'] : ''}`.trim() }))]
  })
}

/** Every place of the applicant's form and materials that a remark can be pinned to. */
export function placeGroups(procedure: Procedure, sections: Record<string, { answers: Record<string, unknown> }>, materialsLabel: string): PlaceGroup[] {
  const written = (procedure.form?.sections ?? []).filter((section) => section.filled_by === 'applicant' && section.fields.length)
  return [
    ...written.map((section) => ({ label: titleOf(section), places: placesOf(section.fields, section.id, sections[section.id]?.answers ?? {}) })),
    { label: materialsLabel, places: procedure.materials.filter((slot) => slot.by === 'applicant').map((slot) => ({ at: `materials.${slot.id}`, label: textOf(slot.label) })) },
  ]
}

/** What a place is called: section and field, or the material; the path itself where the form no longer knows it. */
export function placeLabel(groups: PlaceGroup[], at: string): string {
  for (const group of groups) {
    const exact = group.places.find((place) => place.at === at)
    if (exact) return exact.label
  }
  const near = groups.flatMap((group) => group.places).filter((place) => at.startsWith(`${place.at}.`)).at(-1)
  return near?.label ?? at
}
