// Recognition in Fuzhou from the draft on a phone to the public directory, which tells no end: review, notice by document, a sustained objection,
// the review held again, recognition.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { perform } from './application.mjs'
import { look, lookTwice, person, server, setStage } from './browser.mjs'
import { Client } from './interface.mjs'
import { passReview } from './panel.mjs'
import { choose, press, said, stands, write } from './steps.mjs'
import { word } from './words.mjs'

const programme = { act: 'fuzhou_outlet_2022', procedure: 'filing', slots: ['signed_form', 'licence', 'working_rules'] }
const tools = { section_3: { trademark_tools: '商标网上检索系统。', patent_tools: '专利文献数据库和分析软件。', combined_tools: '检索台统一调用三类数据库。' } }
let caseId, name
setStage()

async function advance(days) {
  await (await Client.signedIn(server.base, 'system_admin')).send('POST', '/api/clock', { days })
}

/** Judges every condition the dialog asks about as met. */
async function judgeAll(box) {
  const judged = box.locator('.judge')
  for (let index = 0; index < await judged.count(); index++) {
    await judged.nth(index).getByRole('button', { name: word('condition.met'), exact: true }).click()
    await judged.nth(index).locator('button[aria-pressed="true"]').filter({ hasText: word('condition.met') }).waitFor()
  }
}

async function publish(page) {
  await page.goto(`/notices/publish?cases=${caseId}`)
  await page.locator('[id="publish-days"]').fill('5')
  await write(page, 'publish-title', '福州市级网点拟认定单位公示')
  await lookTwice(page, 'fuzhou-publish')
  await press(page, 'publish.go', { n: 1 })
  await page.waitForURL(/\/notices\/[0-9a-f-]{36}/)
  return new URL(page.url()).pathname
}

test('an institution applies straight to the city bureau, on a phone', async () => {
  const client = await Client.signedIn(server.base, 'fuzhou_applicant_3')
  caseId = await client.start(programme)
  await client.complete(caseId, programme, tools)
  const page = await person('fuzhou_applicant_3', { size: 'phone' })
  await page.goto(`/cases/${caseId}`)
  await stands(page, '草稿')
  const tab = (id) => page.getByRole('tab', { name: word(id) }).or(page.getByRole('button', { name: word(id) })).first()
  await tab('case.tab_checks').click()
  await page.locator('.checks').getByText(word('checks.ready')).waitFor()
  await look(page, 'fuzhou-ready-phone')
  await tab('case.tab_course').click()
  await perform(page, '提交申报')
  await stands(page, '评审中')
  name = (await client.get(`/api/cases/${caseId}`)).organisation_name
  await lookTwice(page, 'fuzhou-submitted')
})

test('reviewed by experts, put on notice, an objection sustained', async () => {
  await passReview(server.base, caseId)
  const officer = await person('fuzhou_officer')
  await officer.goto(`/cases/${caseId}`)
  await perform(officer, '通过评审', async (box) => {
    await judgeAll(box)
    await lookTwice(officer, 'fuzhou-review-dialog')
  })
  await stands(officer, '通过评审')
  const notice = await publish(officer)
  await lookTwice(officer, 'fuzhou-notice')
  const citizen = await person(null, { size: 'phone' })
  await citizen.goto(notice)
  await citizen.getByRole('link', { name: word('notices.object') }).or(citizen.getByRole('button', { name: word('notices.object') })).first().click()
  await choose(citizen, 'objection-manner', word('objection.named'))
  await write(citizen, 'objection-name', '某市民')
  await write(citizen, 'objection-contact', '0591-12345678')
  await write(citizen, 'objection-grounds', '评审时没有看到专利数据库的使用合同。')
  await press(citizen, 'objection.submit')
  await citizen.getByRole('heading', { name: word('objection.received') }).waitFor()
  await officer.goto('/objections')
  await officer.getByRole('table').getByRole('link').first().click()
  await officer.locator('#decision-outcome').getByLabel(word('objections.state_sustained')).check()
  await write(officer, 'decision-reasons', '合同确未提交，应当重新评审。')
  await press(officer, 'objections.decide')
  await said(officer, word('objections.decided'))
})

test('the first result no longer counts: reviewed again with a panel drawn anew', async () => {
  const officer = await person('fuzhou_officer')
  await officer.goto(`/cases/${caseId}`)
  await perform(officer, '异议成立，退回评审', async () => { await write(officer, 'field-input-reasons', '合同确未提交，重新评审。') })
  await stands(officer, '评审中')
  await officer.getByRole('link', { name: '开启评审' }).waitFor()
  await lookTwice(officer, 'fuzhou-review-again')
  await officer.goto('/reviews')
  await officer.getByText(word('reviews.state_superseded')).first().waitFor()
  await officer.getByRole('table').getByRole('link').first().click()
  await officer.getByText(word('reviews.superseded_hint')).waitFor()
  await lookTwice(officer, 'fuzhou-review-superseded')
  await passReview(server.base, caseId, 22)
  await officer.goto(`/cases/${caseId}`)
  await perform(officer, '通过评审', judgeAll)
  await publish(officer)
  await advance(10)
  await officer.goto(`/cases/${caseId}`)
  await perform(officer, '认定', async () => { await lookTwice(officer, 'fuzhou-recognise-dialog') })
  await stands(officer, '已认定')
  await lookTwice(officer, 'fuzhou-recognised')
})

test('the public directory shows the outlet and no end', async () => {
  const page = await person(null, { size: 'phone' })
  await page.goto('/directory')
  await write(page, 'directory-words', name)
  await press(page.locator('main form'), 'directory.search')
  await page.getByRole('link', { name }).waitFor()
  await lookTwice(page, 'fuzhou-directory')
  await page.getByRole('link', { name }).click()
  await page.getByRole('heading', { name }).waitFor()
  await page.getByText(word('directory.event_enter')).waitFor()
  assert.equal(await page.getByText(word('directory.valid_until')).count(), 0, 'the text knows no validity')
  assert.equal(await page.getByText('长期').count(), 0, 'nor any word for it')
  await lookTwice(page, 'fuzhou-outlet')
})
