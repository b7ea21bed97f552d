// Makes the pictures of the manual from a demonstration network: node manual_pictures.mjs
import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { addMaterial, codes, writeIdentity } from './application.mjs'
import { openPerson, settled, signIn, startBrowser, startServer } from './browser.mjs'
import { Client } from './interface.mjs'
import { paper } from './papers.mjs'
import { smaller } from './smaller_png.mjs'
import { button, choose, dialog, link, moveClock, press, said, write } from './steps.mjs'
import { word } from './words.mjs'

const folder = path.resolve(import.meta.dirname, '../../docs/manual/pictures')
const most = { pictures: 27, bytes: 150_000 }
const server = await startServer()
const browser = await startBrowser()
const city = await Client.signedIn(server.base, 'city_officer')

/** What the window shows, or the one part of it that matters. */
async function take(page, name, part) {
  await settled(page)
  await page.locator('.toasts').evaluate((element) => (element.hidden = true))
  const picture = await (part ?? page).screenshot()
  writeFileSync(path.join(folder, `${name}.png`), await smaller(page, picture))
  await page.locator('.toasts').evaluate((element) => (element.hidden = false))
}

async function person(login, options = {}) {
  const page = await openPerson(browser, server.base, options)
  if (options.size !== 'phone') await page.setViewportSize({ width: 1200, height: 720 })
  if (login) await signIn(page, login)
  return page
}

const caseOf = async (login) => (await (await Client.signedIn(server.base, login)).cases())[0]

async function forTheApplicant() {
  const visitor = await person()
  await visitor.goto('/register')
  await writeIdentity(visitor, codes().wrong)
  await take(visitor, 'applicant_register')
  const short = await person('applicant_03')
  await short.goto('/organisation/team')
  await take(short, 'applicant_team')
  await short.goto(`/cases/${(await caseOf('applicant_03')).id}`)
  await take(short, 'applicant_self_check', short.locator('aside.checks'))
  const ready = await person('applicant_11')
  const draft = (await caseOf('applicant_11')).id
  await ready.goto(`/cases/${draft}?section=section_2`)
  await take(ready, 'applicant_form')
  await ready.goto(`/cases/${draft}?section=materials`)
  await ready.locator('#material-signed_form').waitFor()
  await take(ready, 'applicant_materials', ready.locator('.columns > .work'))
  const returned = await person('applicant_05')
  await returned.goto(`/cases/${(await caseOf('applicant_05')).id}`)
  await take(returned, 'applicant_returned')
  const declined = await person('applicant_10', { size: 'phone' })
  await declined.goto(`/cases/${(await caseOf('applicant_10')).id}`)
  await take(declined, 'applicant_declined')
}

async function forTheDistrict() {
  const own = await caseOf('applicant_04')
  const organisation = await city.get(`/api/organisations/${own.organisation_id}`)
  const page = await person(`officer_${organisation.registered_division}`)
  await page.goto('/queue')
  await take(page, 'district_queue')
  await page.goto(`/cases/${own.id}`)
  await take(page, 'district_case')
  await page.locator('.course .actions').getByRole('button', { name: '退回补正', exact: true }).click()
  await dialog(page).locator('[id="field-input-items-place"]').selectOption('materials.licence')
  await press(dialog(page), 'return.pin')
  await dialog(page).locator('.item textarea').fill('请提交加盖公章的复印件。')
  await dialog(page).locator('#action-term').waitFor()
  await take(page, 'district_return', page.locator('.app-dialog'))
}

async function forTheCity() {
  const page = await person('city_officer')
  await page.goto('/windows')
  await take(page, 'city_windows')
  const contested = (await city.cases('on_notice')).find((each) => each.open_objections)
  await page.goto(`/cases/${contested.id}`)
  await take(page, 'city_not_yet', page.locator('aside.course > .panel'))
  await page.goto('/objections')
  await page.locator('main tbody a').first().click()
  await page.locator('#decision-reasons').waitFor()
  await take(page, 'city_objection')
  await page.goto('/queue?state=examining')
  await page.locator('main tbody input[type="checkbox"]').first().check()
  await page.getByRole('link', { name: word('queue.publish', { n: 1 }) }).or(button(page, 'queue.publish', { n: 1 })).first().click()
  await page.locator('td[data-role="last"]').waitFor()
  await take(page, 'city_publish')
  await press(page, 'publish.go', { n: 1 })
  await page.waitForURL(/\/notices\/[0-9a-f-]{36}/)
  return new URL(page.url()).pathname
}

async function forThePublic(notice) {
  const page = await person()
  await page.goto('/')
  await take(page, 'public_home')
  await page.goto('/directory')
  await take(page, 'public_directory')
  await page.setViewportSize({ width: 1200, height: 1000 })
  await page.goto(notice)
  await take(page, 'public_notice')
  const phone = await person(undefined, { size: 'phone' })
  await phone.goto('/directory')
  await phone.locator('main tbody a').first().click()
  await phone.waitForURL('**/outlets/*')
  await take(phone, 'public_outlet')
  await phone.goto(`${notice}/objection`)
  await write(phone, 'objection-grounds', '该单位所列典型案例之一并非由其实施，见所附合同首页。')
  await choose(phone, 'objection-manner', word('objection.anonymous'))
  await take(phone, 'public_objection')
}

