// Places in the public service network: an exempt body is told and let pass, a determination ends a filing and is undone, a provincial outlet is included.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { look, lookTwice, person, server, setStage } from './browser.mjs'
import { Client } from './interface.mjs'
import { button, dialog, download, link, openMessage, pickFiles, press, said, write } from './steps.mjs'
import { word } from './words.mjs'
import { workbook } from './workbook.mjs'

const header = ['统一社会信用代码', '名称', '类别', '行政区划代码', '地址', '备案（认定）日期', '有效期至', '终止日期']
const outlets = []
let exempt
setStage(async () => {
  const city = await Client.signedIn(server.base, 'city_officer')
  for (let number = 1; number <= 12; number += 1) {
    const login = `applicant_${String(number).padStart(2, '0')}`
    const staff = await Client.signedIn(server.base, login)
    const id = await staff.organisation()
    if ((await city.get(`/api/organisations/${id}/proceedings`)).items.length) outlets.push({ login, id, ...(await staff.get(`/api/organisations/${id}`)) })
    else if (!(await staff.cases()).some((each) => each.act_id === 'shenyang_outlet_2024')) exempt = { login, id }
  }
  assert.ok(outlets.length >= 2 && exempt)
})

async function recordNode(page, kind, day) {
  await page.getByText(word('network.record'), { exact: true }).click()
  await page.locator('#node-kind').selectOption(kind)
  await write(page, 'node-determined_on', day)
  await write(page, 'node-document', '国知办发服字〔2026〕5号')
}

test('an exempt body is told by which article it needs no filing, and let pass with a reason', async () => {
  const city = await person('city_officer')
  await city.goto(`/institutions/${exempt.id}`)
  await city.getByRole('heading', { name: word('network.title') }).waitFor()
  await recordNode(city, 'city_backbone_node', '2026-06-01')
  await city.getByText('不需要进行沈阳市级').first().waitFor()
  await lookTwice(city, 'network-record')
  await press(city, 'network.save')
  await said(city, word('ui.saved'))
  const staff = await person(exempt.login, { size: 'phone' })
  await staff.goto('/cases')
  await staff.getByText(word('network.exempt')).first().waitFor()
  await staff.getByText('地市级公共服务骨干节点').first().waitFor()
  await lookTwice(staff, 'network-exempt')
  await city.getByText(word('network.lift'), { exact: true }).first().click()
  const form = city.locator('form').filter({ has: city.locator('#lift-filing') }).first()
  await form.locator('textarea').fill('承担了骨干节点以外的公共服务，确需备案。')
  await form.locator('button[type="submit"]').click()
  await city.getByText(word('network.lifted')).first().waitFor()
  await lookTwice(city, 'network-lifted')
  await staff.goto('/cases')
  await button(staff, 'cases.start').click()
  await staff.waitForURL('**/cases/**')
})

test('an outlet that becomes a TISC loses the filing on the day; a mistake is undone', async () => {
  const city = await person('city_officer', { size: 'phone' })
  await city.goto(`/institutions/${outlets[0].id}`)
  await recordNode(city, 'tisc', '2026-09-01')
  await city.getByText('自动取消').first().waitFor()
  await look(city, 'network-tisc-phone')
  await press(city, 'network.save')
  await city.getByText('自动取消：').first().waitFor()
  const staff = await person(outlets[0].login)
  await openMessage(staff, '自动取消')
  await staff.getByText(word('directory.state_ended')).first().waitFor()
  await staff.getByText('资格自动取消').first().waitFor()
  await lookTwice(staff, 'network-cancelled')
  const visitor = await person(null)
  await visitor.goto('/network?kind=tisc')
  await visitor.getByText(outlets[0].name).first().waitFor()
  await lookTwice(visitor, 'network-public')
  await button(city, 'network.do_undone').click()
  await write(city, 'network-reason', '文件中是同名的另一家单位。')
  await look(city, 'network-undo-phone')
  await dialog(city).locator('button[type="submit"]').click()
  await city.getByText('资格恢复').first().waitFor()
  await staff.reload()
  await staff.getByText(word('directory.state_valid')).first().waitFor()
})

