import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { expectAccessible } from '../../../tests/axe'
import { openPage, settled } from '../../../tests/page'
import { answerWith, lastOf, type Received } from '../../../tests/server'
import { formOfGroup, groupOf, isGroup, newCondition, newGroup, partAt, turned, type Condition } from './builder'
import IpPage from './IpPage.vue'
import QueryPage from './QueryPage.vue'
import SetList from './SetList.vue'
import { dropSearches, keepSearch, keptSearches, mostKept, nameSearch, readAgain, tableOf } from './sets'

const label = (zh: string) => ({ zh, en: zh })
const field = (id: string, zh: string, type: string, values: { value: string; label: { zh: string; en: string } }[] = []) => ({ id, label: label(zh), type, names: [zh, id], is_counted: false, values })
const collections = {
  items: [
    { id: 'patents', label: label('专利'), is_ready: true, records: 3, data_version: 7, workbook_limit: 10000, sources: [], fields: [field('title', '名称', 'text'), field('applicant', '申请人', 'name'), field('ipc', 'IPC 分类号', 'classes'), field('applied_on', '申请日', 'date'), field('kind', '专利类型', 'code', [{ value: 'design', label: label('外观设计') }, { value: 'invention', label: label('发明') }]), field('number', '号码', 'number')] },
    { id: 'trademarks', label: label('商标'), is_ready: true, records: 0, data_version: 0, workbook_limit: 10000, sources: [], fields: [field('mark', '商标', 'text')] },
  ],
}
const builder = { join: 'all', parts: [{ is: 'words', field: 'title', text: ['电池'] }, { is: 'under', field: 'ipc', text: ['H01M'], not: true }] }
const answer = { query: '名称=电池 NOT IPC=H01M', query_en: 'title=电池 NOT ipc=H01M', cql: 'title = "电池" not ipc = "H01M"', builder, terms: 2, remarks: [] }
const everything = { query: '*', query_en: '*', cql: 'cql.allRecords = 1', builder: { join: 'all', parts: [] }, terms: 0, remarks: [] }
const bodyOf = (request: Received | undefined) => JSON.parse(request?.body ?? '{}') as { notation: string; text: string; sets: unknown[] }
const reads = (requests: Received[]) => requests.filter((request) => request.path === '/api/ip/patents/query')
const found = (query: string, count = 3) => ({ query, query_en: query, count, data_version: 7 })

beforeEach(() => { localStorage.clear(); readAgain('patents'); readAgain('trademarks') })
afterEach(() => { vi.useRealTimers(); vi.unstubAllGlobals() })

const pauseAfterWriting = () => new Promise((resolve) => setTimeout(resolve, 350))
/** Waits for the pause after writing, and for what follows. */
async function written(): Promise<void> {
  await pauseAfterWriting()
  await settled()
}

it('rows become a form without what is not written yet, and errors find their row', () => {
  const words = newCondition({ field: 'title', text: [' 电池 '] })
  const near = newCondition({ is: 'near', text: ['正极', '负极', ''], distance: 3, not: true })
  const inner = newGroup({ join: 'any', not: true, parts: [newCondition(), near] })
  const group = newGroup({ parts: [newCondition(), words, newGroup({ parts: [newCondition({ is: 'range', field: 'applied_on' })] }), inner, newCondition({ is: 'set', number: 4 })] })
  const { form, paths } = formOfGroup(group)
  expect(form).toEqual({ join: 'all', parts: [{ is: 'words', field: 'title', text: ['电池'] }, { join: 'any', not: true, parts: [{ is: 'near', text: ['正极', '负极'], distance: 3, not: true }] }, { is: 'set', number: 4 }] })
  expect(partAt(paths, 'parts.0.text')).toBe(words.id)
  expect(partAt(paths, 'parts.1.parts.0.text')).toBe(near.id)
  expect(partAt(paths, 'parts.1')).toBe(inner.id)
  expect(partAt(paths, '')).toBe(group.id)
  expect(partAt(paths, 'join')).toBe(group.id)
})

