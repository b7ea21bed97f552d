import { afterEach, expect, it, vi } from 'vitest'
import { session } from '@/api'
import { expectAccessible } from '../../../tests/axe'
import { openPage, settled } from '../../../tests/page'
import { answerWith, lastOf } from '../../../tests/server'
import MessagesPage from './MessagesPage.vue'

const items = [{ id: '1', kind: 'k', text: '被退回补正', link: '/cases/c1', created_at: '2024-10-03T02:12:00Z' }, { id: '2', kind: 'k', text: '已提交', link: '/cases/c1', created_at: '2024-09-20T02:00:00Z', read_at: '2024-09-21T02:00:00Z' }]

afterEach(() => {
  vi.unstubAllGlobals()
  session.value = null
})

it('a message is marked as read when it is opened', async () => {
  const requests = answerWith({ 'GET /api/messages': { items, unread: 1 }, 'POST /api/messages/read': () => new Response(null, { status: 204 }), 'GET /api/session': { account: null } })
  const { wrapper, router } = await openPage(MessagesPage, '/messages')
  expect(wrapper.findAll('li[data-unread]')).toHaveLength(1)
  expect(wrapper.text()).toContain('2024年10月3日 10:12')
  await expectAccessible()
  await wrapper.get('li a').trigger('click')
  await settled()
  expect(router.currentRoute.value.path).toBe('/cases/c1')
  expect(JSON.parse(requests.find((request) => request.method === 'POST')?.body ?? '')).toEqual({ ids: ['1'] })
})

it('all are marked at once, and only the unread are listed on demand', async () => {
  const requests = answerWith({ 'GET /api/messages': { items, unread: 1 }, 'POST /api/messages/read': () => new Response(null, { status: 204 }), 'GET /api/session': { account: null } })
  const { wrapper } = await openPage(MessagesPage, '/messages')
  await wrapper.get('button').trigger('click')
  await settled()
  expect(JSON.parse(requests.find((request) => request.method === 'POST')?.body ?? '')).toEqual({})
  await wrapper.get('#messages-unread').setValue(true)
  await settled()
  expect(lastOf(requests, 'GET /api/messages')?.query.get('unread')).toBe('true')
})
