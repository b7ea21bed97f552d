// Programmes of other acts in the browser: what can be applied for, the ministry that is chosen, the warnings of an act, a notice whose length
// somebody enters, the printed form.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { look, lookTwice, person, setStage, signIn } from './browser.mjs'
import { button, download, press, stands, write } from './steps.mjs'
import { word } from './words.mjs'

setStage()

const national = '2026年第二批国家级网点备案通知'

test('the accounts of the demonstration stand in groups, a few of each', async () => {
  const page = await person()
  await page.goto('/sign-in')
  await page.getByRole('heading', { name: word('account.group_national') }).waitFor()
  assert.ok(await page.locator('tbody tr').count() <= 30, 'no endless list')
  await lookTwice(page, 'demonstration-accounts')
})

test('an institution sees every programme open to it, and names its ministry', async () => {
  const page = await person('applicant_12')
  await page.goto('/cases')
  const offers = page.locator('article').filter({ hasText: national })
  await offers.first().waitFor()
  assert.equal(await offers.count(), 2, 'both routes of the national act')
  await page.getByText(word('cases.elsewhere', { n: 1 })).click()
  await page.getByText('待认定部门确认').first().waitFor()
  await lookTwice(page, 'programmes')
  const ministry = offers.filter({ has: page.getByText(word('cases.recommender')) })
  await press(ministry, 'cases.start')
  await ministry.getByText(word('cases.need_recommender')).waitFor()
  await ministry.getByRole('combobox').selectOption({ label: '文化教育主管部门（演示）' })
  await press(ministry, 'cases.start')
  await page.waitForURL(/\/cases\/.+/)
  assert.equal(await page.locator('[id="field-section_1-ministry"]').inputValue(), '文化教育主管部门（演示）', 'the form knows the ministry chosen')
  await lookTwice(page, 'national-draft')
})

test('a form of our own and a repealed basis are said on the act, the offer and the case', async () => {
  const page = await person(null, { size: 'phone' })
  await page.goto('/regulations/fuzhou_outlet_2022')
  await page.getByLabel(word('ui.act_warnings')).getByText('废止').waitFor()
  await look(page, 'fuzhou-act-phone')
  await signIn(page, 'fuzhou_applicant_3')
  await page.goto('/cases')
  const offer = page.locator('article').filter({ hasText: '福州市级网点认定' })
  await offer.getByText(word('cases.any_time')).waitFor()
  await press(offer, 'cases.start')
  await page.waitForURL(/\/cases\/.+/)
  await page.getByLabel(word('ui.act_warnings')).getByText('待认定部门确认').waitFor()
  await lookTwice(page, 'fuzhou-draft')
})

test('the national office enters the length of its notice and never nothing', async () => {
  const page = await person('national_officer')
  await page.goto('/queue')
  await page.getByRole('link', { name: /大连|鞍山/ }).first().click()
  await page.waitForURL(/\/cases\/.+/)
  await stands(page, '待审核')
  await lookTwice(page, 'national-case')
  const pdf = await download(page, button(page, 'case.print_pdf'))
  assert.ok(pdf.bytes.subarray(0, 4).equals(Buffer.from('%PDF')))
  const docx = await download(page, button(page, 'case.print_docx'))
  assert.ok(docx.bytes.subarray(0, 2).equals(Buffer.from('PK')))
  await page.goto(`/notices/publish?cases=${new URL(page.url()).pathname.split('/').at(-1)}`)
  const days = page.locator('[id="publish-days"]')
  await days.waitFor()
  assert.equal(await days.inputValue(), '5', 'prefilled')
  for (const nothing of ['', '0']) {
    await days.fill(nothing)
    await press(page, 'publish.go', { n: 1 })
    await page.getByText(word('publish.need_days')).first().waitFor()
  }
  await lookTwice(page, 'national-publish-empty')
  await days.fill('7')
  await press(page, 'publish.go', { n: 1 })
  await page.waitForURL((url) => /^\/notices\/(?!publish)/.test(url.pathname))
  await lookTwice(page, 'national-notice')
})

test('where and when a list was put on another website is recorded and shown to everybody', async () => {
  const officer = await person('national_officer')
  const lists = await officer.evaluate(async () => (await (await fetch('/api/notices?kind=filed_list')).json()).items)
  const path = `/notices/${lists.find((each) => each.authority_name === '国家知识产权局').id}`
  await officer.goto(path)
  await officer.getByText(word('website.none')).waitFor()
  const workbook = await download(officer, officer.getByRole('link', { name: word('website.xlsx') }))
  assert.ok(workbook.name.endsWith('.xlsx') && workbook.bytes.subarray(0, 2).equals(Buffer.from('PK')))
  await press(officer, 'website.record')
  await officer.getByText(word('website.need_site')).first().waitFor()
  await lookTwice(officer, 'website-publication-empty')
  await write(officer, 'website-site', '某省政府网站')
  await write(officer, 'website-address', 'www.example.gov.cn')
  await press(officer, 'website.record')
  await officer.getByText('以http://或者https://开头').first().waitFor()
  await write(officer, 'website-address', 'https://www.example.gov.cn/outlets')
  await press(officer, 'website.record')
  await officer.getByRole('link', { name: 'https://www.example.gov.cn/outlets' }).waitFor()
  const visitor = await person()
  await visitor.goto(path)
  await visitor.getByRole('link', { name: 'https://www.example.gov.cn/outlets' }).waitFor()
  assert.equal(await visitor.getByRole('button', { name: word('website.record') }).count(), 0, 'only the authority records')
  await lookTwice(visitor, 'website-publication')
})