it('a form becomes rows and the same form again', () => {
  for (const form of [builder, { join: 'any', not: true, parts: [{ is: 'range', field: 'applied_on', low: '2012-01-01' }, { is: 'exact', field: 'kind', text: ['design'] }] }]) {
    const group = groupOf(form as Parameters<typeof groupOf>[0])
    expect('not' in form ? group.parts.length : 1).toBe(1)
    expect(formOfGroup(group).form).toEqual('not' in form ? { join: 'all', parts: [form] } : form)
  }
  expect(groupOf(everything.builder as Parameters<typeof groupOf>[0]).parts).toHaveLength(1)
})

it('another field keeps what still fits', () => {
  const near = newCondition({ field: 'title', is: 'near', text: ['a', 'b'] })
  expect(turned(near, 'date', { field: 'applied_on' })).toMatchObject({ is: 'range', field: 'applied_on' })
  expect(turned(near, 'classes', { field: 'ipc' })).toMatchObject({ is: 'under', text: ['a', 'b'] })
  expect(turned(near, 'text', { is: 'words' })).toMatchObject({ is: 'words', text: ['a'] })
  expect(turned(newCondition(), 'code', { field: 'kind' })).toMatchObject({ is: 'exact', text: [] })
  expect(turned(newCondition({ text: ['a'] }), undefined, { is: 'before' })).toMatchObject({ text: ['a', ''] })
})

it('what is written in one notation is shown in the other two and stands in the address', async () => {
  const requests = answerWith({ 'GET /api/ip/collections': collections, 'POST /api/ip/patents/query': (request: Received) => (bodyOf(request).text === '' ? everything : answer) })
  const { wrapper, router } = await openPage(QueryPage, '/ip/query')
  expect(bodyOf(reads(requests)[0])).toEqual({ notation: 'field', text: '', sets: [] })
  await expectAccessible()
  await wrapper.get('#query-field').setValue('题名=电池 NOT ipc=H01M')
  await written()
  expect((wrapper.get('#query-cql').element as HTMLTextAreaElement).value).toBe(answer.cql)
  expect((wrapper.get('#query-field').element as HTMLTextAreaElement).value).toBe('题名=电池 NOT ipc=H01M')
  expect(wrapper.findAll('.condition')).toHaveLength(2)
  expect((wrapper.findAll('.condition select')[0]?.element as HTMLSelectElement).value).toBe('title')
  expect(router.currentRoute.value.query).toEqual({ q: answer.query })
  await expectAccessible()
  await wrapper.get('#query-cql').setValue('title = "电池"')
  await written()
  expect(bodyOf(lastOf(requests, 'POST'))).toMatchObject({ notation: 'cql', text: 'title = "电池"' })
  expect((wrapper.get('#query-field').element as HTMLTextAreaElement).value).toBe(answer.query)
  await wrapper.findAll('.condition input[type="checkbox"]')[0]?.setValue(true)
  await written()
  expect(bodyOf(lastOf(requests, 'POST')).notation).toBe('builder')
  expect((JSON.parse(bodyOf(lastOf(requests, 'POST')).text) as typeof builder).parts[0]).toMatchObject({ not: true })
  await wrapper.get('form').trigger('submit')
  await settled()
  expect(router.currentRoute.value.path).toBe('/ip')
  expect(router.currentRoute.value.query).toEqual({ q: answer.query })
})

