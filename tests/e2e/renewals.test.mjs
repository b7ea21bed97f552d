// The end of a term: a national outlet applies under a notice and is renewed; a Shenyang outlet is re-examined by the city.
import { test } from 'node:test'
import { addMaterial, perform } from './application.mjs'
import { look, lookTwice, person, server, setStage } from './browser.mjs'
import { Client } from './interface.mjs'
import { paper } from './papers.mjs'
import { choose, moveClock, stands, write } from './steps.mjs'
import { word } from './words.mjs'

const login = 'applicant_01'
let line, lastDay
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

test('the city re-examines an outlet whose term is over: listed, confirmed on a phone, passed, three more years', async () => {
  const own = await lineOf(login, '沈阳')
  const until = await validUntil(own)
  await moveClock(await person('system_admin'), day(until, 3))
  const anybody = await person()
  await anybody.goto(`/outlets/${own}`)
  await anybody.getByText(word('directory.state_renewing')).first().waitFor()
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
  await perform(city, '复审合格，延续三年', async (box) => {
    for (const judged of await box.locator('.judge').all()) await judged.getByRole('button', { name: word('condition.met'), exact: true }).click()
    await write(city, 'field-input-opinion', '条件具备，服务情况良好。')
    await write(city, 'field-input-handler_name', '林晓峰')
    await write(city, 'field-input-head_name', '陈立新')
    await write(city, 'field-input-signed_on', day(until, 3))
    await addMaterial(city, 'decision_scan', paper('decision'), 'scan')
    await choose(box, 'action-signed', word('sign.handler'), word('sign.head'), word('sign.seal'))
    await lookTwice(city, 'reexamination-pass')
  })
  await stands(city, '复审合格，已延续')
  await anybody.reload()
  await anybody.getByText(word('directory.event_renew')).waitFor()
  await lookTwice(anybody, 'reexamination-renewed')
})
