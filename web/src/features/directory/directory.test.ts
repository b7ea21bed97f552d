import { afterEach, expect, it, vi } from 'vitest'
import { expectAccessible } from '../../../tests/axe'
import { openPage, settled } from '../../../tests/page'
import { answerWith } from '../../../tests/server'
import DataPage from './DataPage.vue'
import DirectoryPage from './DirectoryPage.vue'
import OutletPage from './OutletPage.vue'
import TakeOverPage from './TakeOverPage.vue'

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
  await settled()
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

it('an outlet whose act states no validity shows no end and no word for one', async () => {
  answerWith({ 'GET /api/outlets/o1': { ...outlet, valid_until: null }, 'GET /api/outlets': { items: [{ ...outlet, valid_until: null }], total: 1, next_cursor: null }, 'GET /api/divisions': divisions, 'GET /api/outlet-statuses': statuses })
  const { wrapper } = await openPage(OutletPage, '/outlets/o1', { id: 'o1' })
  expect(wrapper.text()).not.toContain('有效期至')
  const listed = await openPage(DirectoryPage, '/directory')
  expect(listed.wrapper.get('td[data-label="有效期至"]').text()).toBe('')
})

it('the directory of a past day says the day, and its downloads hold the same', async () => {
  const requests = answerWith({ 'GET /api/outlets': { items: [{ ...outlet, state: 'expired' }], total: 1, next_cursor: null, as_of: '2024-12-31' }, 'GET /api/divisions': divisions, 'GET /api/outlet-statuses': statuses })
  const { wrapper, router } = await openPage(DirectoryPage, '/directory?as_of=2024-12-31&level=city')
  expect(wrapper.text()).toContain('2024年12月31日当日')
  expect(wrapper.text()).toContain('已过有效期')
  expect(requests.find((request) => request.path === '/api/outlets')?.query.get('as_of')).toBe('2024-12-31')
  expect(wrapper.findAll('a').map((link) => link.attributes('href'))).toContain('/api/open-data/outlets.csv?level=city&as_of=2024-12-31')
  await wrapper.get('#directory-status').setValue('s')
  await settled()
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

const register = { status: 'p', label: { zh: '省级网点', en: 'Provincial' }, authority_id: 'a1', authority_name: '省局', is_granted: false }
const takeOver = {
  status: 'p', status_label: register.label, authority_name: '省局', sha256: 'ab', is_good: false, is_applied: false, wrong: 1, present: 0, to_enter: 1, warnings: 0, new_institutions: 1, entered_before: null,
  lines: [
    { row: 2, credit_code: '1', name: '甲所', division_name: '沙河口区', filed_on: '2020-01-02', valid_until: null, ended_on: '2022-01-02', state: 'ended', outcome: 'enter', is_known: false, findings: [] },
    { row: 5, credit_code: '2', name: '乙所', division_name: '', filed_on: '', outcome: 'wrong', is_known: false, findings: [{ field: 'filed_on', column: 'F', heading: '备案（认定）日期', id: 'x', is_warning: false, message: '不是日期。', cure: '写成2023-06-18的样子。' }] },
  ],
}

async function chooseFile(wrapper: Awaited<ReturnType<typeof openPage>>['wrapper']): Promise<void> {
  const input = wrapper.get<HTMLInputElement>('input[type=file]')
  Object.defineProperty(input.element, 'files', { value: [new File(['x'], '名单.xlsx')], configurable: true })
  await input.trigger('change')
  await settled()
}

it('a list of earlier outlets with a bad row tells line, column and cure, and cannot be entered', async () => {
  answerWith({ 'GET /api/take-overs': { registers: [register], items: [], undone: [] }, 'POST /api/take-overs/check': takeOver })
  const { wrapper } = await openPage(TakeOverPage, '/take-over')
  expect(wrapper.text()).toContain('省局确认')
  await chooseFile(wrapper)
  expect(wrapper.text()).toContain('1行需要改正')
  expect(wrapper.text()).toContain('F 备案（认定）日期 不是日期。 写成2023-06-18的样子。')
  expect(wrapper.text()).toContain('2022年1月2日终止')
  expect(wrapper.text()).not.toContain('全部录入')
  await expectAccessible()
})

it('a good list is entered after it was confirmed, under the name of its file', async () => {
  const good = { ...takeOver, is_good: true, wrong: 0, lines: takeOver.lines.slice(0, 1) }
  const requests = answerWith({ 'GET /api/take-overs': { registers: [register], items: [], undone: [] }, 'POST /api/take-overs/check': good, 'POST /api/take-overs': { ...good, is_applied: true } })
  const { wrapper } = await openPage(TakeOverPage, '/take-over')
  await chooseFile(wrapper)
  await wrapper.findAll('button').find((each) => each.text() === '全部录入（1家）')?.trigger('click')
  await settled()
  expect(requests.some((request) => request.path === '/api/take-overs' && request.method === 'POST')).toBe(false)
  const confirm = [...document.querySelectorAll<HTMLButtonElement>('.app-dialog button')].find((each) => each.textContent === '确认录入')
  confirm?.click()
  await settled()
  expect(requests.find((request) => request.path === '/api/take-overs' && request.method === 'POST')?.query.toString()).toBe('status=p&authority=a1')
  expect(wrapper.text()).toContain('已录入1家')
})

it('an authority without a register is told who keeps it', async () => {
  answerWith({ 'GET /api/take-overs': { registers: [], items: [], undone: [] } })
  expect((await openPage(TakeOverPage, '/take-over')).wrapper.text()).toContain('名单由授予身份的部门录入')
})

it('a status that two acts grant is one choice with both names', async () => {
  const both = { items: [...statuses.items, { status: 's', label: { zh: '别市市级网点', en: 'Another' }, level: 'city', act_id: 'b' }] }
  answerWith({ 'GET /api/outlets': { items: [outlet], total: 1, next_cursor: null }, 'GET /api/divisions': divisions, 'GET /api/outlet-statuses': both })
  const { wrapper } = await openPage(DirectoryPage, '/directory?status=s')
  expect(wrapper.get('#directory-status').findAll('option[value="s"]').map((option) => option.text())).toEqual(['市级网点 / 别市市级网点'])
  expect(wrapper.text()).toContain('市级网点 / 别市市级网点')
})