it('an answer that comes late leaves what was written meanwhile', async () => {
  let arrive: (response: Response) => void = () => undefined
  const late = new Promise<Response>((resolve) => { arrive = resolve })
  answerWith({ 'GET /api/ip/collections': collections, 'POST /api/ip/patents/query': (request: Received) => (bodyOf(request).notation === 'builder' ? answer : bodyOf(request).text === '' ? everything : late) })
  const { wrapper } = await openPage(QueryPage, '/ip/query')
  const field = () => wrapper.get('.condition select').element as HTMLSelectElement
  await wrapper.get('#query-field').setValue('水泵')
  await pauseAfterWriting()
  await wrapper.get('.condition select').setValue('title')
  arrive(Response.json({ ...answer, builder: { join: 'all', parts: [{ is: 'words', text: ['水泵'] }] } }))
  await settled()
  expect(field().value).toBe('title')
  await wrapper.get('.condition textarea, .condition input:not([type="checkbox"])').setValue('电池')
  await written()
  expect((wrapper.get('#query-cql').element as HTMLTextAreaElement).value).toBe(answer.cql)
  expect(field().value).toBe('title')
})

it('conditions of every kind of field can be added, changed and removed', async () => {
  const requests = answerWith({ 'GET /api/ip/collections': collections, 'POST /api/ip/patents/query': everything })
  const { wrapper } = await openPage(QueryPage, '/ip/query')
  const button = (name: string) => wrapper.findAll('button').find((each) => each.text() === name)!
  const last = () => wrapper.findAll('.condition').at(-1)!
  for (const [id, is] of [['applied_on', ''], ['kind', ''], ['ipc', 'exact'], ['number', ''], ['title', 'before']] as const) {
    await last().get('select').setValue(id)
    if (is) await last().findAll('select')[1]?.setValue(is)
    const [first, second] = last().findAll('input:not([id$="-not"]), textarea')
    if (id === 'kind') await first?.setValue(true)
    else await first?.setValue(id === 'applied_on' ? '2012-01-01' : id === 'ipc' ? 'H01M\nH01Q' : id === 'number' ? '1\n2' : '天线')
    if (is === 'before') await second?.setValue('基站')
    await button('增加条件').trigger('click')
    await settled()
    expect(document.activeElement).toBe(last().get('select').element)
  }
  await button('增加一组').trigger('click')
  await expectAccessible()
  await written()
  const sent = () => (JSON.parse(bodyOf(lastOf(requests, 'POST')).text) as { parts: unknown[] }).parts
  expect(sent()).toEqual([
    { is: 'range', field: 'applied_on', low: '2012-01-01' }, { is: 'exact', field: 'kind', text: ['design'] }, { is: 'exact', field: 'ipc', text: ['H01M', 'H01Q'] },
    { is: 'exact', field: 'number', text: ['1', '2'] }, { is: 'before', field: 'title', text: ['天线', '基站'], distance: 5 },
  ])
  await wrapper.get('[aria-label="删除第 1 个条件"]').trigger('click')
  await wrapper.get('#' + wrapper.findAll('select[id^="join-"]')[0]!.attributes('id')).setValue('any')
  await written()
  expect(sent()).toHaveLength(4)
  expect(JSON.parse(bodyOf(lastOf(requests, 'POST')).text)).toMatchObject({ join: 'any' })
})

it('an error stands at the notation or the row it is in, and the others stay', async () => {
  const place = { id: 'query.unknown_field_near', title: '内容有误', detail: '是否指“题名”？', place: { begin: 0, end: 2, text: '题明', suggestion: '题名', corrected: '题名=电池' } }
  const ofRow = { id: 'query.bad_class', title: '内容有误', detail: '“x”不是分类号。', errors: [{ field: 'parts.1.text', message: '“x”不是分类号。' }] }
  answerWith({ 'GET /api/ip/collections': collections, 'POST /api/ip/patents/query': (request: Received) => (bodyOf(request).text.startsWith('题明') ? Response.json(place, { status: 422 }) : bodyOf(request).notation === 'builder' ? Response.json(ofRow, { status: 422 }) : answer) })
  const { wrapper } = await openPage(QueryPage, '/ip/query?q=电池')
  await wrapper.get('#query-field').setValue('题明=电池')
  await written()
  expect(wrapper.get('[role="alert"] mark').text()).toBe('题明')
  expect((wrapper.get('#query-cql').element as HTMLTextAreaElement).value).toBe(answer.cql)
  await expectAccessible()
  await wrapper.get('[role="alert"] button').trigger('click')
  await settled()
  expect(wrapper.find('[role="alert"]').exists()).toBe(false)
  const row = wrapper.findAll('.condition')[1]!
  await row.get('textarea').setValue('x')
  await written()
  expect(wrapper.findAll('.condition')[1]!.text()).toContain('“x”不是分类号。')
  expect(wrapper.findAll('.condition')[1]!.get('textarea').attributes('aria-invalid')).toBe('true')
  expect(wrapper.findAll('.condition')[0]!.text()).not.toContain('不是分类号')
  await expectAccessible()
})

