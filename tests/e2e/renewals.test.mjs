// The end of a term: a national outlet applies under a notice and is renewed; a Shenyang outlet is re-examined by the city.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addMaterial, decide, goTo, perform, printForm } from './application.mjs'
import { look, lookTwice, person, server, setStage } from './browser.mjs'
import { Client } from './interface.mjs'
import { paper } from './papers.mjs'
import { dialog, moveClock, press, said, showsSoon, stands, write } from './steps.mjs'
import { word } from './words.mjs'

const login = 'applicant_01'
const batch = '国家级网点续期第一批申报通知'
let line, lastDay, renewal
const day = (date, days) => new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10)

async function lineOf(name, status) {
  const client = await Client.signedIn(server.base, name)
  const items = (await client.get(`/api/organisations/${await client.organisation()}/certificates`)).items
  return items.find((item) => item.status_label.zh.includes(status)).outlet_id
}
const validUntil = async (id) => (await (await fetch(`${server.base}/api/outlets/${id}`)).json()).valid_until

setStage(async () => {
  line = await lineOf('national_applicant_1', '国家')
  lastDay = await validUntil(line)
})

test('half a year ahead the renewal of a national outlet can be begun from the list of duties, and waits for a window', async () => {
  await moveClock(await person('system_admin'), day(lastDay, -120))
  const staff = await person('national_applicant_1')
  await staff.goto('/duties')
  const duty = staff.locator('article').filter({ hasText: '国家知识产权信息公共服务网点有效期届满' })
  await duty.getByText(word('duties.to_renew')).waitFor()
  await duty.scrollIntoViewIfNeeded()
  await lookTwice(staff, 'renewal-duty')
  await duty.getByRole('button', { name: word('duties.begin') }).click()
  await staff.waitForURL('**/cases/**')
  await staff.getByText('国家级网点续期').first().waitFor()
  await lookTwice(staff, 'renewal-draft')
  await staff.goto('/duties')
  await duty.getByText('续期批次尚未开放').waitFor()
})

test('the national office calls a batch; the outlet prints, seals and applies with what it said before', async () => {
  await moveClock(await person('system_admin'), day(lastDay, -30))
  const nation = await person('national_officer')
  await nation.goto('/windows')
  await press(nation, 'windows.open')
  await nation.locator('#window-procedure').selectOption({ label: '国家级网点续期（省级推荐）' })
  await write(nation, 'window-title', batch)
  await write(nation, 'window-closes_on', day(lastDay, -10))
  await lookTwice(nation, 'renewal-window')
  await dialog(nation).locator('button[type="submit"]').click()
  await said(nation, batch)
  const staff = await person('national_applicant_1')
  await staff.goto('/duties')
  await staff.locator('article').filter({ hasText: '国家知识产权信息公共服务网点有效期届满' }).getByRole('link').first().click()
  await staff.waitForURL('**/cases/**')
  renewal = new URL(staff.url()).pathname
  await goTo(staff, 'section_1')
  assert.notEqual(await staff.locator('[id="field-section_1-unit_name"]').inputValue(), '', 'filled in from the record')
  await goTo(staff, 'materials')
  await addMaterial(staff, 'signed_form', { ...paper('signed_form'), buffer: await printForm(staff) })
  await addMaterial(staff, 'working_rules')
  await staff.getByText(word('checks.ready')).waitFor()
  await lookTwice(staff, 'renewal-ready')
  await perform(staff, '提交续期申请')
})

test('the province recommends, the national office gives notice and renews: three more years after the old last day', async () => {
  const province = await person('province_officer')
  await province.goto(renewal)
  await decide(province, '同意推荐', {
    signedOn: day(lastDay, -30), scan: 'recommendation_scan', signs: ['handler', 'head', 'seal', 'cover_seal'], opinion: '服务持续，人员和设施稳定，同意推荐。',
    before: () => lookTwice(province, 'renewal-recommend'),
  })
  const nation = await person('national_officer')
  await nation.goto(`/notices/publish?cases=${renewal.split('/').at(-1)}`)
  await nation.locator('[id="publish-days"]').waitFor()
  await press(nation, 'publish.go', { n: 1 })
  await nation.waitForURL((url) => /^\/notices\/(?!publish)/.test(url.pathname))
  await lookTwice(nation, 'renewal-notice')
  await moveClock(await person('system_admin'), day(lastDay, -5))
  const later = await person('national_officer')
  await later.goto(renewal)
  await decide(later, '准予续期', { signedOn: day(lastDay, -5), scan: 'decision_scan', signs: ['handler', 'head', 'seal'] })
  await stands(later, '已续期')
  const anybody = await person(null, { size: 'phone' })
  await anybody.goto(`/outlets/${line}`)
  await anybody.getByText(word('directory.event_renew')).waitFor()
  await lookTwice(anybody, 'renewal-renewed')
  assert.equal(await validUntil(line), `${Number(lastDay.slice(0, 4)) + 3}${lastDay.slice(4)}`, 'no gap and no day lost; 29 February is no last day here')
})

test('the city re-examines an outlet whose term is over: listed, confirmed on a phone, passed, three more years', async () => {
  const own = await lineOf(login, '沈阳')
  const until = await validUntil(own)
  await moveClock(await person('system_admin'), day(until, 3))
  const anybody = await person()
  await anybody.goto(`/outlets/${own}`)
  await showsSoon(anybody, word('directory.state_renewing'))
  await lookTwice(anybody, 'reexamination-outlet')
  const staff = await person(login, { size: 'phone' })
  await staff.goto('/duties')
  await staff.locator('article').filter({ hasText: '有效期届满' }).getByRole('link', { name: '查看办理情况' }).first().click()
  await staff.waitForURL('**/cases/**')
  const path = new URL(staff.url()).pathname
  await staff.getByRole('button', { name: word('case.tab_course'), exact: true }).click()
  await perform(staff, '确认资料并报送', async () => {
    await write(staff, 'field-input-account', '三年来为本地企业提供检索、咨询和培训，服务台账齐全。')
    await look(staff, 'reexamination-confirm-phone')
  })
  await stands(staff, '复审中')
  const city = await person('city_officer')
  await city.goto('/queue')
  await city.getByText('期满复审').first().waitFor()
  await city.goto(path)
  await decide(city, '复审合格，延续三年', {
    signedOn: day(until, 3), scan: 'decision_scan', signs: ['handler', 'head', 'seal'], opinion: '条件具备，服务情况良好。', before: () => lookTwice(city, 'reexamination-pass'),
  })
  await stands(city, '复审合格，已延续')
  await anybody.reload()
  await anybody.getByText(word('directory.event_renew')).waitFor()
  await lookTwice(anybody, 'reexamination-renewed')
})
