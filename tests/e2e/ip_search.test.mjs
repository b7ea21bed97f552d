// A visitor searches patents: words, a mistyped field put right, facets, conditions, order, pages, a record and a file; at both widths.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lookTwice, person, setStage, settled } from './browser.mjs'
import { importRecords, invent, lines } from './records.mjs'
import { button, download, link, press, write } from './steps.mjs'
import { word } from './words.mjs'

const pump = { publication_number: 'CN202644312U', application_number: 'ZL 201220249767.4', title: '一种水泵的密封结构', applicant: ['虚构泵业有限公司', '虚构大学'], abstract: '本实用新型公开了一种水泵，水泵的端盖上设有密封圈。', ipc: 'F04D29/10', applied_on: '2012-05-31', published_on: '2013-01-02', address: '226634 江苏省南通市某某镇' }

const battery = { publication_number: 'CN109999999A', title: '一种锂离子电池的菱形壳体', applicant: '虚构电池有限公司', published_on: '2019-07-01' }

setStage(() => importRecords('patents', invent('patents', 500, 3) + lines(pump, battery), ['--source', '演示用虚构专利', '--data-date', '2026-06-30', '--licence', '演示数据，均为虚构']))

const total = async (page) => Number(/共([\d,]+)条/.exec(await page.locator('p[role="status"] strong').innerText())[1].replaceAll(',', ''))
const hits = (page) => page.locator('article.hit')

/** Waits until the count is another one than `before`. */
async function changed(page, before) {
  await page.waitForFunction((was) => !document.querySelector('[aria-busy="true"]') && document.querySelector('p[role="status"] strong')?.textContent !== was, `共${before}条`)
  await settled(page)
  return total(page)
}

for (const size of ['phone', 'desktop']) {
  test(`from the home page to a record and a file, at the width of a ${size}`, async () => {
    const page = await person(null, { size })
    await page.goto('/')
    await link(page, 'home.task_ip').click()
    await page.waitForURL((url) => url.pathname === '/ip')
    await page.getByText('演示用虚构专利').waitFor()
    if (size === 'desktop') await lookTwice(page, 'ip-start')

    await write(page, 'ip-words', '题明=装置')
    await press(page, 'ip.go')
    await page.getByRole('alert').waitFor()
    assert.equal(await page.locator('[role="alert"] mark').innerText(), '题明')
    if (size === 'desktop') await lookTwice(page, 'ip-wrong-query')
    await page.getByRole('alert').getByRole('button', { name: '题名=装置' }).click()
    await hits(page).first().waitFor()
    assert.ok((await hits(page).first().locator('h3 mark').allInnerTexts()).includes('装置'), 'what was asked for is marked')

    await write(page, 'ip-words', '一种 所述 NOT 类型=外观设计')
    await press(page, 'ip.go')
    await page.waitForURL((url) => url.searchParams.get('q') === '一种 所述 NOT 类型=外观设计')
    await settled(page)
    const everything = await total(page)
    assert.ok(everything > 20)
    if (size === 'phone') await page.locator('button.narrow').click()
    const invention = page.locator('[data-field="kind"] li').filter({ hasText: '发明' })
    const promised = Number((await invention.locator('.choice .quiet').innerText()).replaceAll(',', ''))
    await invention.locator('input').check()
    assert.equal(await changed(page, everything.toLocaleString('zh-CN')), promised, 'as many as the facet promised')
    await page.waitForURL((url) => url.searchParams.get('in') === 'kind:invention')
    if (size === 'desktop') await lookTwice(page, 'ip-results')
    const provinces = page.locator('[data-field="province"]')
    await provinces.locator('summary').click()
    const first = provinces.locator('li').first()
    await first.locator('.exclude').click()
    const without = await changed(page, promised.toLocaleString('zh-CN'))
    assert.ok(without < promised)
    if (size === 'phone') await lookTwice(page, 'ip-narrowed')

    await page.reload()
    await settled(page)
    assert.equal(await total(page), without, 'the address alone brings the search back')
    await page.locator('#condition-0').uncheck()
    await page.waitForURL((url) => url.searchParams.get('off') === '0')
    await settled(page)
    assert.ok((await total(page)) >= without, 'a condition less finds as much or more')

    await write(page, 'ip-words', '')
    await press(page, 'ip.go')
    await page.waitForURL((url) => url.searchParams.get('q') === '')
    await settled(page)
    assert.equal(await total(page), 502)
    await page.locator('#ip-sort').selectOption('newest')
    await page.waitForURL((url) => url.searchParams.get('sort') === 'newest')
    await settled(page)
    const newest = await hits(page).first().locator('time').getAttribute('datetime')
    await button(page, 'ip.next').click()
    await page.waitForURL((url) => url.searchParams.get('page') === '2')
    await settled(page)
    assert.ok((await hits(page).first().locator('time').getAttribute('datetime')) <= newest)

    await write(page, 'ip-words', 'ZL 201220249767.4')
    await press(page, 'ip.go')
    await page.getByText(pump.title).waitFor()
    assert.equal(await total(page), 1)
    const file = await download(page, page.getByRole('link', { name: word('ip.export_csv') }))
    assert.match(file.name, /^patents-.*\.csv$/)
    assert.match(file.bytes.toString('utf8'), /虚构泵业有限公司；虚构大学/)

    await hits(page).first().getByRole('link').click()
    await page.waitForURL((url) => url.pathname === '/ip/patents/record' && url.searchParams.get('key') === 'CN202644312U')
    await page.getByText(/^F /).first().waitFor()
    await page.getByText(word('ip.no_legal_events')).waitFor()
    if (size === 'desktop') await lookTwice(page, 'ip-record')
    await page.getByRole('link', { name: '虚构大学' }).click()
    await page.waitForURL((url) => url.pathname === '/ip')
    await settled(page)
    assert.equal(await total(page), 1)
  })
}

