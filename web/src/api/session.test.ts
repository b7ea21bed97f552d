import { afterEach, expect, it, vi } from 'vitest'
import { refreshSession, session, unreadMessages } from './session'

afterEach(() => {
  vi.unstubAllGlobals()
  session.value = null
})

it('a refresh asked for while another is under way is answered by a later one, so that no stale count stays', async () => {
  const counts = [3, 2, 1]
  const open: (() => void)[] = []
  vi.stubGlobal('fetch', () => new Promise<Response>((resolve) => {
    const unread_messages = counts.shift()
    open.push(() => resolve(new Response(JSON.stringify({ account: null, unread_messages }), { headers: { 'Content-Type': 'application/json' } })))
  }))
  const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5))
  const first = refreshSession()
  await settle()
  const after = [refreshSession(), refreshSession()]
  await settle()
  expect(open).toHaveLength(1)
  open[0]?.()
  await first
  expect(unreadMessages.value).toBe(3)
  await settle()
  expect(open, 'the two that came meanwhile share one question').toHaveLength(2)
  open[1]?.()
  await Promise.all(after)
  expect(unreadMessages.value).toBe(2)
})
