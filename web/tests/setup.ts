import { config, disableAutoUnmount, enableAutoUnmount } from '@vue/test-utils'
import { afterEach, beforeAll, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { i18n, setLanguage } from '@/ui/i18n'

class QuietObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}
vi.stubGlobal('ResizeObserver', QuietObserver)
HTMLCanvasElement.prototype.getContext = () => null
window.scrollTo = () => undefined
Element.prototype.scrollIntoView = () => undefined

/** Every component is mounted with the languages and with a router that knows every path. */
const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/:rest(.*)*', component: { render: () => null } }] })
config.global.plugins = [i18n, router]

beforeAll(async () => {
  await setLanguage('zh-CN')
})

// What one test mounted must not answer to the next one's language or session.
disableAutoUnmount()
enableAutoUnmount(afterEach)

afterEach(() => {
  document.body.innerHTML = ''
})