test('a list of determinations says what would end, then records all; the picture of the network counts them', async () => {
  const city = await person('city_officer')
  await city.goto('/network')
  await lookTwice(city, 'network-levels')
  await link(city, 'node_list.title').click()
  await city.getByText('由沈阳市知识产权局').first().waitFor()
  await lookTwice(city, 'node-list')
  const blank = await download(city, link(city, 'list.template'))
  assert.ok(blank.name.endsWith('.xlsx') && blank.bytes.subarray(0, 2).equals(Buffer.from('PK')))
  const headings = ['统一社会信用代码', '单位名称', '行政区划代码', '节点身份', '确定日期', '确定文件']
  const tisc = [outlets[1].credit_code, outlets[1].name, '', 'TISC', '2026-09-01', '国知办函服字〔2026〕30号']
  const good = [[...tisc.slice(0, 3), '技术与创新支持中心（TISC）', ...tisc.slice(4)], ['12210103MD4000077R', '沈河旧日大学（演示）', 210103, '高校国家知识产权信息服务中心', 45352, '国知办函服字〔2024〕9号']]
  const list = (rows) => ({ name: '节点名单.xlsx', mimeType: 'application/octet-stream', buffer: workbook([headings, ...rows]) })
  await pickFiles(city, button(city, 'list.choose'), list([tisc, good[0], good[0]]))
  await city.getByText(word('list.must_mend', { n: 2 })).waitFor()
  await lookTwice(city, 'node-list-wrong')
  assert.equal(await button(city, 'node_list.enter', { n: 1 }).count(), 0, 'a list with a bad row cannot be recorded')
  await pickFiles(city, button(city, 'list.choose_again'), list(good))
  await city.getByText('身份自2026年9月1日起终止').waitFor()
  await lookTwice(city, 'node-list-good')
  await press(city, 'node_list.enter', { n: 2 })
  await dialog(city).getByText(word('node_list.confirm_ends', { n: 1 })).waitFor()
  await lookTwice(city, 'node-list-confirm')
  await press(dialog(city), 'list.enter_now')
  await said(city, word('node_list.entered', { n: 2 }))
  const visitor = await person(null, { size: 'phone' })
  await visitor.goto('/network?division=210100')
  await visitor.getByRole('link', { name: /^1 高校国家知识产权信息服务中心/ }).click()
  await visitor.getByText('沈河旧日大学（演示）').waitFor()
  await lookTwice(visitor, 'network-levels-phone')
  const officer = await Client.signedIn(server.base, 'city_officer')
  const entry = (await officer.get(`/api/organisations/${outlets[1].id}/network`)).entries[0]
  await officer.send('POST', `/api/network-entries/${entry.id}/closing`, { as: 'undone', reason: '名单有误。' }, entry.version)
})

test('a provincial outlet is included by itself, its own filing waits behind', async () => {
  const province = await Client.signedIn(server.base, 'province_officer')
  const { credit_code, name, registered_division } = outlets[1]
  const file = workbook([header, [credit_code, name, '公共图书馆', registered_division, '示范路1号', '2026-01-05', '2029-01-05', '']])
  await province.request('POST', '/api/take-overs?status=provincial_outlet', file, { 'Content-Type': 'application/octet-stream', 'X-File-Name': 'list.xlsx' })
  const visitor = await person(null, { size: 'phone' })
  await visitor.goto(`/directory?status=municipal_outlet&q=${encodeURIComponent(name)}`)
  await visitor.getByText(word('directory.included_mark')).first().waitFor()
  await lookTwice(visitor, 'network-directory')
  await visitor.getByRole('link', { name }).first().click()
  await visitor.getByText(word('directory.event_include')).first().waitFor()
  await lookTwice(visitor, 'network-included')
  await visitor.getByRole('link', { name: word('directory.included_source') }).click()
  await visitor.getByText('省级知识产权信息公共服务网点').first().waitFor()
})

test('the city recommends an outlet upward, in English', async () => {
  const city = await person('city_officer', { locale: 'en-GB' })
  await city.goto(`/institutions/${outlets[0].id}`)
  await city.getByText('Recommend upward', { exact: true }).first().click()
  await city.locator('#recommend-status').selectOption('national_outlet')
  await write(city, 'recommend-document', '沈知〔2026〕9号')
  await write(city, 'recommend-reason', 'Outstanding service.')
  await look(city, 'network-recommend-english')
  await city.locator('form').filter({ has: city.locator('#recommend-status') }).locator('button[type="submit"]').click()
  await city.getByText('Recommended on').first().waitFor()
})
