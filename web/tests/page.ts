import { config, mount, type VueWrapper } from '@vue/test-utils'
import { vi } from 'vitest'
import type { Component } from 'vue'
import { createMemoryHistory, createRouter, type Router } from 'vue-router'
import { i18n } from '@/ui/i18n'
import { requestsUnderWay } from './server'

export interface Page {
  wrapper: VueWrapper
  router: Router
}

const quietTurns = 5
const patience = 10_000
const laterOn = setTimeout // a test may put a clock of its own in its place

let navigations = 0
let changes = 0
new MutationObserver(() => { changes += 1 }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true })

/** A router that knows every path and whose navigations are waited for by settled(). */
export function makeRouter(): Router {
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/:rest(.*)*', component: { render: () => null } }] })
  let isNavigating = false
  const mark = (is: boolean) => {
    if (is !== isNavigating) navigations += is ? 1 : -1
    isNavigating = is
  }
  router.beforeEach(() => { mark(true) })
  router.afterEach(() => { mark(false) })
  router.onError(() => { mark(false) })
  return router
}

/** Waits until no request, navigation or import is under way and the page has not changed for several turns, however many that takes. */
export async function settled(): Promise<void> {
  const until = performance.now() + patience
  for (let quiet = 0, seen = changes; quiet < quietTurns; quiet += 1) {
    await vi.dynamicImportSettled()
    await new Promise((resolve) => laterOn(resolve, 0))
    if (requestsUnderWay() > 0 || navigations > 0 || seen !== changes) quiet = -1
    seen = changes
    if (performance.now() > until) throw new Error(`the page does not settle: ${requestsUnderWay()} requests, ${navigations} navigations under way`)
  }
}

/** Mounts a page at an address, with a router of its own, and waits until it has loaded. */
export async function openPage(component: Component, address: string, props: Record<string, unknown> = {}): Promise<Page> {
  const router = makeRouter()
  await router.push(address)
  const plugins = config.global.plugins
  config.global.plugins = [i18n, router]
  const wrapper = mount(component, { attachTo: document.body, props })
  config.global.plugins = plugins
  await settled()
  return { wrapper, router }
}
