import { expect, it } from 'vitest'
import type { Schema } from '@/api'
import { namesOf } from './bindings'

const text = (zh: string) => ({ zh, en: zh })
const procedure = {
  id: 'filing', act_id: 'a', label: text('备案'), states: [], actions: [{ id: 'submit', label: text('提交申报') }], terms: [], materials: [],
  conditions: [{ id: 'staff', label: text('专职人员不少于3名'), cites: [] }],
  form: { id: 'application', title: text('申报表'), sections: [{ id: 'section_1', number: '一', title: text('基本情况'), filled_by: '', fields: [] }] },
} as unknown as Schema<'Procedure'>

it('says in words what an article is carried out by', () => {
  const words = namesOf([procedure], (kind) => `<${kind}>`)
  expect(words('filing/conditions/staff')).toBe('<conditions>“专职人员不少于3名”')
  expect(words('filing/actions/submit')).toBe('<actions>“提交申报”')
  expect(words('filing/window')).toBe('<window>')
  expect(words('forms/application/section_1/name')).toBe('<forms>“一 基本情况”')
  expect(words('nothing/known')).toBe('')
})
