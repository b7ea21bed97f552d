// A visitor looks up a class in a table, by keys and by words, and searches with it; at both widths. A record tells its classes and what is near it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lookTwice, person, setStage, settled } from './browser.mjs'
import { importRecords, invent, lines, take } from './records.mjs'
import { link, press, write } from './steps.mjs'
import { word } from './words.mjs'

const ipc = [['A', '农业与生活用品'], ['F', '机械工程'], ['F04', '液体变容式机械；液体泵或弹性流体泵（甲）'], ['F04D', '非变容式泵（喷射泵入F04F）'], ['F04D29/00', '部件、零件或附件'], ['F04D29/10', '轴密封'], ['H', '电学'], ['H10', '半导体器件'], ['H10D', '无机电半导体器件']]
const nice = [['9', '', '科学仪器；计算机'], ['0901', '', '电子计算机及其外部设备'], ['090372', '0901', '可下载的软件']]
const pump = { publication_number: 'CN202644312U', application_number: 'CN201220249767.4', title: '一种离心水泵的迷宫密封结构', applicant: '虚构泵业有限公司', abstract: '本实用新型公开了一种离心水泵，泵盖上设有迷宫密封环。', ipc: 'F04D29/10;H01L21/00', published_on: '2013-01-02' }
const next = { publication_number: 'CN202644399B', application_number: 'CN201310249767.5', priority: 'CN201220249767.4', title: '离心水泵', applicant: '虚构泵业有限公司', ipc: 'F04D29/10', published_on: '2015-01-02' }
const near = { key: '附录/7', title: '带迷宫密封环的循环泵', applicant: '虚构机械厂', ipc: 'F04D29/10', published_on: '2016-01-02' }
const mark = { mark: '知点', registration_number: '12345678', nice: '9', groups: '0901', applicant: '虚构软件有限公司' }

setStage(async () => {
  const edition = ['--scheme', 'ipc', '--edition', '2026.01']
  take('ipc.tsv', ipc.map((row) => `${row.join('\t')}\n`).join(''), ['classification', 'import'], edition)
  take('gone.tsv', 'H01L21/00\tH10D\n', ['classification', 'import', '--withdrawn'], edition)
  take('nice.csv', ['类号,上位类,名称', ...nice.map((row) => row.join(','))].join('\n'), ['classification', 'import'], ['--scheme', 'nice', '--edition', 'NCL12-2025'])
  await importRecords('patents', invent('patents', 200, 3) + lines(pump, next, near))
  await importRecords('trademarks', lines(mark))
})

const node = (page, code) => page.locator(`[role="treeitem"][data-code="${code}"]`)

for (const size of ['phone', 'desktop']) {
  test(`a class is looked up and searched, at the width of a ${size}`, async () => {
    const page = await person(null, { size })
    await page.goto('/ip?q=密封')
    await settled(page)
    await link(page, 'ip.browse_ipc').click()
    await page.waitForURL((url) => url.pathname === '/ip/classes/ipc' && url.searchParams.get('q') === '密封')
    await node(page, 'A').focus()
    for (const key of ['ArrowDown', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight']) {
      await page.keyboard.press(key)
      await settled(page)
    }
    await node(page, 'F04D').waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL((url) => url.searchParams.get('code') === 'F04D')
    await page.getByRole('link', { name: word('classes.add_condition', { condition: 'IPC=F04D' }) }).waitFor()
    await lookTwice(page, `classes-ipc-${size}`)
    await page.reload()
    await node(page, 'F04D').and(page.locator('[aria-selected="true"]')).waitFor()
    await write(page, 'classes-words', '轴密封')
    await press(page, 'classes.find')
    await page.getByRole('button', { name: 'F04D29/10 轴密封' }).click()
    await node(page, 'F04D29/10').and(page.locator('[aria-selected="true"]')).waitFor()
    await page.getByRole('link', { name: word('classes.add_condition', { condition: 'IPC=F04D29/10' }) }).click()
    await page.waitForURL((url) => url.pathname === '/ip' && url.searchParams.get('q') === '密封 AND IPC=F04D29/10')
    await page.locator('article.hit').filter({ hasText: pump.title }).waitFor()
    if (size === 'phone') await page.locator('button.narrow').click()
    await page.locator('[data-field="ipc"] .meaning').filter({ hasText: /^非变容式泵$/ }).waitFor()
    await lookTwice(page, `classes-facet-${size}`)

    await page.locator('article.hit').filter({ hasText: pump.title }).getByRole('link').first().click()
    await page.getByText('轴密封').first().waitFor()
    await page.getByText(word('classes.withdrawn_for', { codes: 'H10D 无机电半导体器件' })).waitFor()
    await page.getByText(word('ip.family_claims_this', { number: 'CN201220249767.4' })).waitFor()
    await lookTwice(page, `classes-record-${size}`)
    await page.getByRole('link', { name: near.title }).click()
    await page.waitForURL((url) => url.searchParams.get('key') === near.key)
    await page.reload()
    assert.equal(await page.locator('h1').innerText(), near.title, 'a key with a slash has a page')
  })

  test(`the goods of marks are browsed, at the width of a ${size}`, async () => {
    const page = await person(null, { size })
    await page.goto('/ip?in_what=trademarks')
    await link(page, 'ip.browse_nice').click()
    await node(page, '09').click()
    await node(page, '0901').click()
    await page.getByText(/NCL12-2025 版，共3个类目/).waitFor()
    await lookTwice(page, `classes-nice-${size}`)
    await page.getByRole('link', { name: word('classes.search_condition', { condition: '类似群=0901' }) }).click()
    await page.waitForURL((url) => url.searchParams.get('q') === '类似群=0901' && url.searchParams.get('in_what') === 'trademarks')
    await page.locator('article.hit').filter({ hasText: '知点' }).waitFor()
  })
}

test('an address of an earlier shape still leads to its record, and a table that is not here says so', async () => {
  const page = await person()
  await page.goto('/ip/patents/CN202644312U')
  await page.waitForURL((url) => url.pathname === '/ip/patents/record' && url.searchParams.get('key') === 'CN202644312U')
  await page.goto('/ip/classes/locarno')
  await page.getByText(word('classes.not_imported')).waitFor()
  const english = await person(null, { locale: 'en-GB' })
  await english.goto('/ip/classes/nice?code=09')
  await english.getByText('Electronics and instruments').first().waitFor()
  await lookTwice(english, 'classes-english')
})
