import { afterEach, expect, it, vi } from 'vitest'
import { expectAccessible } from '../../../tests/axe'
import { openPage, settled } from '../../../tests/page'
import { answerWith, lastOf } from '../../../tests/server'
import { readAddress, toggled, writeAddress } from './address'
import IpPage from './IpPage.vue'
import IpRecordPage from './IpRecordPage.vue'

const label = (zh: string) => ({ zh, en: zh })
const collections = {
  items: [
    { id: 'patents', label: label('专利'), is_ready: true, records: 1200, data_version: 7, workbook_limit: 10000, arriving: null, fields: [{ id: 'title', label: label('名称'), type: 'text', names: ['题名', 'ti'], is_counted: false, values: [] }], sources: [{ name: '甲来源', licence: '仅供测试', data_date: '2024-01-01' }] },
    { id: 'trademarks', label: label('商标'), is_ready: true, records: 0, data_version: 0, workbook_limit: 10000, arriving: null, fields: [], sources: [] },
  ],
}
const found = {
  count: 41, from: 0, limit: 20, reach: 10000, data_version: 7, remarks: [], synonyms: [], spellings: [], query: '水泵 AND 密封', query_en: '水泵 AND 密封', cql: '"水泵" and "密封"',
  hits: [{ key: 'CN1U', title: [{ text: '一种', is_marked: false }, { text: '水泵', is_marked: true }], holders: [[{ text: '甲公司', is_marked: false }]], number: 'CN1U', date: '2013-01-02', date_label: label('公开（公告）日'), codes: [label('实用新型')], snippet: [{ text: '密封', is_marked: true }], snippet_label: label('摘要'), source: '甲来源' }],
  facets: [{ field: 'kind', label: label('专利类型'), distinct: 2, values: [{ value: 'invention', label: label('发明'), count: 30, is_any: false, is_none: false }, { value: 'design', label: label('外观设计'), count: 11, is_any: false, is_none: false }] }],
  conditions: [{ text: '水泵', text_en: '水泵', count: 90, is_off: false }, { text: '密封', text_en: '密封', count: 60, is_off: false }],
}
const answers = { 'GET /api/ip/collections': collections, 'GET /api/ip/patents/search': found }

afterEach(() => vi.unstubAllGlobals())

it('an address brings a search back as it was', () => {
  const search = { collection: 'trademarks', q: '知点', sort: 'newest', page: 3, off: [2, 0], choices: { applicant: { any: ['甲:乙'], none: ['丙'] } } }
  const written = writeAddress(search)
  expect(written).toEqual({ in_what: 'trademarks', q: '知点', sort: 'newest', page: '3', off: '0,2', in: ['applicant:甲:乙'], not: ['applicant:丙'] })
  expect(readAddress(written)).toEqual({ ...search, off: [0, 2] })
  expect(readAddress({ page: '-1', off: 'x,1', in: 'broken' })).toEqual({ collection: 'patents', q: '', sort: 'relevance', page: 1, off: [1], choices: {} })
})

it('a value is chosen, or excluded, never both', () => {
  const chosen = toggled({}, 'kind', 'any', 'design')
  expect(chosen['kind']).toEqual({ any: ['design'], none: [] })
  expect(toggled(chosen, 'kind', 'none', 'design')['kind']).toEqual({ any: [], none: ['design'] })
  expect(toggled(chosen, 'kind', 'any', 'design')['kind']).toEqual({ any: [], none: [] })
})

it('before a question the page says how to ask and where the data comes from', async () => {
  const requests = answerWith(answers)
  const { wrapper, router } = await openPage(IpPage, '/ip')
  expect(requests.some((request) => request.path.endsWith('/search'))).toBe(false)
  expect(wrapper.text()).toContain('数据截至2024年1月1日')
  expect(wrapper.text()).toContain('题名、ti')
  await expectAccessible()
  await wrapper.get('input[type="search"]').setValue(' 水泵 密封 ')
  await wrapper.get('form').trigger('submit')
  await settled()
  expect(router.currentRoute.value.query).toEqual({ q: '水泵 密封' })
  expect(wrapper.text()).toContain('共41条')
})

