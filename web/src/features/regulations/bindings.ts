import { language, type Schema } from '@/api'
import { textOf } from '@/ui'

type Procedure = Schema<'Procedure'>

/** Kinds of places a binding names, as the locales know them. */
const kinds = ['grants', 'window', 'bodies', 'conditions', 'materials', 'actions', 'terms', 'forms']

/**
 * Turns the place of a binding into words: `filing/conditions/full_time_staff` → 条件“专职人员不少于3名”, `forms/application/section_1/…` →
 * 申报表“一 单位基本情况”. A place it does not know is left out.
 */
export function namesOf(procedures: Procedure[], wordOf: (kind: string) => string): (place: string) => string {
  return (place) => {
    const [first = '', second = '', third = ''] = place.split('/')
    if (first === 'forms') {
      const form = procedures.map((procedure) => procedure.form).find((each) => each?.id === second)
      const section = form?.sections.find((each) => each.id === third)
      return section ? `${wordOf('forms')}${quote(`${section.number} ${textOf(section.title)}`)}` : form ? wordOf('forms') : ''
    }
    const procedure = procedures.find((each) => each.id === first)
    if (!procedure || !kinds.includes(second)) return ''
    const items: { id: string; label: Schema<'Text'> }[] = second === 'conditions' ? procedure.conditions : second === 'materials' ? procedure.materials : second === 'actions' ? procedure.actions : second === 'terms' ? procedure.terms : []
    const label = textOf(items.find((item) => item.id === third)?.label)
    return label ? `${wordOf(second)}${quote(label)}` : wordOf(second)
  }
}

function quote(text: string): string {
  return language.value === 'en' ? ` “${text}”` : `“${text}”`
}
