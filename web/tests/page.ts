import { config, flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import type { Component } from 'vue'
import { createMemoryHistory, createRouter, type Router } from 'vue-router'
import { i18n } from '@/ui/i18n'

export interface Page {
  wrapper: VueWrapper
  router: Router
}

/** Mounts a page at an address, with a router of its own that knows every path, and waits until it has loaded. */
export async function openPage(component: Component, address: string, props: Record<string, unknown> = {}): Promise<Page> {
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/:rest(.*)*', component: { render: () => null } }] })
  await router.push(address)
  const plugins = config.global.plugins
  config.global.plugins = [i18n, router]
  const wrapper = mount(component, { attachTo: document.body, props })
  config.global.plugins = plugins
  await flushPromises()
  await flushPromises()
  return { wrapper, router }
}
