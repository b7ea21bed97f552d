// The year of an outlet: what it owes as calendar and list, the summary from the blank form to the archive, the officer's overview, the calendar address.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addMaterial, fillSummary, goTo, perform, printForm } from './application.mjs'
import { look, lookTwice, person, server, setStage } from './browser.mjs'
import { Client } from './interface.mjs'
import { paper } from './papers.mjs'
import { follow, link, moveClock, press, stands } from './steps.mjs'
import { word } from './words.mjs'

const login = 'applicant_01'
let outlet, casePath
setStage(async () => {
  const staff = await Client.signedIn(server.base, login)
  outlet = (await staff.get(`/api/organisations/${await staff.organisation()}`)).name
})

test('in autumn the summary is announced but not open; the address is shown once', async () => {
  const staff = await person(login)
  await staff.goto('/')
  await follow(staff, 'duties.title')
  const line = staff.locator('article').filter({ hasText: '年度工作总结（2026年度）' })
  await line.getByText(word('duties.upcoming')).waitFor()
  assert.equal(await line.getByRole('button', { name: word('duties.begin') }).count(), 0)
  await press(staff, 'duties.feed_new')
  const address = await staff.locator('.address code').textContent()
  await lookTwice(staff, 'duties-autumn')
  const calendar = await (await fetch(address)).text()
  assert.match(calendar, /^BEGIN:VCALENDAR/)
  await staff.reload()
  await press(staff, 'duties.feed_revoke')
  await staff.getByText(word('duties.feed_revoked')).waitFor()
  assert.equal((await fetch(address)).status, 404)
})

test('in December it is written, printed, sealed and handed in', async () => {
  await moveClock(await person('system_admin'), '2026-12-21')
  const staff = await person(login)
  await staff.goto('/duties')
  await lookTwice(staff, 'duties-december')
  await staff.locator('article').filter({ hasText: '年度工作总结（2026年度）' }).getByRole('button', { name: word('duties.begin') }).click()
  await staff.waitForURL('**/cases/**')
  casePath = new URL(staff.url()).pathname
  await fillSummary(staff)
  await lookTwice(staff, 'duties-summary-form')
  await goTo(staff, 'materials')
  await printForm(staff)
  await addMaterial(staff, 'signed_form', paper('summary'))
  await lookTwice(staff, 'duties-summary-ready')
  await perform(staff, '报送年度总结')
  await stands(staff, '已报送，待查阅')
  await staff.goto('/duties')
  await staff.getByText(word('duties.past', { n: 1 }).slice(0, 6)).waitFor()
})

test('the city reads and files it, and sees who is late in the new year', async () => {
  await moveClock(await person('system_admin'), '2027-01-08')
  const city = await person('city_officer')
  await city.goto('/queue')
  await link(city, 'queue.to_deadlines').click()
  await city.locator('article').first().waitFor()
  assert.equal(await city.locator('article').filter({ hasText: '2026年度' }).filter({ hasText: outlet }).count(), 0, 'who has handed in is not late')
  await lookTwice(city, 'deadlines-late')
  await city.getByRole('button', { name: /有效期/ }).click()
  await look(city, 'deadlines-ending')
  await city.goto(casePath)
  await perform(city, '查阅归档')
  await stands(city, '已查阅归档')
  await lookTwice(city, 'duties-archived')
})
