// A complaint about an outlet: sent by name, taken on, inquired into, a sanction opened from it, concluded; its sender follows it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { look, lookTwice, person, server, setStage, sizes } from './browser.mjs'
import { Client } from './interface.mjs'
import { paper } from './papers.mjs'
import { button, follow, link, openMessage, pickFiles, press, said, write } from './steps.mjs'
import { word } from './words.mjs'

let outlet, codes, complaintPath, casePath
setStage(async () => {
  const staff = await Client.signedIn(server.base, 'applicant_01')
  outlet = (await staff.get(`/api/organisations/${await staff.organisation()}`)).name
})

const statement = '该网点以公共服务为名，向到访企业推销收费的商标代理套餐。'

async function toForm(page) {
  await page.goto(`/directory?q=${encodeURIComponent(outlet)}`)
  await page.locator('main a').filter({ hasText: outlet }).first().click()
  await link(page, 'complaint.link').click()
  await page.getByRole('heading', { level: 1, name: word('complaint.title') }).waitFor()
}

test('on a phone a visitor complains by name, with evidence, from the page of the outlet', async () => {
  const page = await person(null, { size: 'phone' })
  await toForm(page)
  await press(page, 'complaint.submit')
  await page.getByText(word('complaint.choose_ground')).first().waitFor()
  await lookTwice(page, 'complaint-missing')
  await page.locator('input[value="unrelated_commerce"]').check()
  await write(page, 'complaint-statement', statement)
  await pickFiles(page, page.locator('label.native[for="objection-evidence"]'), paper('flyer'))
  await page.getByText(word('objection.evidence_arrived')).first().waitFor()
  await write(page, 'complaint-name', '举报人丁某')
  await write(page, 'complaint-contact', '13900001234')
  await lookTwice(page, 'complaint-form')
  await press(page, 'complaint.submit')
  await page.getByRole('heading', { level: 1, name: word('complaint.received') }).waitFor()
  await lookTwice(page, 'complaint-received')
  const [receipt, secret] = await page.locator('.codes dd').allTextContents()
  assert.match(receipt, /^TS/)
  codes = { receipt, secret }
})

test('anonymously nothing but the facts is asked, and it says that nobody can ask back', async () => {
  const page = await person(null)
  await toForm(page)
  await page.locator('input[value="anonymous"]').check()
  await page.getByText(word('complaint.anonymous_hint')).waitFor()
  assert.equal(await page.locator('#complaint-name').count(), 0)
  await page.locator('input[value="poor_service"]').check()
  await write(page, 'complaint-statement', '工作日多次到访，窗口无人值守。')
  await lookTwice(page, 'complaint-anonymous')
  await press(page, 'complaint.submit')
  await page.getByRole('heading', { level: 1, name: word('complaint.received') }).waitFor()
})

test('the officer is told, takes it on and inquires', async () => {
  const page = await person('city_officer')
  await openMessage(page, codes.receipt)
  complaintPath = new URL(page.url()).pathname
  await page.getByText(statement).waitFor()
  assert.equal(await page.getByText('举报人丁某').count(), 0, 'nobody reads who complained without a reason')
  await lookTwice(page, 'complaint-new')
  await follow(page, 'complaints.nav')
  await page.locator('tbody tr').filter({ hasText: codes.receipt }).waitFor()
  await lookTwice(page, 'complaints-list')
  await page.goto(complaintPath)
  await press(page, 'complaints.take_on')
  await said(page, word('complaints.taken_on'))
  await write(page, 'note-text', '到现场核实，窗口摆放收费套餐宣传单。')
  await press(page, 'complaints.note_add')
  await page.locator('ol li').getByText('到现场核实').waitFor()
  await lookTwice(page, 'complaint-inquiry')
})

test('name and contact are read for a reason, which stays on the page', async () => {
  const page = await person('city_officer')
  await page.goto(complaintPath)
  await write(page, 'identity-reason', '电话核实收费情况')
  await press(page, 'complaints.identity_show')
  await page.getByText('举报人丁某').waitFor()
  await page.getByText('电话核实收费情况').waitFor()
  await lookTwice(page, 'complaint-identity')
  await page.reload()
  await page.getByText('电话核实收费情况').waitFor()
  assert.equal(await page.getByText('13900001234').count(), 0)
})

test('a colleague takes it over; a sanction is opened from it and knows where it came from', async () => {
  const page = await person('city_head')
  await page.goto(complaintPath)
  await press(page, 'complaints.take_over')
  await said(page, word('complaints.taken_on'))
  await button(page, 'complaints.open_case', { procedure: '违规查处' }).click()
  await said(page, word('complaints.linked'))
  await page.locator('li').getByText('核查中').first().waitFor()
  await lookTwice(page, 'complaint-linked')
  await page.locator('main li a[href^="/cases/"]').first().click()
  await page.getByText(word('complaints.origin')).waitFor()
  casePath = new URL(page.url()).pathname
  await lookTwice(page, 'complaint-case-origin')
})

test('it is concluded', async () => {
  const page = await person('city_head')
  await page.goto(complaintPath)
  await press(page, 'complaints.conclude')
  await page.getByText(word('complaints.need_finding')).first().waitFor()
  await page.locator('input[value="founded"]').check()
  await write(page, 'conclusion-answer', '经核查属实，已对该网点立案查处。')
  await write(page, 'conclusion-summary', '现场核查一次，证据已固定，转入违规查处程序。')
  await lookTwice(page, 'complaint-concluding')
  await press(page, 'complaints.conclude')
  await page.getByRole('heading', { name: word('complaints.conclusion') }).waitFor()
  await lookTwice(page, 'complaint-concluded')
})

test('its sender reads the answer; the outlet and the district find nothing', async () => {
  const page = await person(null, { size: 'phone' })
  await page.goto('/objections/follow')
  await write(page, 'follow-receipt', codes.receipt.toLowerCase())
  await write(page, 'follow-secret', codes.secret)
  await press(page, 'home.search_go')
  await page.getByText('已对该网点立案查处').waitFor()
  assert.equal(await page.getByText('证据已固定').count(), 0, 'the summary is the office’s own')
  await lookTwice(page, 'complaint-followed')
  const staff = await person('applicant_01')
  await staff.setViewportSize(sizes.phone)
  await staff.goto(complaintPath)
  assert.equal(await staff.getByText(statement).count(), 0)
  const asked = await staff.request.get(`${server.base}/api${complaintPath}`)
  assert.equal(asked.status(), 404)
  await staff.goto(casePath)
  await look(staff, 'complaint-outlet-sees-no-case')
  assert.equal(await staff.getByText(codes.receipt).count(), 0)
})
