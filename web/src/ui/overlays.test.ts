import { mount } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import { expectAccessible } from '../../tests/axe'
import AppDialog from './AppDialog.vue'
import AppDrawer from './AppDrawer.vue'

describe.each([['AppDialog', AppDialog], ['AppDrawer', AppDrawer]])('%s', (_name, component) => {
  it('is a named dialog that its button closes', async () => {
    const wrapper = mount(component, { attachTo: document.body, props: { title: '第六条', modelValue: true }, slots: { default: '<p>内容</p>' } })
    await vi.waitFor(() => expect(document.querySelector('[role="dialog"]')).not.toBeNull())
    const dialog = document.querySelector('[role="dialog"]') as HTMLElement
    expect(dialog.textContent).toContain('内容')
    expect(document.getElementById(dialog.getAttribute('aria-labelledby') ?? '')?.textContent ?? dialog.getAttribute('aria-label')).toContain('第六条')
    await expectAccessible()
    ;(dialog.querySelector('button') as HTMLElement).click()
    await vi.waitFor(() => expect(wrapper.emitted('update:modelValue')?.at(-1)).toEqual([false]))
    wrapper.unmount()
  })
})