it('hits are marked, and conditions, facets, order and pages stand in the address', async () => {
  const requests = answerWith(answers)
  const { wrapper, router } = await openPage(IpPage, '/ip?q=水泵 密封')
  expect(wrapper.findAll('mark').map((each) => each.text())).toEqual(['水泵', '密封'])
  expect(wrapper.get('article a').attributes('href')).toBe('/ip/patents/record?key=CN1U')
  expect(wrapper.text()).toContain('第1页，共3页')
  await expectAccessible()
  await wrapper.get('[data-field="kind"] input').trigger('change')
  await settled()
  expect(router.currentRoute.value.query['in']).toEqual(['kind:invention'])
  expect(lastOf(requests, 'GET /api/ip/patents/search')?.query.get('choices')).toBe('{"kind":{"any":["invention"],"none":[]}}')
  await wrapper.get('[data-field="kind"] li:last-child .exclude').trigger('click')
  await settled()
  await wrapper.get('#condition-1').trigger('change')
  await settled()
  expect(router.currentRoute.value.query['not']).toEqual(['kind:design'])
  expect(lastOf(requests, 'GET /api/ip/patents/search')?.query.get('off')).toBe('1')
  await wrapper.get('#ip-sort').setValue('newest')
  await settled()
  const last = lastOf(requests, 'GET /api/ip/patents/search')?.query
  expect([last?.get('sort'), last?.get('from')]).toEqual(['newest', '0'])
  await wrapper.findAll('button').find((each) => each.text() === '下一页')?.trigger('click')
  await settled()
  expect(lastOf(requests, 'GET /api/ip/patents/search')?.query.get('from')).toBe('20')
  expect(wrapper.findAll('.export a').map((each) => new URL(each.attributes('href') ?? '', 'http://x').searchParams.get('sort'))).toEqual(['newest', 'newest', 'newest'])
})

it('a file that is refused says why on the page', async () => {
  const requests = answerWith({ ...answers, 'GET /api/ip/patents/export': () => Response.json({ id: 'ip_search.exports_busy', title: '暂时无法办理', detail: '正在导出的文件较多，请20秒后再试。' }, { status: 429 }) })
  const { wrapper } = await openPage(IpPage, '/ip?q=水泵')
  await wrapper.get('.export a').trigger('click')
  await settled()
  expect(lastOf(requests, 'GET /api/ip/patents/export')?.query.get('format')).toBe('csv')
  expect(wrapper.get('.export').text()).toContain('正在导出的文件较多')
  await expectAccessible()
})

it('a new question forgets what was chosen for the one before', async () => {
  answerWith(answers)
  const { wrapper, router } = await openPage(IpPage, '/ip?q=水泵 密封&off=1&in=kind:design&page=2&sort=oldest')
  await wrapper.get('input[type="search"]').setValue('电机')
  await wrapper.get('form').trigger('submit')
  await settled()
  expect(router.currentRoute.value.query).toEqual({ q: '电机', sort: 'oldest' })
})

it('a query that cannot be read is shown with its place marked, and put right by one press', async () => {
  const refusal = { id: 'query.unknown_field_near', title: '内容有误', detail: '没有名为“题明”的字段。是否指“题名”？', place: { begin: 2, end: 4, text: '题明', suggestion: '题名', corrected: '𠮷 题名=钢筋' } }
  answerWith({ ...answers, 'GET /api/ip/patents/search': (request) => (request.query.get('q') === '𠮷 题明=钢筋' ? Response.json(refusal, { status: 422 }) : found) })
  const { wrapper, router } = await openPage(IpPage, '/ip?q=𠮷 题明=钢筋')
  expect(wrapper.get('[role="alert"] mark').text()).toBe('题明')
  expect(wrapper.get('[role="alert"]').text()).toContain('是否指“题名”')
  await expectAccessible()
  await wrapper.get('[role="alert"] button').trigger('click')
  await settled()
  expect(router.currentRoute.value.query['q']).toBe('𠮷 题名=钢筋')
  expect(wrapper.find('[role="alert"]').exists()).toBe(false)
})

it('while the index is being made the sentence of the server and a way to try again are shown', async () => {
  answerWith({ ...answers, 'GET /api/ip/patents/search': () => Response.json({ id: 'ip_search.preparing', title: '暂时不可用', detail: '检索索引正在准备。' }, { status: 503 }) })
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  const { wrapper } = await openPage(IpPage, '/ip?q=x')
  await vi.advanceTimersByTimeAsync(10_000) // the transport tries again by itself
  vi.useRealTimers()
  await settled()
  expect(wrapper.get('[role="alert"]').text()).toContain('检索索引正在准备')
  expect(wrapper.findAll('button').some((each) => each.text() === '重试')).toBe(true)
})

it('nothing found, and a collection without data, say how to go on', async () => {
  answerWith({ ...answers, 'GET /api/ip/patents/search': { ...found, count: 0, hits: [] } })
  const nothing = await openPage(IpPage, '/ip?q=x&in=kind:design')
  expect(nothing.wrapper.text()).toContain('没有找到符合条件的记录')
  expect(nothing.wrapper.findAll('button').some((each) => each.text() === '清除筛选')).toBe(true)
  const empty = await openPage(IpPage, '/ip?in_what=trademarks')
  expect(empty.wrapper.text()).toContain('还没有商标数据')
})

