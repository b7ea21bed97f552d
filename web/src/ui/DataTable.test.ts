import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { expectAccessible } from '../../tests/axe'
import DataTable from './DataTable.vue'

const columns = [{ key: 'name', label: '名称', isName: true }, { key: 'days', label: '天数', isNumber: true }]
const rows = [{ id: 'a', name: '甲', days: 3 }, { id: 'b', name: '乙', days: null }]
const make = (props: object = {}) => mount(DataTable<{ id: string; name: string; days: number | null }>, {
  attachTo: document.body, props: { caption: '案件', columns, rows, rowKey: (row) => row.id, rowName: (row) => row.name, ...props },
})

describe('DataTable', () => {
  it('labels every cell, for the cards of narrow screens', async () => {
    const wrapper = make()
    expect(wrapper.findAll('tbody td').map((cell) => cell.attributes('data-label'))).toEqual(['名称', '天数', '名称', '天数'])
    expect(wrapper.findAll('tbody td').map((cell) => cell.text())).toEqual(['甲', '3', '乙', ''])
    await expectAccessible()
  })

  it('is worked by keyboard: j and k move, x marks, Enter opens', async () => {
    const wrapper = make({ isSelectable: true })
    const table = wrapper.get('table')
    await table.trigger('keydown', { key: 'j' })
    await table.trigger('keydown', { key: 'j' })
    expect(document.activeElement?.textContent).toContain('乙')
    await wrapper.findAll('tbody tr')[1]?.trigger('keydown', { key: 'x' })
    expect(wrapper.emitted('update:selected')?.at(-1)).toEqual([['b']])
    await table.trigger('keydown', { key: 'k' })
    await wrapper.findAll('tbody tr')[0]?.trigger('keydown', { key: 'Enter' })
    expect(wrapper.emitted('open')?.[0]).toEqual([rows[0]])
    await expectAccessible()
  })

  it('marks all and none', async () => {
    const wrapper = make({ isSelectable: true, selected: [] })
    await wrapper.get('thead input').setValue(true)
    expect(wrapper.emitted('update:selected')?.at(-1)).toEqual([['a', 'b']])
    await wrapper.setProps({ selected: ['a', 'b'] })
    await wrapper.get('thead input').trigger('change')
    expect(wrapper.emitted('update:selected')?.at(-1)).toEqual([[]])
  })
})
