import { afterEach, expect, it, vi } from 'vitest'
import { expectAccessible } from '../../../tests/axe'
import { openPage, settled } from '../../../tests/page'
import { answerWith, lastOf } from '../../../tests/server'
import ClassesPage from './ClassesPage.vue'
import { conditionFor, searchWith, withCondition } from './condition'

const label = (zh: string) => ({ zh, en: zh })
const entry = (code: string, level: string, title: string, has_children = false, parent?: string) => ({ code, level, title: label(title), has_children, ...(parent ? { parent } : {}) })
const edition = (name: string, classes = 5) => ({ edition: name, is_own: name === '', classes, withdrawn: 0, imported_at: name ? '2026-02-01T00:00:00Z' : null })
const tables = {
  items: [
    { scheme: 'ipc', label: label('国际专利分类'), levels: ['section', 'class'], editions: [edition('2026.01'), edition('2025.01'), edition('')] },
    { scheme: 'nice', label: label('商品和服务分类'), levels: ['class', 'group', 'item'], editions: [edition('', 45)] },
    { scheme: 'locarno', label: label('外观设计分类'), levels: ['class'], editions: [] },
  ],
}
const children: Record<string, object[]> = { '': [entry('A', 'section', '农业', true), entry('F', 'section', '机械', true)], F: [entry('F04', 'class', '泵', true, 'F')], F04: [entry('F04D', 'subclass', '非变容式泵', false, 'F04')] }
const answers = {
  'GET /api/classifications': tables,
  'GET /api/classifications/ipc/classes': (request: { query: URLSearchParams }) => ({ edition: '2026.01', is_own: false, items: children[request.query.get('parent') ?? ''] ?? [] }),
  'GET /api/classifications/ipc/class': { scheme: 'ipc', code: 'F04D', state: 'current', edition: '2026.01', is_own: false, title: label('非变容式泵'), level: 'subclass', above: [entry('F', 'section', '机械', true), entry('F04', 'class', '泵', true)], replacements: [] },
  'GET /api/classifications/ipc/search': { edition: '2026.01', is_more: false, items: [{ class: entry('F04D', 'subclass', '非变容式泵', false, 'F04'), above: [entry('F', 'section', '机械', true), entry('F04', 'class', '泵', true)] }] },
}

afterEach(() => vi.unstubAllGlobals())

const items = () => [...document.querySelectorAll<HTMLElement>('[role="treeitem"]')]
const shown = () => items().map((each) => each.dataset['code'])
async function press(key: string): Promise<void> {
  document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
  await settled()
}

it('arrow keys go through the tree, open it and leave it', async () => {
  const requests = answerWith(answers)
  await openPage(ClassesPage, '/ip/classes/ipc', { scheme: 'ipc' })
  expect(shown()).toEqual(['A', 'F'])
  expect(items().map((each) => each.tabIndex)).toEqual([0, -1])
  items()[0]?.focus()
  await press('ArrowDown')
  expect(document.activeElement?.getAttribute('data-code')).toBe('F')
  await press('ArrowRight')
  expect(shown()).toEqual(['A', 'F', 'F04'])
  expect(lastOf(requests, 'GET /api/classifications/ipc/classes')?.query.get('edition')).toBe('2026.01')
  await press('ArrowRight')
  await press('ArrowRight')
  await press('End')
  expect(document.activeElement?.getAttribute('data-code')).toBe('F04D')
  const last = items().at(-1)
  expect([last?.getAttribute('aria-level'), last?.getAttribute('aria-setsize'), last?.getAttribute('aria-posinset'), last?.hasAttribute('aria-expanded')]).toEqual(['3', '1', '1', false])
  await expectAccessible()
  await press('ArrowLeft')
  await press('ArrowLeft')
  expect(shown()).toEqual(['A', 'F', 'F04'])
  await press('Home')
  await press('ArrowUp')
  expect(document.activeElement?.getAttribute('data-code')).toBe('A')
})

it('a chosen class becomes a condition of the search it was looked up for', async () => {
  answerWith(answers)
  const { wrapper, router } = await openPage(ClassesPage, '/ip/classes/ipc?q=水泵 OR 电机&sort=newest&page=3&in=kind:design', { scheme: 'ipc' })
  items()[1]?.click()
  await settled()
  expect(router.currentRoute.value.query['code']).toBe('F')
  const go = new URL(wrapper.get('a.go').attributes('href') ?? '', 'http://x')
  expect(Object.fromEntries(go.searchParams)).toEqual({ q: '(水泵 OR 电机) AND IPC=F', sort: 'newest', in: 'kind:design' })
})

it('a code of the address is shown where it stands, and a title is found', async () => {
  answerWith(answers)
  const { wrapper } = await openPage(ClassesPage, '/ip/classes/ipc?code=F04D', { scheme: 'ipc' })
  expect(wrapper.get('[aria-selected="true"]').attributes('data-code')).toBe('F04D')
  await wrapper.get('input[type="search"]').setValue('泵')
  await wrapper.get('form').trigger('submit')
  await settled()
  expect(wrapper.get('section [role="status"]').text()).toContain('“泵”共找到1个类目')
  expect(wrapper.text()).toContain('2026.01 版，共5个类目')
  await expectAccessible()
})

it('a code the edition lacks is said, and a table that is not imported as well', async () => {
  answerWith({ ...answers, 'GET /api/classifications/ipc/class': { ...answers['GET /api/classifications/ipc/class'], code: 'F04Z', state: 'unknown', above: [entry('F', 'section', '机械', true)] } })
  const { wrapper } = await openPage(ClassesPage, '/ip/classes/ipc?code=F04Z', { scheme: 'ipc' })
  expect(wrapper.get('.missing').text()).toContain('没有 F04Z')
  answerWith(answers)
  const none = await openPage(ClassesPage, '/ip/classes/locarno', { scheme: 'locarno' })
  expect(none.wrapper.text()).toContain('这种分类表还没有导入')
})

it('conditions are written as the field of each table is called', () => {
  const of = (scheme: string, code: string, level: string, parent?: string) => conditionFor(scheme, { code, level, has_children: false, ...(parent ? { parent } : {}) }, false)
  expect(of('ipc', 'F04D29/10', 'subgroup')).toBe('IPC=F04D29/10')
  expect(of('nice', '09', 'class')).toBe('类别=09')
  expect(of('nice', '0901', 'group')).toBe('类似群=0901')
  expect(of('nice', '090372', 'item', '0901')).toBe('类似群=0901')
  expect(of('locarno', '14-03', 'subclass')).toBe('洛迦诺=14-03')
  expect(of('sei', '1.1', 'industry')).toBe('')
  expect(withCondition('', 'IPC=A')).toBe('IPC=A')
  expect(withCondition('水泵', 'IPC=A')).toBe('水泵 AND IPC=A')
  expect(searchWith({ q: '水泵', in: 'kind:design' }, 'nice', '类别=09')).toEqual({ in_what: 'trademarks', q: '类别=09' })
})
