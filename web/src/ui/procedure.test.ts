import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { expectAccessible } from '../../tests/axe'
import { layOut } from './diagram'
import { mainPath, type Procedure } from './procedure'
import StateDiagram from './StateDiagram.vue'
import StateTrack from './StateTrack.vue'

const text = (zh: string) => ({ zh, en: zh })
const state = (id: string, label: string, is_final = false) => ({ id, label: text(label), is_final })
const action = (id: string, from: string[], to: string, more: object = {}) => ({ id, label: text(id), from, to, party: ['applicant'], input: [], signs: [], cites: ['art_6_1'], ...more })

const procedure: Procedure = {
  id: 'filing', act_id: 'shenyang_outlet_2024', label: text('备案'), initial: 'draft',
  states: [state('draft', '草稿'), state('verifying', '待核实'), state('returned', '退回补正'), state('examining', '待审核'), state('filed', '已备案', true), state('refused', '不予备案', true), state('withdrawn', '已撤回', true)],
  actions: [
    action('submit', ['draft'], 'verifying'), action('resubmit', ['returned'], 'verifying'), action('return', ['verifying', 'examining'], 'returned', { is_return: true }),
    action('recommend', ['verifying'], 'examining'), action('refuse', ['examining'], 'refused', { is_refusal: true }),
    action('file', ['examining'], 'filed', { effect: 'grant_status' }), action('withdraw', ['draft', 'verifying', 'examining'], 'withdrawn'),
  ],
  terms: [], conditions: [], materials: [],
}

describe('mainPath', () => {
  it('follows the forward actions to the state that grants the status', () => {
    expect(mainPath(procedure)).toEqual(['draft', 'verifying', 'examining', 'filed'])
  })

  it('ends in no endless walk where actions lead back', () => {
    const circle = { ...procedure, actions: [action('go', ['draft'], 'verifying'), action('back', ['verifying'], 'draft')] }
    expect(mainPath(circle)).toEqual([])
  })
})

describe('layOut', () => {
  it('gives every state its own place and every transition a line', () => {
    const diagram = layOut(procedure)
    expect(new Set(diagram.nodes.map((node) => `${node.x}/${node.y}`)).size).toBe(procedure.states.length)
    expect(diagram.edges).toHaveLength(procedure.actions.reduce((sum, each) => sum + each.from.length, 0))
  })
})

describe('StateTrack', () => {
  it('marks what is done, where the case stands and what is ahead', async () => {
    const wrapper = mount(StateTrack, { attachTo: document.body, props: { procedure, state: 'examining', since: '2024-09-20', holder: '市知识产权局', history: [{ to: 'verifying', on: '2024-09-10' }] } })
    expect(wrapper.findAll('li').map((item) => item.attributes('data-place'))).toEqual(['done', 'done', 'here', 'ahead'])
    expect(wrapper.text()).toContain('由市知识产权局办理')
    await expectAccessible()
  })

  it('names a state beside the way', () => {
    const wrapper = mount(StateTrack, { props: { procedure, state: 'returned', history: [{ to: 'verifying', on: '2024-09-10' }] } })
    expect(wrapper.get('.now').text()).toContain('退回补正')
    expect(wrapper.findAll('li').map((item) => item.attributes('data-place'))).toEqual(['done', 'done', 'ahead', 'ahead'])
  })
})

describe('StateDiagram', () => {
  it('draws the states and explains every numbered line in a table', async () => {
    const wrapper = mount(StateDiagram, { attachTo: document.body, props: { procedure, state: 'draft' } })
    expect(wrapper.findAll('svg rect')).toHaveLength(procedure.states.length)
    expect(wrapper.findAll('tbody tr')).toHaveLength(procedure.actions.length)
    expect(wrapper.get('tbody tr').text()).toContain('待核实')
    await expectAccessible()
  })
})
