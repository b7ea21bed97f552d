// An outlet that does not serve as it should: notice, half a year, proposed revocation, defence, decision by a second person.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addMaterial, decideRevocation, perform } from './application.mjs'
import { look, lookTwice, person, server, setStage, sizes } from './browser.mjs'
import { Client } from './interface.mjs'
import { paper } from './papers.mjs'
import { button, moveClock, openMessage, stands, write } from './steps.mjs'
import { word } from './words.mjs'

let outlet, casePath
setStage(async () => {
  const staff = await Client.signedIn(server.base, 'applicant_01')
  outlet = (await staff.get(`/api/organisations/${await staff.organisation()}`)).name
})

/** The institution's page as the city office sees it. */
async function toInstitution(page) {
  await page.goto(`/institutions?q=${encodeURIComponent(outlet)}`)
  await page.locator('main tbody a').first().click()
  await page.getByRole('heading', { level: 1, name: outlet }).waitFor()
}

async function issue(page) {
  await perform(page, '发出整改通知', async (box) => {
    await write(page, 'field-input-findings-0-article', '第九条')
    await write(page, 'field-input-findings-0-found', '半年来没有开放咨询窗口。')
    await write(page, 'field-input-findings-0-wanted', '恢复每周不少于三天的现场咨询，并公布时间。')
    await addMaterial(page, 'notice_scan', paper('notice'), 'scan')
    if (!casePath) await lookTwice(page, 'rectification-issue-dialog')
    await box.waitFor()
  })
  casePath = new URL(page.url()).pathname
}

test('the city opens a rectification at the institution and serves the notice', async () => {
  const page = await person('city_officer')
  await toInstitution(page)
  await page.getByRole('heading', { name: word('proceedings.title') }).waitFor()
  await lookTwice(page, 'rectification-institution')
  await button(page, 'proceedings.open').click()
  await page.waitForURL('**/cases/**')
  await page.getByText('查实问题的材料').first().waitFor()
  await lookTwice(page, 'rectification-drafting')
  await issue(page)
  await stands(page, '整改通知待送达')
  await page.getByText('半年来没有开放咨询窗口').first().waitFor()
  await lookTwice(page, 'rectification-issued')
})

test('the outlet reads what to mend on a phone, acknowledges, and reports', async () => {
  const page = await person('applicant_01')
  await openMessage(page, '整改')
  await page.setViewportSize(sizes.phone)
  await page.getByText('恢复每周不少于三天的现场咨询').first().waitFor()
  await look(page, 'rectification-to-acknowledge-phone')
  await page.getByRole('button', { name: word('case.tab_course'), exact: true }).click()
  await perform(page, '签收整改通知')
  await stands(page, '整改中')
  await lookTwice(page, 'rectification-running')
  await page.getByRole('button', { name: word('material.title'), exact: true }).click()
  await addMaterial(page, 'result', paper('timetable'), 'papers')
  await page.getByRole('button', { name: word('case.tab_course'), exact: true }).click()
  await perform(page, '报告整改情况', async () => write(page, 'field-input-account', '已恢复现场咨询，值班表附后。'))
  await stands(page, '待验收')
  await lookTwice(page, 'rectification-reported')
})

test('the city finds it mended; the outlet stays in the directory', async () => {
  const page = await person('city_officer')
  await page.goto(casePath)
  await page.locator('.course .not-yet').getByText('拟撤销并告知').waitFor()
  assert.equal(await page.locator('.course .actions').getByRole('button', { name: '拟撤销并告知', exact: true }).count(), 0, 'not before the half year is over')
  await page.getByText('timetable.pdf').first().waitFor()
  await perform(page, '验收合格', async () => write(page, 'field-input-opinion', '现场验收，咨询已恢复。'))
  await stands(page, '整改合格')
  await lookTwice(page, 'rectification-passed')
})

test('what is not mended is revoked: proposed, served, defended, decided by another officer', async () => {
  const administrator = await person('system_admin')
  const officer = await person('city_officer')
  await toInstitution(officer)
  await button(officer, 'proceedings.open').click()
  await officer.waitForURL('**/cases/**')
  await issue(officer)
  const staff = await person('applicant_01')
  await staff.goto(casePath)
  await perform(staff, '签收整改通知')
  await moveClock(administrator, '2027-04-10')
  await officer.goto(casePath)
  await perform(officer, '拟撤销并告知', async () => {
    await write(officer, 'field-input-facts', '期满后仍未恢复现场咨询。')
    await addMaterial(officer, 'proposal_scan', paper('proposal'), 'scan')
    await lookTwice(officer, 'rectification-propose-dialog')
  })
  await staff.goto(casePath)
  await perform(staff, '签收告知书')
  await lookTwice(staff, 'rectification-defending')
  await perform(staff, '提交陈述申辩', async () => write(staff, 'field-input-statement', '窗口装修停用，已改为电话咨询。'))
  await moveClock(administrator, '2027-04-30')
  await officer.goto(casePath)
  await officer.getByText('须由另一人办理').first().waitFor()
  await lookTwice(officer, 'rectification-another-person')
  const head = await person('city_head')
  await head.goto(casePath)
  await decideRevocation(head, '沈知撤决〔2027〕1号', '期满仍未恢复服务；申辩理由不成立。')
  await stands(head, '已撤销')
  await lookTwice(head, 'rectification-revoked')
  await staff.goto(casePath)
  await staff.getByText('行政复议').first().waitFor()
})

test('the public sees that the outlet has left the directory, and why', async () => {
  const page = await person(null, { size: 'phone' })
  await page.goto(`/directory?state=ended&q=${encodeURIComponent(outlet)}`)
  await page.locator('main a').filter({ hasText: outlet }).first().click()
  await page.getByText(word('directory.event_revoked')).first().waitFor()
  await look(page, 'rectification-outlet-ended-phone')
})

test('the register shows the decision; the office that made it enters its annulment and the outlet is back', async () => {
  const head = await person('city_head')
  await head.goto('/sanctions')
  await head.getByText('沈知撤决〔2027〕1号').waitFor()
  await lookTwice(head, 'rectification-register')
  await button(head, 'sanctions.annul').click()
  await write(head, 'annul-reason', '行政复议决定书〔2027〕12号撤销原决定。')
  await lookTwice(head, 'rectification-annul-dialog')
  await head.getByRole('dialog').locator('button[type="submit"]').click()
  await head.getByText('行政复议决定书〔2027〕12号').waitFor()
  const page = await person(null, { size: 'phone' })
  await page.goto(`/directory?q=${encodeURIComponent(outlet)}`)
  await page.locator('main a').filter({ hasText: outlet }).first().click()
  await page.getByText(word('directory.event_restore')).first().waitFor()
  await look(page, 'rectification-outlet-restored-phone')
})