it('searches get numbers that are never given twice, and the same query keeps its own', () => {
  keepSearch('patents', '电池', found('电池'))
  keepSearch('patents', '水泵', found('水泵'))
  keepSearch('patents', '电池', found('电池', 4))
  keepSearch('trademarks', '知点', found('知点'))
  expect(keptSearches('patents').map((each) => [each.number, each.query, each.count])).toEqual([[1, '电池', 4], [2, '水泵', 3]])
  expect(keptSearches('trademarks').map((each) => each.number)).toEqual([1])
  dropSearches('patents', [2])
  nameSearch('patents', 1, ' 动力电池 ')
  keepSearch('patents', '天线', found('天线'))
  expect(keptSearches('patents').map((each) => [each.number, each.name])).toEqual([[1, '动力电池'], [3, '']])
  for (let i = 0; i < mostKept + 5; i += 1) keepSearch('patents', String(i), found(`词${i}`))
  expect(keptSearches('patents')).toHaveLength(mostKept)
  localStorage.setItem('zhidian.ip_searches.patents', '{"next":"x","items":[1,{"number":2}]}')
  readAgain('patents')
  expect(keptSearches('patents')).toEqual([])
  expect(tableOf(['a'], [['=1+1', 'x"y']])).toBe('\ufeff"a"\r\n"\'=1+1","x""y"\r\n')
})

it('the list combines, names, copies and drops searches', async () => {
  keepSearch('patents', '电池', found('名称=电池'))
  keepSearch('patents', '水泵', found('水泵'))
  const { wrapper } = await openPage(SetList, '/ip', { collection: 'patents' })
  await expectAccessible()
  await wrapper.get('#search-2').setValue(true)
  await wrapper.get('#search-1').setValue(true)
  const texts = wrapper.findAll('[role="group"] button').map((each) => each.text())
  expect(texts).toEqual(['#2 AND #1', '#2 OR #1', '#2 NOT #1'])
  await wrapper.findAll('[role="group"] button')[2]?.trigger('click')
  await wrapper.get('[aria-label="再检索第 1 项"]').trigger('click')
  expect(wrapper.emitted('ask')).toEqual([['#2 NOT #1', false], ['名称=电池', true]])
  await wrapper.get('[aria-label="给第 1 项命名"]').trigger('click')
  await wrapper.get('#search-name-1').setValue('储能')
  await wrapper.get('form').trigger('submit')
  expect(keptSearches('patents')[0]?.name).toBe('储能')
  const write = vi.fn(() => Promise.resolve())
  vi.stubGlobal('navigator', { ...navigator, clipboard: { writeText: write } })
  await wrapper.get('[aria-label="复制第 1 项的检索式"]').trigger('click')
  expect(write).toHaveBeenCalledWith('名称=电池')
  await wrapper.get('[aria-label="删除第 2 项"]').trigger('click')
  expect(keptSearches('patents').map((each) => each.number)).toEqual([1])
  expect(wrapper.findAll('li')).toHaveLength(1)
})

