import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { Problem } from '@/api'
import { expectAccessible } from '../../tests/axe'
import AppButton from './AppButton.vue'
import EmptyState from './EmptyState.vue'
import ErrorState from './ErrorState.vue'
import LoadingState from './LoadingState.vue'
import Pager from './Pager.vue'
import ProblemSummary from './ProblemSummary.vue'
import StatusMark from './StatusMark.vue'
import UnreadBadge from './UnreadBadge.vue'

describe('AppButton', () => {
  it('is a button, or a link where it leads somewhere', async () => {
    const button = mount(AppButton, { attachTo: document.body, props: { kind: 'primary', type: 'submit' }, slots: { default: '提交' } })
    expect(button.element.tagName).toBe('BUTTON')
    expect(button.attributes('type')).toBe('submit')
    const link = mount(AppButton, { attachTo: document.body, props: { to: '/notices' }, slots: { default: '公示' } })
    expect(link.element.tagName).toBe('A')
    expect(link.attributes('href')).toBe('/notices')
    await expectAccessible()
  })

  it('cannot be pressed twice while busy', async () => {
    const button = mount(AppButton, { props: { isBusy: true }, slots: { default: '提交' } })
    await button.trigger('click')
    expect(button.emitted('click')).toBeUndefined()
  })
})

describe('states of a page', () => {
  it('EmptyState says what would be here and how to get it', async () => {
    const wrapper = mount(EmptyState, { attachTo: document.body, props: { title: '还没有公示', hint: '发布后在这里显示' } })
    expect(wrapper.text()).toBe('还没有公示发布后在这里显示')
    await expectAccessible()
  })

  it('ErrorState names the incident and offers a retry only where the outcome is unknown', async () => {
    const broken = mount(ErrorState, { attachTo: document.body, props: { problem: new Problem({ title: '数据库暂时不可用', instance: 'k7' }, 503), kept: '草稿已保存' } })
    expect(broken.text()).toContain('k7')
    expect(broken.text()).toContain('草稿已保存')
    await broken.get('button').trigger('click')
    expect(broken.emitted('retry')).toHaveLength(1)
    const absent = mount(ErrorState, { props: { problem: new Problem({}, 404) } })
    expect(absent.find('button').exists()).toBe(false)
    expect(absent.text()).toContain('没有找到')
    await expectAccessible()
  })

  it('LoadingState keeps the layout and is announced', async () => {
    const wrapper = mount(LoadingState, { attachTo: document.body, props: { lines: 3 } })
    expect(wrapper.findAll('.bar')).toHaveLength(3)
    expect(wrapper.attributes('role')).toBe('status')
    await expectAccessible()
  })

  it('Pager asks for more only while there is more', async () => {
    const wrapper = mount(Pager, { attachTo: document.body, props: { shown: 20, total: 61, hasMore: true } })
    expect(wrapper.text()).toContain('共61条，已显示20条')
    await wrapper.get('button').trigger('click')
    expect(wrapper.emitted('more')).toHaveLength(1)
    await wrapper.setProps({ hasMore: false })
    expect(wrapper.find('button').exists()).toBe(false)
    await expectAccessible()
  })

  it('UnreadBadge is silent at zero and short above 99', async () => {
    expect(mount(UnreadBadge, { props: { count: 0 } }).text()).toBe('')
    const wrapper = mount(UnreadBadge, { attachTo: document.body, props: { count: 120 } })
    expect(wrapper.text()).toContain('99+')
    expect(wrapper.text()).toContain('120条未读')
    await expectAccessible()
  })

  it('StatusMark is a word with a sign, never colour alone', async () => {
    const wrapper = mount(StatusMark, { attachTo: document.body, props: { tone: 'good' }, slots: { default: '有效' } })
    expect(wrapper.text()).toContain('✓')
    expect(wrapper.text()).toContain('有效')
    await expectAccessible()
  })
})

describe('ProblemSummary', () => {
  it('lists the findings with links to their fields, takes the focus and leads there', async () => {
    const problem = new Problem({ title: '不能提交', detail: '有两处不符合', errors: [
      { field: 'name', message: '请填写单位名称' },
      { message: '专职人员不足', cure: '补足3名', cites: ['shenyang_outlet_2024/art_4_1'] }] }, 422)
    const wrapper = mount({ components: { ProblemSummary }, props: ['problem'], template: '<div><ProblemSummary :problem="problem" /><label for="name">名称</label><input id="name"></div>' }, { attachTo: document.body, props: { problem: null } })
    expect(wrapper.text()).toBe('名称')
    await wrapper.setProps({ problem })
    await new Promise((resolve) => setTimeout(resolve))
    expect(document.activeElement?.classList.contains('summary')).toBe(true)
    expect(wrapper.text()).toContain('第四条（一）')
    expect(wrapper.text()).toContain('补足3名')
    await wrapper.get('a').trigger('click')
    expect(document.activeElement?.id).toBe('name')
    await expectAccessible()
  })
})
