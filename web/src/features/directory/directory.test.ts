import { flushPromises } from '@vue/test-utils'
import { afterEach, expect, it, vi } from 'vitest'
import { expectAccessible } from '../../../tests/axe'
import { openPage } from '../../../tests/page'
import { answerWith } from '../../../tests/server'
import DataPage from './DataPage.vue'
import DirectoryPage from './DirectoryPage.vue'
import OutletPage from './OutletPage.vue'

const outlet = {
  id: 'o1', name: '甲大学信息中心', kind: 'university', status: 's', status_label: { zh: '市级网点', en: 'Municipal' }, division_name: '沈河区', telephone: '024-1', website: 'javascript:alert(1)',
  service_items: [{ name: '检索', kind: 'search', ip_categories: ['patent'], fee: 'free' }], filed_on: '2024-10-09', valid_until: '2027-10-08', state: 'valid', act_id: 'a', cites: ['a/art_16'],
}
const statuses = { items: [{ status: 's', label: { zh: '市级网点', en: 'Municipal' }, level: 'city', act_id: 'a' }] }
const divisions = { items: [{ code: '210000', name: '辽宁省', level: 'province', full_name: '辽宁省' }] }

afterEach(() => vi.unstubAllGlobals())

it('the directory says its filter as a sentence and keeps it in the address', async () => {
  const requests = answerWith({ 'GET /api/outlets': { items: [outlet], total: 1, next_cursor: null }, 'GET /api/divisions': divisions, 'GET /api/outlet-statuses': statuses })
  const { wrapper, router } = await openPage(DirectoryPage, '/directory?kind=university&q=大学')
  expect(wrapper.text()).toContain('全部地区 · 高等院校 · 含“大学”')
  expect(wrapper.text()).toContain('共1家')
  expect(requests.find((request) => request.path === '/api/outlets')?.query.toString()).toBe(new URLSearchParams({ q: '大学', kind: 'university', limit: '20' }).toString())
  await wrapper.get('#directory-category').setValue('patent')
  await flushPromises()
  expect(router.currentRoute.value.query['category']).toBe('patent')
  expect(wrapper.text()).toContain('涉及专利')
  await expectAccessible()
})

it('an empty result says how to widen it', async () => {
  answerWith({ 'GET /api/outlets': { items: [], total: 0, next_cursor: null }, 'GET /api/divisions': divisions, 'GET /api/outlet-statuses': statuses })
  expect((await openPage(DirectoryPage, '/directory?q=x')).wrapper.text()).toContain('请放宽地区或者类别')
})

it('an outlet shows its services, its validity and the article, and never links to a script', async () => {
  answerWith({ 'GET /api/outlets/o1': outlet })
  const { wrapper } = await openPage(OutletPage, '/outlets/o1', { id: 'o1' })
  expect(wrapper.get('h1').text()).toBe('甲大学信息中心')
  expect(wrapper.text()).toContain('信息检索')
  expect(wrapper.text()).toContain('2027年10月8日')
  expect(wrapper.text()).toContain('第十六条')
  expect(wrapper.findAll('a').some((link) => link.attributes('href')?.startsWith('javascript'))).toBe(false)
  await expectAccessible()
})

it('the directory of a past day says the day, and its downloads hold the same', async () => {
  const requests = answerWith({ 'GET /api/outlets': { items: [{ ...outlet, state: 'expired' }], total: 1, next_cursor: null, as_of: '2024-12-31' }, 'GET /api/divisions': divisions, 'GET /api/outlet-statuses': statuses })
  const { wrapper, router } = await openPage(DirectoryPage, '/directory?as_of=2024-12-31&level=city')
  expect(wrapper.text()).toContain('2024年12月31日当日')
  expect(wrapper.text()).toContain('已过有效期')
  expect(requests.find((request) => request.path === '/api/outlets')?.query.get('as_of')).toBe('2024-12-31')
  expect(wrapper.findAll('a').map((link) => link.attributes('href'))).toContain('/api/open-data/outlets.csv?level=city&as_of=2024-12-31')
  await wrapper.get('#directory-status').setValue('s')
  await flushPromises()
  expect(router.currentRoute.value.query['status']).toBe('s')
})

it('the history of an outlet names the notices it rests on', async () => {
  const notice = { id: 'n1', number: '公示〔2024〕1号', kind: 'proposed_filing', title: '拟备案公示', published_on: '2024-09-27', authority_name: '市局', is_running: false }
  answerWith({ 'GET /api/outlets/o1': outlet, 'GET /api/outlets/o1/history': { items: [{ action: 'enter', on: '2024-10-09', outlet_id: 'o1', sequence: 12, notices: [notice] }, { action: 'expire', on: '2027-10-10', outlet_id: 'o1', notices: [] }] } })
  const { wrapper } = await openPage(OutletPage, '/outlets/o1', { id: 'o1' })
  expect(wrapper.text()).toContain('列入名录')
  expect(wrapper.text()).toContain('有效期届满')
  expect(wrapper.findAll('a').map((link) => link.attributes('href'))).toContain('/notices/n1')
  await expectAccessible()
})

it('open data is explained with its addresses', async () => {
  answerWith({})
  const { wrapper } = await openPage(DataPage, '/data')
  expect(wrapper.findAll('a').map((link) => link.attributes('href'))).toContain('/api/open-data/changes.jsonl')
  await expectAccessible()
})
