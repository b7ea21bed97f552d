// Outlets filed before this system was used: the template, the report on a bad list, the good list entered, the directory that shows it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lookTwice, person, server, setStage } from './browser.mjs'
import { Client } from './interface.mjs'
import { button, dialog, download, link, pickFiles, press, said } from './steps.mjs'
import { word } from './words.mjs'
import { workbook } from './workbook.mjs'

setStage()

const header = ['统一社会信用代码', '名称', '类别', '行政区划代码', '地址', '备案（认定）日期', '有效期至', '终止日期', '备案（认定）文件', '知识产权类别']
const good = [
  ['12210202MD4000099Q', '大连旧日情报所（演示）', '科技情报机构', 210202, '海边路2号', 45292, '2028-12-31', '', '辽知公服〔2023〕1号', '专利、商标'],
  ['12210302MD4000098T', '鞍山终止馆（演示）', '公共图书馆', 210302, '', '2020年3月1日', '', '2022/3/1', ''],
]
const bad = [good[0], good[0], ['1221', '', '宫殿', '350102', '', '2090-01-01', '不详', '', '']]
const list = (rows, name = '旧网点名单.xlsx') => ({ name, mimeType: 'application/octet-stream', buffer: workbook([header, ...rows]) })
const choose = (page, file) => pickFiles(page, button(page, 'list.choose'), file)

test('a province enters its earlier outlets', async () => {
  const page = await person('province_officer')
  await page.goto('/directory')
  await link(page, 'take_over.title').click()
  await page.getByText(word('take_over.confirmed_only')).waitFor()
  await lookTwice(page, 'take-over')
  const blank = await download(page, link(page, 'list.template'))
  assert.ok(blank.name.endsWith('.xlsx') && blank.bytes.subarray(0, 2).equals(Buffer.from('PK')))

  await choose(page, { name: '名单.txt', mimeType: 'text/plain', buffer: Buffer.from('名称') })
  await page.getByText('这不是XLSX文件').first().waitFor()
  await lookTwice(page, 'take-over-no-workbook')
  await pickFiles(page, button(page, 'list.choose_again'), list(bad))
  await page.getByText(word('list.must_mend', { n: 2 })).waitFor()
  await page.getByText('与第2行是同一家单位').waitFor()
  assert.equal(await button(page, 'take_over.enter', { n: 1 }).count(), 0, 'a list with a bad row cannot be entered')
  await lookTwice(page, 'take-over-report')

  await pickFiles(page, button(page, 'list.choose_again'), list(good))
  await page.getByText(word('list.all_good')).waitFor()
  await lookTwice(page, 'take-over-good')
  await press(page, 'take_over.enter', { n: 2 })
  await dialog(page).getByText('省级').first().waitFor()
  await lookTwice(page, 'take-over-confirm')
  await press(dialog(page), 'list.enter_now')
  await said(page, word('take_over.entered', { n: 2 }))
  await page.getByText(word('take_over.done', { n: 2 })).waitFor()
  await lookTwice(page, 'take-over-entered')

  await pickFiles(page, button(page, 'list.choose_again'), list(good))
  await page.getByText('不会重复录入').waitFor()
  assert.equal(await page.getByText(word('take_over.outcome_present')).count(), 2)
})

test('everybody finds them with their original dates', async () => {
  const page = await person(null, { size: 'phone' })
  await page.goto('/directory?status=provincial_outlet&state=all')
  await page.getByRole('link', { name: '鞍山终止馆（演示）' }).waitFor()
  assert.equal(await page.getByRole('link', { name: word('take_over.title') }).count(), 0, 'for officers only')
  await lookTwice(page, 'take-over-directory')
  await page.getByRole('link', { name: '大连旧日情报所（演示）' }).click()
  await page.getByText(word('directory.taken_over')).waitFor()
  await page.getByText('2024年1月1日').first().waitFor()
  await page.getByText('2028年12月31日').first().waitFor()
  await page.getByText('辽知公服〔2023〕1号').waitFor()
  await page.getByText(word('directory.event_take_over')).waitFor()
  await page.getByText('专利、商标').waitFor()
  await lookTwice(page, 'take-over-outlet')
})

test('a list is taken back with a reason, and what has begun stays', async () => {
  const page = await person('province_officer')
  const outlet = (await page.evaluate(() => fetch('/api/outlets?status=provincial_outlet&state=valid').then((answer) => answer.json()))).items[0]
  await (await Client.signedIn(server.base, 'province_officer')).send('POST', `/api/outlets/${outlet.id}/certificate`)
  await page.goto('/take-over')
  await press(page, 'take_over.undo')
  await dialog(page).getByText(outlet.name).waitFor()
  await lookTwice(page, 'take-over-undo')
  await dialog(page).locator('textarea').fill('名单取错了年份。')
  await press(dialog(page), 'take_over.undo')
  await said(page, word('take_over.undone', { n: 1, stayed: 1 }))
  await page.getByText('名单取错了年份。').waitFor()
  await lookTwice(page, 'take-over-undone')
})

test('who keeps no register does not get in', async () => {
  const page = await person('applicant_12')
  await page.goto('/take-over')
  await page.getByRole('heading', { name: word('not_found.title') }).waitFor()
})
