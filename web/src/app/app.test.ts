import { config, mount } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createMemoryHistory } from 'vue-router'
import { account, session, type Session } from '@/api'
import { i18n } from '@/ui/i18n'
import { expectAccessible } from '../../tests/axe'
import { settled } from '../../tests/page'
import { answerWith } from '../../tests/server'
import App from './App.vue'
import { createSiteRouter } from './router'

const visitor = { account: null, is_demonstration_mode: false, business_today: '2024-10-04' }
const signedIn = (role: string) => ({ ...visitor, is_demonstration_mode: true, unread_messages: 3, account: { id: 'a', login_name: 'a', display_name: '王晓', state: 'active', grants: [{ role }] } })
const quiet = { 'GET /api/windows': { items: [] }, 'GET /api/notices': { items: [] } }

async function open(address: string) {
  const router = createSiteRouter(createMemoryHistory())
  const plugins = config.global.plugins
  config.global.plugins = [i18n, router]
  await router.push(address)
  const wrapper = mount(App, { attachTo: document.body })
  config.global.plugins = plugins
  await vi.waitFor(() => expect(document.querySelector('main h1')).not.toBeNull(), { timeout: 8000 })
  await settled()
  return { wrapper, router }
}

afterEach(() => {
  vi.unstubAllGlobals()
  session.value = null
})

describe('the shell', () => {
  it('shows a visitor the public pages and how to sign in', async () => {
    answerWith({ ...quiet, 'GET /api/session': visitor })
    const { wrapper } = await open('/')
    const words = wrapper.get('nav').text()
    expect(words).toContain('网点名录')
    expect(words).not.toContain('本单位')
    expect(wrapper.text()).not.toContain('演示环境')
    expect(document.title).toContain('知点')
    await expectAccessible()
    wrapper.unmount()
  })

  it('shows an institution its own pages, the unread count and the demonstration date', async () => {
    answerWith({ ...quiet, 'GET /api/session': signedIn('applicant_staff') })
    const { wrapper } = await open('/')
    expect(wrapper.get('nav').text()).toContain('本单位')
    expect(wrapper.get('nav').text()).toContain('3条未读')
    expect(wrapper.get('aside').text()).toContain('2024年10月4日')
    expect(wrapper.get('aside').find('button').exists()).toBe(false)
    wrapper.unmount()
  })

  it('lets a system administrator advance the date', async () => {
    answerWith({ ...quiet, 'GET /api/session': signedIn('system_administrator') })
    const { wrapper } = await open('/')
    expect(wrapper.get('aside').get('button').text()).toBe('推进日期')
    wrapper.unmount()
  })

  it('sends a visitor to sign in and remembers the page, and hides what is not for a role', async () => {
    answerWith({ ...quiet, 'GET /api/session': visitor, 'GET /api/demonstration-accounts': { items: [], password: '' } })
    const first = await open('/organisation')
    expect(first.router.currentRoute.value.fullPath).toBe('/sign-in?next=/organisation')
    first.wrapper.unmount()
    session.value = signedIn('expert') as Session
    answerWith({ ...quiet, 'GET /api/session': signedIn('expert') })
    const second = await open('/organisation')
    expect(second.wrapper.text()).toContain('没有找到这个页面')
    second.wrapper.unmount()
  })

  it('moves the focus to the heading after a change of page', async () => {
    answerWith({ ...quiet, 'GET /api/session': visitor, 'GET /api/regulations': { items: [] } })
    const { wrapper, router } = await open('/')
    await router.push('/nowhere')
    await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('没有找到这个页面'), { timeout: 4000 })
    expect(account.value).toBeNull()
    wrapper.unmount()
  })
})
