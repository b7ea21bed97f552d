import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import { expectAccessible } from '../../tests/axe'
import CheckBox from './CheckBox.vue'
import CheckGroup from './CheckGroup.vue'
import ChoiceGroup from './ChoiceGroup.vue'
import LongText from './LongText.vue'
import NativeDate from './NativeDate.vue'
import NativeSelect from './NativeSelect.vue'
import NumberInput from './NumberInput.vue'
import TextInput from './TextInput.vue'

const options = [{ value: 'a', label: '甲' }, { value: 'b', label: '乙' }]

describe('TextInput', () => {
  it('ties label, hint and errors to its control', async () => {
    const wrapper = mount(TextInput, { attachTo: document.body, props: { name: 'unit', label: '单位名称', hint: '写全称', errors: ['不能为空'], isRequired: true } })
    await nextTick()
    const input = wrapper.get('input')
    expect(input.attributes('id')).toBe('unit')
    expect(wrapper.get('label').attributes('for')).toBe('unit')
    expect(input.attributes('aria-describedby')).toBe('unit-hint unit-error')
    expect(input.attributes('aria-invalid')).toBe('true')
    await input.setValue('沈阳')
    expect(wrapper.emitted('update:modelValue')?.at(-1)).toEqual(['沈阳'])
    await expectAccessible()
  })

  it('says that an answer is optional', () => {
    expect(mount(TextInput, { props: { name: 'a', label: '网址' } }).text()).toContain('选填')
  })
})

describe('LongText', () => {
  const make = (text: string) => mount(LongText, { attachTo: document.body, props: { name: 'basis', label: '工作基础', modelValue: text, targetWords: 10 } })

  it('counts words and places them in the band of 80 to 120 percent', async () => {
    expect(make('一二三四五六七').text()).toContain('偏少')
    expect(make('一二三四五六七八').text()).toContain('篇幅合适')
    expect(make('一二三四五六七八九十一二').text()).toContain('篇幅合适')
    expect(make('一二三四五六七八九十一二三').text()).toContain('偏多')
    expect(make('一二三').get('textarea').attributes('aria-describedby')).toContain('basis-count')
  })

  it('is accessible', async () => {
    make('一二三')
    await expectAccessible()
  })
})

describe('choices and dates', () => {
  it('NativeSelect offers its options and an empty one', async () => {
    const wrapper = mount(NativeSelect, { attachTo: document.body, props: { name: 'kind', label: '类别', options } })
    expect(wrapper.findAll('option')).toHaveLength(3)
    await wrapper.get('select').setValue('b')
    expect(wrapper.emitted('update:modelValue')?.[0]).toEqual(['b'])
    await expectAccessible()
  })

  it('NativeDate says the weekday', async () => {
    const wrapper = mount(NativeDate, { attachTo: document.body, props: { name: 'on', label: '日期', modelValue: '2024-10-08' } })
    expect(wrapper.text()).toContain('2024年10月8日（周二）')
    await expectAccessible()
  })

  it('ChoiceGroup and CheckGroup are named groups', async () => {
    const one = mount(ChoiceGroup, { attachTo: document.body, props: { name: 'fee', label: '收费', options } })
    await one.findAll('input')[1]?.setValue()
    expect(one.emitted('update:modelValue')?.[0]).toEqual(['b'])
    const many = mount(CheckGroup, { attachTo: document.body, props: { name: 'ip', label: '类别', options, modelValue: ['a'] } })
    await many.findAll('input')[1]?.setValue(true)
    expect(many.emitted('update:modelValue')?.[0]).toEqual([['a', 'b']])
    expect(many.element.tagName).toBe('FIELDSET')
    await expectAccessible()
  })

  it('CheckBox is labelled', async () => {
    const wrapper = mount(CheckBox, { attachTo: document.body, props: { name: 'anonymous', label: '匿名' } })
    await wrapper.get('input').setValue(true)
    expect(wrapper.emitted('update:modelValue')?.[0]).toEqual([true])
    await expectAccessible()
  })

  it('NumberInput keeps out what is no digit', async () => {
    const wrapper = mount(NumberInput, { attachTo: document.body, props: { name: 'n', label: '人数' } })
    await wrapper.get('input').setValue('１2人')
    expect(wrapper.emitted('update:modelValue')?.at(-1)).toEqual([12])
    await wrapper.get('input').setValue('')
    expect(wrapper.emitted('update:modelValue')?.at(-1)).toEqual([null])
    await expectAccessible()
  })
})
