import { config, disableAutoUnmount, enableAutoUnmount } from '@vue/test-utils'
import { afterEach, beforeAll, vi } from 'vitest'
import { i18n, setLanguage } from '@/ui/i18n'
import { makeRouter } from './page'

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
config.global.plugins = [i18n, makeRouter()]

beforeAll(async () => {
  await setLanguage('zh-CN')
})

// What one test mounted must not answer to the next one's language or session.
disableAutoUnmount()
enableAutoUnmount(afterEach)

afterEach(() => {
  document.body.innerHTML = ''
})