/** A changed holiday notice before anybody approved it: what differs, and the terms it would move. */
async function forTheAdministrator() {
  const page = await person('system_admin')
  const running = (await city.get('/api/notices?running=true&limit=1')).items[0]
  await press(page, 'demonstration.advance')
  await take(page, 'administrator_clock')
  await page.goto('/calendars/new')
  await write(page, 'calendar-title', '关于调整放假安排的通知')
  await write(page, 'calendar-number', '演示〔2026〕1号')
  await write(page, 'calendar-issued_on', '2026-09-14')
  await page.locator('input[name^="calendar-from-"]').first().fill(running.last_day)
  await page.locator('input[id^="calendar-name-"]').first().fill('中秋节')
  await press(page, 'calendars.save')
  await page.getByText(running.number).first().waitFor()
  await page.setViewportSize({ width: 1200, height: 900 })
  await take(page, 'administrator_calendar')
  await page.setViewportSize({ width: 1200, height: 720 })
  await moveClock(page, '2026-09-28')
}

/** A complaint from the phone of a visitor to the page of its handler. */
async function forComplaints() {
  const phone = await person(undefined, { size: 'phone' })
  await phone.goto(`/directory?q=${encodeURIComponent((await caseOf('applicant_01')).organisation_name)}`)
  await phone.locator('main tbody a').first().click()
  await link(phone, 'complaint.link').click()
  await phone.locator('#complaint-ground input').nth(1).check()
  await write(phone, 'complaint-statement', '该网点以公共服务为名，向到访企业推销收费的商标代理套餐。')
  await write(phone, 'complaint-name', '丁某（演示）')
  await write(phone, 'complaint-contact', '13900000000')
  await phone.setViewportSize({ width: 390, height: 1100 })
  await phone.evaluate(() => scrollTo(0, 0))
  await take(phone, 'public_complaint')
  await press(phone, 'complaint.submit')
  await phone.locator('.codes').waitFor()
  const officer = await person('city_officer')
  await officer.goto('/complaints')
  await officer.locator('main tbody a').first().click()
  await press(officer, 'complaints.take_on')
  await said(officer, word('complaints.taken_on'))
  await write(officer, 'note-text', '到现场核实，窗口摆放收费套餐宣传单。')
  await press(officer, 'complaints.note_add')
  await officer.locator('ol li').first().waitFor()
  await officer.setViewportSize({ width: 1200, height: 1000 })
  await officer.evaluate(() => scrollTo(0, 0))
  await take(officer, 'city_complaint')
}

/** The desk: several cases at once, quotas, support, an inquiry. */
async function forTheDesk() {
  const overdue = await caseOf('applicant_05')
  const bureau = await person(`officer_${(await city.get(`/api/organisations/${overdue.organisation_id}`)).registered_division}`)
  await bureau.goto('/queue?all=true')
  await bureau.locator('main tbody tr').filter({ hasText: overdue.organisation_name }).locator('input[type="checkbox"]').check()
  await press(bureau, 'queue.batch')
  await dialog(bureau).locator('button[type="submit"]').waitFor()
  await take(bureau, 'district_batch', bureau.locator('.app-dialog'))
  const page = await person('city_officer')
  await page.goto('/recommendations')
  await press(page, 'recommendations.set_quotas')
  await write(page, 'quota-each', '2')
  await write(page, 'quota-reason', '本年度控制新增数量。')
  await press(dialog(page), 'recommendations.set_quotas')
  await said(page, word('recommendations.quota_saved'))
  await take(page, 'city_recommendations')
  const organisation = await (await Client.signedIn(server.base, 'applicant_01')).organisation()
  await page.goto(`/supports?organisation=${organisation}`)
  await press(page, 'supports.record')
  await dialog(page).locator('#support-kind').selectOption('guidance')
  await dialog(page).locator('#support-respect').selectOption('capacity')
  await write(page, 'support-content', '组织专利检索培训一期，二十人参加。')
  await take(page, 'city_support', page.locator('.app-dialog'))
  await page.goto(`/institutions/${organisation}`)
  await page.locator('main li, main p, main div').filter({ hasText: /^违规查处/ }).getByRole('button', { name: word('proceedings.open') }).first().click()
  await page.waitForURL('**/cases/**')
  await addMaterial(page, 'evidence', paper('evidence'), 'papers')
  await take(page, 'city_inquiry')
}

try {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  await forTheApplicant()
  await forTheDistrict()
  await forTheAdministrator()
  await forThePublic(await forTheCity())
  await forComplaints()
  await forTheDesk()
  const pictures = readdirSync(folder)
  assert.ok(pictures.length <= most.pictures, `${pictures.length} pictures are more than ${most.pictures}`)
  for (const picture of pictures) {
    const { size } = statSync(path.join(folder, picture))
    console.log(`${String(size).padStart(7)} ${picture}`)
    assert.ok(size <= most.bytes, `${picture} has ${size} bytes, more than ${most.bytes}`)
  }
} finally {
  await browser.close()
  server.stop()
}
