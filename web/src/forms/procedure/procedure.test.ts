import { mount } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { nextTick, ref } from 'vue'
import { setLanguage } from '@/ui/i18n'
import { expectAccessible } from '../../../tests/axe'
import { completion, controlId, FieldInput, isAsked, missingPaths, SectionAnswers, titleOf, trimmed, type FieldDefinition, type SectionDefinition } from '.'

const text = (zh: string, en = zh) => ({ zh, en })
const field = (id: string, type: string, more: object = {}) => ({ id, type, label: text(id), required: true, ...more }) as unknown as FieldDefinition
const people = field('people', 'list', { at_least: 2, at_most: 3, item: [field('name', 'text'), field('certificates', 'text', { required: false }), field('employment', 'choice', { options: [{ value: 'full_time', label: text('专职') }, { value: 'part_time', label: text('兼职') }] })] })
const section = { id: 'section_3', number: '三', title: text('服务团队', 'Service team'), filled_by: 'applicant', fields: [field('overview', 'long_text'), people] } as unknown as SectionDefinition

afterEach(() => setLanguage('zh-CN'))

describe('what is missing', () => {
  it('names each empty required answer inside the blocks of a list, and the list while it is too short', () => {
    expect(missingPaths(section.fields, { overview: '概况', people: [{ name: '甲' }] }, 'section_3')).toEqual(['section_3.people', 'section_3.people.0.employment'])
    expect(missingPaths(section.fields, { overview: '概况', people: [{ name: '甲', employment: 'full_time' }, { name: '乙', employment: 'part_time' }] }, 'section_3')).toEqual([])
  })

  it('tells a section nobody has begun from one begun and one complete', () => {
    expect(completion(section, undefined)).toBe('empty')
    expect(completion(section, { overview: '', people: [] })).toBe('empty')
    expect(completion(section, { overview: '概况' })).toBe('begun')
    expect(completion({ ...section, fields: [section.fields[0]!] }, { overview: '概况' })).toBe('complete')
  })

  it('sends nothing that nobody wrote, and keeps false and zero', () => {
    const fields = [field('a', 'text'), field('n', 'integer'), field('yes', 'boolean'), people]
    expect(trimmed(fields, { a: '', n: 0, yes: false, people: [{ name: '甲', certificates: '' }], stranger: 'x' })).toEqual({ n: 0, yes: false, people: [{ name: '甲' }] })
  })
})

it('a section is asked once its item is ticked', () => {
  const ticks = { ...section, id: 'section_1', fields: [field('items', 'choices', { options: [{ value: 'name', label: text('名称') }] })] } as unknown as SectionDefinition
  const name = { ...section, id: 'section_2', asked_for: 'name' }
  const given = (items: string[]) => (id: string) => (id === 'section_1' ? { items } : undefined)
  expect(isAsked([ticks, name], name, given([]))).toBe(false)
  expect(isAsked([ticks, name], name, given(['name']))).toBe(true)
  expect(isAsked([ticks, name], ticks, given([]))).toBe(true)
})

it('a section is numbered as the language writes it', async () => {
  expect(titleOf(section)).toBe('三、服务团队')
  await setLanguage('en')
  expect(titleOf(section)).toBe('3. Service team')
})

async function open(definition: FieldDefinition, path: string, start: unknown, errors: Record<string, string[]> = {}) {
  const value = ref(start)
  const wrapper = mount({ components: { FieldInput }, setup: () => ({ definition, path, value, errors }), template: '<main><FieldInput v-model="value" :field="definition" :path="path" :errors="errors" /></main>' }, { attachTo: document.body })
  await nextTick()
  await nextTick()
  return { wrapper, value }
}

describe('a list of blocks', () => {
  it('has one block per person; adding puts the reader into the new one, removing takes the right one', async () => {
    const { wrapper, value } = await open(people, 'section_3.people', [{ name: '甲', employment: 'full_time' }, { name: '乙', employment: 'part_time' }])
    expect(wrapper.findAll('.block')).toHaveLength(2)
    await wrapper.findAll('button').at(-1)?.trigger('click')
    await nextTick()
    expect(value.value).toHaveLength(3)
    expect(document.activeElement?.id).toBe(controlId('section_3.people.2.name'))
    expect(wrapper.text(), 'no more than three').not.toContain('添加people')
    await wrapper.findAll('.block')[0]?.get('button').trigger('click')
    expect((value.value as { name?: string }[]).map((person) => person.name)).toEqual(['乙', undefined])
    await expectAccessible()
  })

  it('changes only the answer that was written', async () => {
    const { wrapper, value } = await open(people, 'section_3.people', [{ name: '甲', employment: 'full_time' }, { name: '乙', employment: 'part_time' }])
    await wrapper.get(`#${controlId('section_3.people.1.name')}`).setValue('丙')
    expect(value.value).toEqual([{ name: '甲', employment: 'full_time' }, { name: '丙', employment: 'part_time' }])
  })

  it('shows an error at the block it belongs to and ties it to the control', async () => {
    const { wrapper } = await open(people, 'section_3.people', [{ name: '' }], { 'section_3.people.0.name': ['请填写姓名'] })
    const control = wrapper.get(`#${controlId('section_3.people.0.name')}`)
    expect(control.attributes('aria-invalid')).toBe('true')
    const described = control.attributes('aria-describedby')?.split(' ').map((id) => document.getElementById(id)?.textContent).join()
    expect(described).toContain('请填写姓名')
  })
})

it('a number is kept as a number, and letters are kept out', async () => {
  const { wrapper, value } = await open(field('headcount', 'integer'), 'section_1.headcount', null)
  await wrapper.get('input').setValue('４6人')
  expect(value.value).toBe(46)
})

it('a long text counts its words against the target band', async () => {
  const { wrapper } = await open(field('basis', 'long_text', { target_words: 10 }), 'section_2.basis', '一二三')
  expect(wrapper.text()).toContain('偏少')
  await wrapper.get('textarea').setValue('一二三四五六七八九十')
  expect(wrapper.text()).toContain('篇幅合适')
  await wrapper.get('textarea').setValue('一二三四五六七八九十一二三')
  expect(wrapper.text()).toContain('偏多')
})

it('answers are read with the words of the options, remarks beside their field', () => {
  const wrapper = mount(SectionAnswers, { props: { fields: section.fields, answers: { overview: '', people: [{ name: '甲', employment: 'part_time' }] }, path: 'section_3', remarks: { 'section_3.people.0.name': ['请写全名'] } } })
  expect(wrapper.text()).toContain('兼职')
  expect(wrapper.text()).not.toContain('part_time')
  expect(wrapper.text()).toContain('—')
  expect(wrapper.get('.item').text()).toContain('请写全名')
})