test('a patent shows its legal events, the newest first', async () => {
  const page = await person()
  await page.goto(`/ip?q=${encodeURIComponent('法律事件=未缴年费 AND 类型=发明')}`)
  await hits(page).first().getByRole('link').first().click()
  const events = page.getByRole('region', { name: word('ip.legal_events') })
  await events.getByText('未缴年费专利权终止').waitFor()
  const days = await events.locator('time').evaluateAll((all) => all.map((each) => each.getAttribute('datetime')))
  assert.ok(days.length >= 4, 'published, examined, granted, ceased')
  assert.deepEqual(days, days.toSorted().reverse())
  await lookTwice(page, 'ip-legal-events')
})

test('nothing found, a kind without data, and English say how to go on', async () => {
  const page = await person()
  await page.goto('/ip?q=没有这样的东西')
  await page.getByText(word('ip.nothing')).waitFor()
  await lookTwice(page, 'ip-nothing')
  await page.getByLabel('商标').check()
  await page.waitForURL((url) => url.searchParams.get('in_what') === 'trademarks')
  await page.goto('/ip?in_what=indications')
  await page.getByText(word('ip.no_records', { name: '地理标志' })).waitFor()
  const english = await person(null, { locale: 'en-GB' })
  await english.goto('/ip?q=title=装置')
  await english.getByText('Order', { exact: true }).waitFor()
  await lookTwice(english, 'ip-english')
})

test('a word is searched with its synonyms; one press takes them off and brings them back, and the address tells', async () => {
  const page = await person(null, { size: 'phone' })
  await page.goto('/ip?q=锂电池 菱形壳体')
  await page.getByText(battery.title).waitFor()
  await lookTwice(page, 'ip-synonyms')
  const drop = page.getByRole('button', { name: word('ip.drop_synonyms_of', { word: '锂电池' }) })
  await drop.focus()
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => url.searchParams.get('plain') === '锂电池')
  await page.getByText(word('ip.nothing')).waitFor()
  await page.reload()
  await page.getByText(word('ip.nothing')).waitFor()
  await page.getByRole('button', { name: word('ip.add_synonyms_of', { word: '锂电池' }) }).click()
  await page.waitForURL((url) => !url.searchParams.has('plain'))
  await page.getByText(battery.title).waitFor()
})