it('a record shows its classes with what stands above them, its source and the way to the office', async () => {
  answerWith({
    'GET /api/ip/patents/related': { data_version: 7, family: [{ key: 'CN2A', title: '水泵', number: 'CN2A', date: '2014-01-01', reason: 'claims_this', shared_number: 'CN1' }], similar: [{ key: 'a/b', title: '泵的密封', number: 'CN3U', date: null, phrases: [{ text: '密封圈', records: 12 }], classes: ['F04D29/10'] }] },
    'GET /api/ip/patents/record': {
      key: 'CN1U', collection: 'patents', collection_label: label('专利'), title: '一种水泵', imported_at: '2024-02-03T00:00:00Z', source: { name: '甲来源', licence: '仅供测试', data_date: '2024-01-01' }, official: { label: label('中国专利公布公告'), url: 'http://epub.cnipa.gov.cn/' },
      fields: [
        { id: 'title', label: label('名称'), type: 'text', values: [{ value: '一种水泵', label: label('一种水泵') }] },
        { id: 'abstract', label: label('摘要'), type: 'text', values: [{ value: '公开了一种水泵。', label: label('公开了一种水泵。') }] },
        { id: 'applicant', label: label('申请人'), type: 'name', values: [{ value: '甲公司', label: label('甲公司'), query: '申请人==甲公司' }] },
        { id: 'publication_number', label: label('公开（公告）号'), type: 'number', values: [{ value: 'CN1U', label: label('CN1U') }] },
        { id: 'ipc', label: label('IPC 分类号'), type: 'classes', values: [{ value: 'F04D29/10', label: label('F04D29/10'), query: 'IPC=F04D29/10', class: { scheme: 'ipc', code: 'F04D29/10', state: 'withdrawn', edition: '2025.01', is_own: false, title: label('密封'), above: [{ code: 'F', level: 'section', has_children: true, title: label('机械；照明（甲）') }], replacements: [{ code: 'F04D29/99', level: 'subgroup', has_children: false }] } }] },
      ],
    },
  })
  const { wrapper } = await openPage(IpRecordPage, '/ip/patents/CN1U', { collection: 'patents', record: 'CN1U' })
  expect(wrapper.get('h1').text()).toBe('一种水泵')
  expect(wrapper.text()).toContain('密封F 机械这个类号已停用，现在是：F04D29/992025.01 版')
  expect(wrapper.text()).toContain('仅供测试')
  expect(wrapper.text()).toContain('要求本记录的优先权（CN1）')
  expect(wrapper.text()).toContain('共有词语：密封圈（12条记录中有）')
  expect(wrapper.findAll('a').map((each) => each.attributes('href'))).toContain('/ip/patents/record?key=a/b')
  const links = wrapper.findAll('a').map((each) => each.attributes('href'))
  expect(links).toContain('http://epub.cnipa.gov.cn/')
  expect(links.map((each) => decodeURIComponent(each ?? ''))).toContain('/ip?q=申请人==甲公司')
  await expectAccessible()
})

it('legal events stand by their day with what was told beside them, and none imported is said to be that', async () => {
  const record = { key: 'CN1U', collection: 'patents', title: '一种水泵', fields: [], imported_at: '2024-02-03T00:00:00Z', source: { name: '甲来源', licence: '', data_date: null }, official: { label: label('中国专利公布公告'), url: 'http://epub.cnipa.gov.cn/' } }
  const related = { data_version: 7, family: [], similar: [] }
  const show = async (legal?: object) => {
    answerWith({ 'GET /api/ip/patents/related': related, 'GET /api/ip/patents/record': { ...record, legal_events: legal } })
    return (await openPage(IpRecordPage, '/ip/patents/CN1U', { collection: 'patents', record: 'CN1U' })).wrapper
  }
  const wrapper = await show({ events: [{ day: '2019-06-25', code: 'CF01', words: '未缴年费专利权终止', note: '授权公告日：2013-01-02' }, { day: '2013-01-02', code: 'GR01', words: '', note: '' }], sources: [{ name: '法律状态', licence: '仅供测试', data_date: '2024-01-01' }] })
  expect(wrapper.findAll('.events time').map((each) => each.attributes('datetime'))).toEqual(['2019-06-25', '2013-01-02'])
  expect(wrapper.get('.events').text()).toContain('未缴年费专利权终止CF01授权公告日：2013-01-02')
  expect(wrapper.get('.events').text()).toMatch(/GR01$/)
  expect(wrapper.text()).toMatch(/法律状态（2024.*）。仅供测试/)
  await expectAccessible()
  wrapper.unmount()
  const empty = await show({ events: [], sources: [] })
  expect(empty.text()).toContain('尚未导入这件专利的法律事件，不表示没有发生过')
  empty.unmount()
  expect((await show()).text()).not.toContain('法律事件')
})

it('a record that is not there says so and leads back', async () => {
  answerWith({})
  const { wrapper } = await openPage(IpRecordPage, '/ip/patents/x', { collection: 'patents', record: 'x' })
  expect(wrapper.get('h1').text()).toContain('没有找到')
  expect(wrapper.findAll('a').map((each) => each.attributes('href'))).toContain('/ip')
})
