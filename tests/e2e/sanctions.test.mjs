// An applicant that lied: inquiry, notice, decision by a second person; the application ends and the public is told.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addMaterial, perform } from './application.mjs'
import { look, lookTwice, person, server, setStage } from './browser.mjs'
import { Client } from './interface.mjs'
import { paper } from './papers.mjs'
import { button, choose, moveClock, stands, write } from './steps.mjs'
import { word } from './words.mjs'

let subject, casePath
setStage(async () => {
  const city = await Client.signedIn(server.base, 'city_officer')
  const running = (await city.get('/api/cases?limit=100')).items.filter((each) => each.procedure_id === 'filing' && each.act_id === 'shenyang_outlet_2024' && !each.is_final)
  for (let number = 1; number <= 12 && !subject; number += 1) {
    const login = `applicant_${String(number).padStart(2, '0')}`
    const staff = await Client.signedIn(server.base, login)
    const organisation = await staff.organisation()
    const application = running.find((each) => each.organisation_id === organisation && each.holder !== 'applicant')
    if (application) subject = { login, organisation, application: application.id, name: application.organisation_name }
  }
})

test('the city opens an inquiry about an applicant and proposes the end of its application', async () => {
  const page = await person('city_officer')
  await page.goto(`/institutions/${subject.organisation}`)
  await page.getByText('违规查处（申报单位）').first().waitFor()
  await lookTwice(page, 'sanctions-institution')
  await button(page, 'proceedings.open').click()
  await page.waitForURL('**/cases/**')
  casePath = new URL(page.url()).pathname
  await addMaterial(page, 'evidence', paper('evidence'), 'papers')
  await perform(page, '拟终止并告知', async (box) => {
    await choose(box, 'field-input-ground', '备案中弄虚作假')
    await write(page, 'field-input-facts', '所附社会保险缴费记录系伪造。')
    await write(page, 'field-input-link', '申报表第三部分')
    await addMaterial(page, 'proposal_scan', paper('proposal'), 'scan')
    await lookTwice(page, 'sanctions-propose-dialog')
  })
  await stands(page, '拟处理告知待送达')
})

test('after the defence a second officer decides, and the application ends by itself', async () => {
  const administrator = await person('system_admin')
  const staff = await person(subject.login, { size: 'phone' })
  await staff.goto(casePath)
  await staff.getByRole('button', { name: word('case.tab_course'), exact: true }).click()
  await perform(staff, '签收告知书')
  await moveClock(administrator, '2026-11-30')
  const head = await person('city_head')
  await head.goto(casePath)
  await perform(head, '决定终止', async (box) => {
    await write(head, 'field-input-decision_number', '沈知终决〔2026〕1号')
    await write(head, 'field-input-reasons', '缴费记录系伪造，没有提出申辩。')
    await write(head, 'field-input-handler_name', '林晓峰')
    await write(head, 'field-input-head_name', '陈立新')
    await addMaterial(head, 'decision_scan', paper('decision'), 'scan')
    await choose(box, 'action-signed', word('sign.handler'), word('sign.head'), word('sign.seal'))
  })
  await stands(head, '已终止')
  await staff.goto(`/cases/${subject.application}`)
  await staff.getByText('违规终止').first().waitFor()
  await look(staff, 'sanctions-application-ended-phone')
})

test('the public reads the notification while the ban lasts, and its correction once the decision is annulled', async () => {
  const page = await person(null, { size: 'phone' })
  await page.goto('/notices')
  await page.getByRole('link', { name: word('notices.to_sanctions') }).click()
  await page.getByRole('link', { name: subject.name }).click()
  await page.getByText('沈知终决〔2026〕1号').waitFor()
  await page.getByText('备案中弄虚作假').waitFor()
  assert.equal(await page.getByText('伪造').count(), 0, 'the facts stay in the case')
  await lookTwice(page, 'sanctions-public')
  const head = await person('city_head')
  await head.goto('/sanctions')
  await head.getByText('沈知终决〔2026〕1号').waitFor()
  await lookTwice(head, 'sanctions-register')
  await button(head, 'sanctions.annul').click()
  await write(head, 'annul-reason', '行政复议决定书〔2026〕9号撤销原决定。')
  await head.getByRole('dialog').locator('button[type="submit"]').click()
  await head.getByText('行政复议决定书〔2026〕9号').waitFor()
  await page.reload()
  await page.getByText('通报同时撤下').waitFor()
  await look(page, 'sanctions-public-annulled-phone')
  await page.goto('/public-sanctions')
  await page.getByText(word('public_sanctions.none')).waitFor()
  await look(page, 'sanctions-public-none-phone')
})
