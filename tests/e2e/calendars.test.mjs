// A system administrator enters a changed holiday notice, sees what it would move; a second person puts it into force; the applicant and the public
// read the new day with its reason.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lookTwice, person, setStage, settled } from './browser.mjs'

setStage()

/** A running public notice of the demonstration network and its last day. */
async function runningNotice(page) {
  return page.evaluate(async () => (await (await fetch('/api/notices?running=true&limit=1')).json()).items[0])
}

test('a changed holiday notice moves the dates that were told', async () => {
  const admin = await person('system_admin')
  await admin.goto('/')
  const notice = await runningNotice(admin)
  await admin.getByRole('link', { name: '工作日历' }).first().click()
  await admin.getByText('国办发明电〔2023〕7号').waitFor()
  await lookTwice(admin, 'calendars-list')

  await admin.getByRole('link', { name: '录入放假安排' }).click()
  await admin.locator('#calendar-title').fill('关于调整放假安排的通知')
  await admin.locator('#calendar-number').fill('演示〔2026〕1号')
  await admin.locator('#calendar-issued_on').fill('2026-09-14')
  const from = admin.locator('input[name^="calendar-from-"]').first()
  await from.fill('2026-10-21')
  await admin.locator('select[name^="calendar-kind-"]').first().selectOption('work')
  await admin.locator('input[id^="calendar-name-"]').first().fill('国庆节')
  await admin.getByRole('button', { name: '保存并提请核定' }).click()
  await admin.getByText('2026-10-21本来就是工作日').first().waitFor()
  await lookTwice(admin, 'calendars-refused')

  await admin.locator('select[name^="calendar-kind-"]').first().selectOption('rest')
  await from.fill(notice.last_day)
  await admin.getByRole('button', { name: '保存并提请核定' }).click()
  await admin.waitForURL(/\/calendars\/[0-9a-f-]{20,}$/)
  await admin.getByText('这是试算结果').waitFor()
  await admin.getByText(notice.number).first().waitFor()
  assert.equal(await admin.getByRole('button', { name: '核定并生效' }).count(), 0, 'nobody approves what he entered')
  await lookTwice(admin, 'calendars-proposed')

  const reviewer = await person('rule_reviewer')
  await reviewer.goto(new URL(admin.url()).pathname)
  await reviewer.getByRole('button', { name: '核定并生效' }).click()
  await reviewer.getByText('已生效').first().waitFor({ timeout: 60_000 })
  await settled(reviewer)
  await lookTwice(reviewer, 'calendars-applied')

  const visitor = await person(null)
  await visitor.goto(`/notices/${notice.id}`)
  await visitor.getByText('因演示〔2026〕1号变更放假安排').waitFor()
  await lookTwice(visitor, 'calendars-notice')

  const officer = await person('city_officer')
  await officer.goto(new URL(admin.url()).pathname)
  await officer.getByRole('heading', { name: '受影响的期限' }).waitFor()
  await officer.locator('td a[href^="/cases/"]').first().click()
  await officer.getByText('放假安排变更，期限顺延').first().waitFor()
  await lookTwice(officer, 'calendars-case')
})
