import { afterEach, describe, expect, it, vi } from 'vitest'
import { session, type Session } from '@/api'
import { expectAccessible } from '../../../tests/axe'
import { openPage, settled } from '../../../tests/page'
import { answerWith } from '../../../tests/server'
import DeliveriesPage from './DeliveriesPage.vue'
import MailSettings from './MailSettings.vue'
import WebhookSettings from './WebhookSettings.vue'

const none = { is_mail_set_up: true, address: '', pending_address: '', language: 'zh', topics: [{ id: 'cases', name: '申报办理', is_wanted: true }, { id: 'reviews', name: '专家评审', is_wanted: true }], version: 4 }

afterEach(() => {
  vi.unstubAllGlobals()
  session.value = null
})

describe('notification by mail', () => {
  it('asks for an address, then for the code, then what to send', async () => {
    let settings: object = none
    const requests = answerWith({
      'GET /api/delivery-settings': () => settings,
      'PUT /api/delivery-settings/address': () => (settings = { ...none, pending_address: 'a@example.org' }),
      'POST /api/delivery-settings/confirmation': () => (settings = { ...none, address: 'a@example.org' }),
      'PUT /api/delivery-settings': () => settings,
    })
    const { wrapper } = await openPage(MailSettings, '/account')
    await wrapper.get('#delivery-address').setValue(' a@example.org ')
    await wrapper.get('form').trigger('submit')
    await settled()
    expect(wrapper.text()).toContain('确认码已发送到 a@example.org')
    await wrapper.get('#delivery-code').setValue('abcd-2345')
    await expectAccessible()
    await wrapper.get('form').trigger('submit')
    await settled()
    expect(wrapper.text()).toContain('消息发送到 a@example.org')
    await wrapper.get('input[value="reviews"]').setValue(false)
    await wrapper.get('form').trigger('submit')
    await settled()
    const kept = requests.find((one) => one.method === 'PUT' && one.path === '/api/delivery-settings')
    expect(JSON.parse(kept?.body ?? '')).toEqual({ language: 'zh', muted_topics: ['reviews'] })
    expect(kept?.headers.get('If-Match')).toBe('"v4"')
    expect(JSON.parse(requests.find((one) => one.path.endsWith('/address'))?.body ?? '')).toEqual({ address: 'a@example.org' })
    await expectAccessible()
    wrapper.unmount()
  })

  it('says where mail is not set up, and offers nothing', async () => {
    answerWith({ 'GET /api/delivery-settings': { ...none, is_mail_set_up: false } })
    const { wrapper } = await openPage(MailSettings, '/account')
    expect(wrapper.text()).toContain('未设置发信服务器')
    expect(wrapper.find('form').exists()).toBe(false)
    wrapper.unmount()
  })

  it('shows a refusal beside the field', async () => {
    answerWith({ 'GET /api/delivery-settings': none, 'PUT /api/delivery-settings/address': () => Response.json({ id: 'outbound.bad_mail_address', title: '电子邮箱地址不正确。' }, { status: 422 }) })
    const { wrapper } = await openPage(MailSettings, '/account')
    await wrapper.get('form').trigger('submit')
    await settled()
    expect(wrapper.text()).toContain('电子邮箱地址不正确')
    wrapper.unmount()
  })
})

describe('the webhook', () => {
  it('is set for the body the reader stands for and shows its secret once', async () => {
    session.value = { account: { id: 'a', login_name: 'a', display_name: '李明', state: 'active', grants: [{ role: 'authority_officer', authority_id: 'c', authority_name: '市局' }] }, is_demonstration_mode: false, business_today: '2024-10-04' } as Session
    let items: object[] = []
    const made = { id: 'w', authority_id: 'c', organisation_id: null, format: 'json', host: 'https://hooks.example.org', has_secret: true, language: 'zh', version: 1 }
    const requests = answerWith({
      'GET /api/webhooks': () => ({ is_set_up: true, items }),
      'POST /api/webhooks': () => {
        items = [made]
        return Response.json({ ...made, secret: 'once-only' }, { status: 201 })
      },
    })
    const { wrapper } = await openPage(WebhookSettings, '/account')
    expect(wrapper.text()).toContain('市局')
    await wrapper.get('#webhook-url').setValue('https://hooks.example.org/x?key=1')
    await expectAccessible()
    await wrapper.get('form').trigger('submit')
    await settled()
    expect(JSON.parse(requests.find((one) => one.method === 'POST')?.body ?? '')).toEqual({ url: 'https://hooks.example.org/x?key=1', format: 'json', authority_id: 'c' })
    expect(wrapper.text()).toContain('once-only')
    expect(wrapper.text()).toContain('正在推送到 https://hooks.example.org')
    expect(wrapper.find('form').exists()).toBe(false)
    await expectAccessible()
    wrapper.unmount()
  })
})

describe('what was sent', () => {
  it('says what arrived, what did not and why', async () => {
    const line = { id: '1', channel: 'mail', state: 'failed', attempts: 3, text: '申报已受理', reason: '无法连接对方服务器。', created_at: '2024-10-04T01:00:00.000Z', next_attempt_at: '2024-10-04T02:00:00.000Z', sent_at: null }
    answerWith({ 'GET /api/deliveries': { items: [line, { ...line, id: '2', state: 'sent', reason: '', attempts: 1, sent_at: '2024-10-04T01:00:03.000Z' }], next_cursor: null } })
    const { wrapper } = await openPage(DeliveriesPage, '/deliveries')
    expect(wrapper.text()).toContain('无法连接对方服务器')
    expect(wrapper.text()).toContain('已尝试3次')
    expect(wrapper.text()).toContain('已发出')
    await expectAccessible()
    wrapper.unmount()
  })

  it('shows the system administrator whose it was, not what it says', async () => {
    answerWith({ 'GET /api/all-deliveries': { items: [{ id: '1', channel: 'mail', state: 'given_up', attempts: 1, login_name: 'li', reason: '对方服务器拒绝接收（550）。', created_at: '2024-10-04T01:00:00.000Z' }], next_cursor: null } })
    const { wrapper } = await openPage(DeliveriesPage, '/all-deliveries')
    expect(wrapper.text()).toContain('li')
    expect(wrapper.text()).toContain('550')
    wrapper.unmount()
  })
})
