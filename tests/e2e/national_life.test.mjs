// The year of a national outlet: a change by way of its province, and the summary the province collects for the national office.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addMaterial, fillSummary, goTo, perform, printForm, saved } from './application.mjs'
import { lookTwice, person, server, setStage, sizes } from './browser.mjs'
import { Client } from './interface.mjs'
import { paper } from './papers.mjs'
import { choose, download, moveClock, openMessage, stands, write } from './steps.mjs'
import { word } from './words.mjs'

const login = 'national_applicant_1', telephone = '024-62080000', headline = '新设海外知识产权信息分析室。'
let outlet, line, summary
setStage(async () => {
  const staff = await Client.signedIn(server.base, login)
  const organisation = await staff.organisation()
  outlet = (await staff.get(`/api/organisations/${organisation}`)).name
  line = (await staff.get(`/api/organisations/${organisation}/certificates`)).items.find((item) => item.status_label.zh.includes('国家')).outlet_id
})

test('on a phone the outlet reports a new telephone and an office of its own', async () => {
  const staff = await person(login, { size: 'phone' })
  await staff.goto('/organisation')
  await staff.getByRole('listitem').filter({ hasText: '变更报备（经省级局）' }).getByRole('button').click()
  await staff.waitForURL('**/cases/**')
  const path = new URL(staff.url()).pathname
  await choose(staff, 'field-section_1-items', '联系方式', '其他重要信息')
  await write(staff, 'field-section_1-changed_on', '2026-09-01')
  await saved(staff)
  await staff.goto(`${path}?section=section_5`)
  await write(staff, 'field-section_5-telephone', telephone)
  await saved(staff)
  await staff.goto(`${path}?section=section_7`)
  await write(staff, 'field-section_7-after', headline)
  await saved(staff)
  await lookTwice(staff, 'national-change-form')
  await staff.getByRole('button', { name: word('case.tab_course'), exact: true }).click()
  await perform(staff, '提交变更报备')
  await stands(staff, '待审阅转报')
})

test('the province reads and forwards it, the national office puts it on record, the directory follows', async () => {
  const province = await person('province_officer')
  await openMessage(province, '变更报备')
  await province.locator('.change').getByText(telephone).waitFor()
  await lookTwice(province, 'national-change-forward')
  await perform(province, '审阅转报', () => write(province, 'field-input-opinion', '情况属实，予以转报。'))
  await stands(province, '待接收')
  const nation = await person('national_officer')
  await openMessage(nation, '变更报备')
  await nation.locator('.change').getByText(telephone).waitFor()
  await perform(nation, '接收报备')
  await stands(nation, '已报备')
  await lookTwice(nation, 'national-change-recorded')
  const anybody = await person()
  await anybody.goto(`/outlets/${line}`)
  await anybody.getByText(telephone).first().waitFor()
  await anybody.getByText(word('directory.event_change')).first().waitFor()
})

test('in January it writes, prints and hands in the summary of the year before', async () => {
  await moveClock(await person('system_admin'), '2027-01-11')
  const staff = await person(login)
  await staff.goto('/duties')
  await staff.locator('article').filter({ hasText: '年度工作总结（2026年度）' }).getByRole('button', { name: word('duties.begin') }).first().click()
  await staff.waitForURL('**/cases/**')
  summary = new URL(staff.url()).pathname
  await fillSummary(staff)
  await goTo(staff, 'materials')
  await addMaterial(staff, 'signed_form', { ...paper('summary'), buffer: await printForm(staff) })
  await lookTwice(staff, 'national-summary-ready')
  await perform(staff, '提交年度总结')
  await stands(staff, '待推荐部门审核')
})

test('the province reviews it, takes the package for the national office and hands it on, on a phone', async () => {
  const province = await person('province_officer')
  await openMessage(province, '年度工作总结')
  assert.equal(new URL(province.url()).pathname, summary)
  await perform(province, '审核通过', () => write(province, 'field-input-opinion', '内容属实，同意报送。'))
  await stands(province, '待汇总报送')
  await province.goto('/deadlines')
  const collected = province.getByRole('link', { name: /2026/ }).filter({ hasText: '国家' }).first()
  await collected.waitFor()
  await lookTwice(province, 'national-summary-collection')
  const packed = await download(province, collected)
  assert.match(packed.name, /\.zip$/)
  assert.ok(packed.bytes.includes('list.xlsx') && packed.bytes.length > 20_000, 'the list and the forms')
  await province.setViewportSize(sizes.phone)
  await province.goto(summary)
  await province.getByRole('button', { name: word('case.tab_course'), exact: true }).click()
  await perform(province, '汇总报送国家知识产权局', () => write(province, 'field-input-letter', '辽知〔2027〕3号'))
  await stands(province, '已汇总报送')
  await lookTwice(province, 'national-summary-reported')
})
