// An exact searcher: rows, field syntax and CQL as one query; earlier searches combined by their numbers; at both widths.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lookTwice, person, server, setStage, settled } from './browser.mjs'
import { importRecords, lines } from './records.mjs'
import { download, press, write } from './steps.mjs'
import { word } from './words.mjs'

const records = [
  { publication_number: 'CN100000001A', title: '锂电池的正极材料', applicant: '甲公司', ipc: 'H01M10/0525', applied_on: '2012-05-31', published_on: '2013-01-02' },
  { publication_number: 'CN100000002A', title: '蓄电池隔膜', applicant: '乙公司', ipc: 'H01M10/12', applied_on: '2014-05-31', published_on: '2015-01-02' },
  { publication_number: 'CN100000003A', title: '水泵的密封结构', applicant: '甲公司', ipc: 'F04D29/10', applied_on: '2016-05-31', published_on: '2017-01-02' },
]

setStage(() => importRecords('patents', lines(...records), ['--source', '虚构', '--data-date', '2026-06-30']))

const value = (page, id) => page.locator(`[id="${id}"]`).inputValue()
/** Waits until a field holds a text that `fits`. */
async function becomes(page, id, fits) {
  for (let waited = 0; !fits(await value(page, id)); waited += 1) {
    assert.ok(waited < 100, `${id} holds ${await value(page, id)}`)
    await page.waitForTimeout(100)
  }
}
const rows = (page) => page.locator('.condition')
const total = async (page) => Number(/共([\d,]+)条/.exec(await page.locator('p[role="status"] strong').innerText())[1].replaceAll(',', ''))
/** Types a query into the box and waits for its answer. */
async function search(page, query, sent = query) {
  await write(page, 'ip-words', query)
  await press(page, 'ip.go')
  await page.waitForURL((url) => url.searchParams.get('q') === sent)
  await settled(page)
  return total(page)
}

for (const size of ['phone', 'desktop']) {
  test(`rows, field syntax and CQL are one query, at the width of a ${size}`, async () => {
    const page = await person(null, { size })
    await page.goto('/ip')
    await page.getByRole('link', { name: word('ip.build') }).click()
    await page.waitForURL((url) => url.pathname === '/ip/query')
    await rows(page).first().locator('select').first().selectOption('title')
    await rows(page).first().getByLabel(word('ip.value'), { exact: true }).fill('电池')
    await becomes(page, 'query-cql', (text) => text === 'title = "电池"')
    await press(page, 'ip.add_condition')
    await page.keyboard.press('Tab') // the new row has the focus: its field
    await rows(page).nth(1).locator('select').first().selectOption('applied_on')
    await rows(page).nth(1).getByLabel(word('ip.date_from')).fill('2013-01-01')
    await rows(page).nth(1).getByLabel(word('ip.exclude'), { exact: true }).check()
    await becomes(page, 'query-field', (text) => text === '名称=电池 NOT 申请日=2013-01-01..')
    await page.waitForURL((url) => url.searchParams.get('q') === '名称=电池 NOT 申请日=2013-01-01..')
    await page.locator('#query-cql').fill('title = "电池" and (ipc = "H01M" or applicant == "甲公司" or ("正极" prox/unit=word/distance<=4/unordered "材料"))')
    await becomes(page, 'query-field', (text) => text === '名称=电池 AND (ipc=H01M OR 申请人==甲公司 OR (正极 NEAR/3 材料))')
    await page.waitForFunction(() => document.querySelectorAll('.condition').length === 4)
    if (size === 'desktop') await lookTwice(page, 'ip-query')
    await page.reload()
    await becomes(page, 'query-cql', (text) => text.includes('prox/unit=word'))
    assert.equal(await rows(page).count(), 4, 'the address alone brings the rows back')

    await write(page, 'query-field', '题明=电池')
    await page.getByRole('alert').waitFor()
    assert.equal(await page.locator('[role="alert"] mark').innerText(), '题明')
    if (size === 'phone') await lookTwice(page, 'ip-query-wrong')
    await page.getByRole('alert').getByRole('button', { name: '题名=电池' }).click()
    await becomes(page, 'query-cql', (text) => text === 'title = "电池"')
    await press(page, 'ip.go')
    await page.waitForURL((url) => url.pathname === '/ip' && url.searchParams.get('q') === '名称=电池')
    await settled(page)
    assert.equal(await total(page), 2)
  })

  test(`earlier searches are combined by their numbers, at the width of a ${size}`, async () => {
    const page = await person(null, { size })
    await page.goto('/ip')
    assert.equal(await search(page, '题名=电池'), 2)
    assert.equal(await search(page, '申请人=甲公司'), 2)
    assert.equal(await search(page, '#1 AND #2', '名称=电池 AND 申请人=甲公司'), 1)
    assert.equal(await search(page, '#2 NOT #1', '申请人=甲公司 NOT 名称=电池'), 1)
    await page.locator('.searches summary').click()
    await page.locator('[data-number="4"]').getByText(word('ip.typed_as', { text: '#2 NOT #1' })).waitFor()
    if (size === 'desktop') await lookTwice(page, 'ip-searches')
    await write(page, 'ip-words', '#1 OR #9')
    await press(page, 'ip.go')
    await page.getByRole('alert').waitFor()
    assert.equal(await page.locator('[role="alert"] mark').innerText(), '#9')
    await page.locator('#search-2').check()
    await page.locator('#search-1').check()
    await page.getByRole('button', { name: '#2 OR #1' }).click()
    await page.waitForURL((url) => url.searchParams.get('q') === '申请人=甲公司 OR 名称=电池')
    await settled(page)
    assert.equal(await total(page), 3)
    const file = await download(page, page.getByRole('button', { name: word('ip.save_searches') }))
    assert.match(file.bytes.toString('utf8'), /"#3","","名称=电池 AND 申请人=甲公司","#1 AND #2","1"/)
    const other = await person(null, { size })
    await other.goto(page.url().replace(server.base, ''))
    await settled(other)
    assert.equal(await total(other), 3, 'the address means the same in another browser')
    await page.reload()
    await settled(page)
    await page.locator('.searches summary').click()
    await page.getByRole('button', { name: word('ip.drop_all') }).click()
    await page.getByRole('region', { name: word('ip.searches') }).waitFor({ state: 'detached' })
  })
}
