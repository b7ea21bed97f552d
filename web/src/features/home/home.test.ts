import { afterEach, expect, it, vi } from 'vitest'
import { session } from '@/api'
import { expectAccessible } from '../../../tests/axe'
import { openPage, settled } from '../../../tests/page'
import { answerWith, lastOf } from '../../../tests/server'
import HomePage from './HomePage.vue'

const text = (zh: string) => ({ zh, en: zh })
const notice = { id: 'n1', title: '拟备案公示', number: '1', kind: 'proposed_filing', published_on: '2024-09-27', last_day: '2024-10-08', authority_name: '市局', is_running: true }
const quiet = { 'GET /api/windows': { items: [] }, 'GET /api/notices': { items: [notice], next_cursor: null } }

afterEach(() => {
  vi.unstubAllGlobals()
  session.value = null
})

it('offers one box, four tasks, open windows and running notices', async () => {
  const requests = answerWith(quiet)
  const { wrapper } = await openPage(HomePage, '/')
  expect(wrapper.findAll('input')).toHaveLength(1)
  expect(wrapper.findAll('.tasks li')).toHaveLength(4)
  expect(wrapper.text()).toContain('目前没有正在受理的申报批次')
  expect(wrapper.text()).toContain('2024年10月8日')
  expect(requests.find((request) => request.path === '/api/windows')?.query.get('open')).toBe('true')
  await expectAccessible()
})

it('searches outlets, notices and articles and keeps the words in the address', async () => {
  const requests = answerWith({ ...quiet, 'GET /api/search': {
    outlets: [{ id: 'o1', name: '甲大学信息中心', kind: 'university', status_label: text('市级网点'), division_name: '沈河区' }], notices: [notice],
    articles: [{ id: 'art_6_3', act_id: 'a', act_title: text('办法'), number: '第六条（三）', heading: text('公示'), summary: text('市局公示') }] } })
  const { wrapper, router } = await openPage(HomePage, '/')
  await wrapper.get('input').setValue(' 公示 ')
  await wrapper.get('form').trigger('submit')
  await settled()
  expect(router.currentRoute.value.query).toEqual({ q: '公示' })
  expect(lastOf(requests, 'GET /api/search')?.query.get('q')).toBe('公示')
  expect(wrapper.text()).toContain('共查到3条')
  expect(wrapper.findAll('.hits a').map((link) => link.attributes('href'))).toEqual(['/outlets/o1', '/notices/n1', '/regulations/a#art_6_3'])
  await expectAccessible()
})

it('says what happened when nothing was found or the server is away', async () => {
  answerWith({ ...quiet, 'GET /api/search': { outlets: [], notices: [], articles: [] } })
  expect((await openPage(HomePage, '/?q=无')).wrapper.text()).toContain('没有查到与“无”有关的内容')
  answerWith({ 'GET /api/windows': () => Response.json({ title: '数据库暂时不可用', instance: 'urn:zhidian:incident:7' }, { status: 500 }) })
  const { wrapper } = await openPage(HomePage, '/')
  expect(wrapper.text()).toContain('urn:zhidian:incident:7')
  expect(wrapper.text()).toContain('重试')
})