it('a query that names earlier searches is sent as what it means', async () => {
  keepSearch('patents', '电池', found('名称=电池'))
  const whole = { ...found('名称=电池 NOT 水泵', 2), from: 0, limit: 20, reach: 10000, remarks: [], synonyms: [], spellings: [], cql: 'x', hits: [], facets: [], conditions: [] }
  const missing = { id: 'query.unknown_set', title: '内容有误', detail: '没有检索集 #9，现有 #1。', place: { begin: 0, end: 2, text: '#9', suggestion: '#1', corrected: '#1' } }
  const requests = answerWith({ 'GET /api/ip/collections': collections, 'GET /api/ip/patents/search': whole, 'POST /api/ip/patents/query': (request: Received) => (bodyOf(request).text === '#9' ? Response.json(missing, { status: 422 }) : { ...answer, query: '名称=电池 NOT 水泵' }) })
  const { wrapper, router } = await openPage(IpPage, '/ip')
  const box = wrapper.get('input[type="search"]')
  await box.setValue('#9')
  await wrapper.get('form').trigger('submit')
  await settled()
  expect(wrapper.get('[role="alert"] mark').text()).toBe('#9')
  expect(router.currentRoute.value.query['q']).toBeUndefined()
  await box.setValue('#1 NOT 水泵')
  await wrapper.get('form').trigger('submit')
  await settled()
  expect(bodyOf(lastOf(requests, 'POST'))).toEqual({ notation: 'field', text: '#1 NOT 水泵', sets: [{ number: 1, query: '名称=电池' }] })
  expect(router.currentRoute.value.query).toEqual({ q: '名称=电池 NOT 水泵', plain: '*' })
  const kept = keptSearches('patents').at(-1)
  expect([kept?.number, kept?.typed, kept?.query, kept?.count]).toEqual([2, '#1 NOT 水泵', '名称=电池 NOT 水泵', 2])
  expect(wrapper.get('[data-number="2"]').text()).toContain('写作 #1 NOT 水泵')
})

it('an earlier search is a condition of the editor', async () => {
  keepSearch('patents', '电池', found('名称=电池'))
  const requests = answerWith({ 'GET /api/ip/collections': collections, 'POST /api/ip/patents/query': everything })
  const { wrapper } = await openPage(QueryPage, '/ip/query')
  await wrapper.get('.condition select').setValue('#')
  await written()
  expect((JSON.parse(bodyOf(lastOf(requests, 'POST')).text) as { parts: Condition[] }).parts).toEqual([{ is: 'set', number: 1 }])
  expect(isGroup(newCondition())).toBe(false)
  await expectAccessible()
})

it('what is searched beside a word is shown, taken off by one press and carried by the address', async () => {
  const page = (is_off: boolean) => ({ ...found('锂电池 OR 锂离子电池', 2), from: 0, limit: 20, reach: 10000, remarks: [], cql: 'x', hits: [], facets: [], conditions: [], spellings: [{ character: '锂', also: ['鋰'] }], synonyms: [{ word: '锂电池', also: ['锂离子电池'], is_off }, { word: 'LED', also: ['发光二极管'], is_off: true }] })
  const requests = answerWith({ 'GET /api/ip/collections': collections, 'GET /api/ip/patents/search': (request: Received) => page(request.query.get('as_written') !== 'LED') })
  const { wrapper, router } = await openPage(IpPage, '/ip?q=锂电池&plain=LED')
  expect(wrapper.get('.synonym').text()).toContain('“锂电池”同时检索“锂离子电池”')
  expect(wrapper.text()).toContain('锂＝鋰')
  await expectAccessible()
  await wrapper.get('[aria-label="只检索“锂电池”"]').trigger('click')
  await settled()
  expect(router.currentRoute.value.query['plain']).toBe('LED,锂电池')
  expect(lastOf(requests, 'GET /api/ip/patents/search')?.query.get('as_written')).toBe('LED,锂电池')
  await wrapper.get('[aria-label="加上“锂电池”的同义词"]').trigger('click')
  await settled()
  expect(router.currentRoute.value.query['plain']).toBe('LED')
})
