// Without signing in: the self-assessment, the directory by filters and as it was, notices, the data for everybody.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lookTwice, person, setStage, settled } from './browser.mjs'
import { download, link, press } from './steps.mjs'
import { word } from './words.mjs'

setStage()

test('one questionnaire is held against every programme, and the address brings the answers back', async () => {
  const page = await person(null, { size: 'phone' })
  await page.goto('/')
  await page.locator('footer').getByRole('link', { name: word('assessment.title') }).click()
  const staff = page.locator('#assessment-team-full-time')
  await staff.fill('4')
  await press(page, 'assessment.go')
  await page.waitForURL((url) => url.searchParams.get('answers') === '{"team.full_time":4}')
  await settled(page)
  const finding = (programme, outcome) => page.getByRole('region', { name: programme, exact: true }).locator(`li[data-outcome="${outcome}"]`).filter({ hasText: '专职' })
  assert.match(await finding('国家级网点备案（省级推荐）', 'not_met').innerText(), /由本单位办理/, 'four are too few for the national act, and who cures it is said')
  await page.getByRole('region', { name: '沈阳市级网点备案', exact: true }).getByText(word('assessment.met'), { exact: true }).click()
  await finding('沈阳市级网点备案', 'met').waitFor()
  assert.ok(await page.getByLabel('地理标志').count() && await page.getByLabel('地市级公共服务骨干节点').count(), 'closed lists in words, whole')
  assert.equal(await page.locator('form label', { hasText: '是独立法人' }).count(), 1, 'both national routes ask it once')
  await page.getByText(/今天提交，最早 \d{4}年\d{1,2}月\d{1,2}日 可以取得/).first().waitFor()
  const shown = await page.locator('section.panel h2').allInnerTexts()
  assert.equal(new Set(shown).size, 4, `every programme under a name of its own: ${shown}`)
  await lookTwice(page, 'assessment-answered')

  await page.reload()
  await settled(page)
  assert.equal(await staff.inputValue(), '4')
  await staff.fill('5')
  await press(page, 'assessment.go')
  await page.waitForURL((url) => url.searchParams.get('answers') === '{"team.full_time":5}')
  await settled(page)
  assert.equal(await finding('国家级网点备案（省级推荐）', 'not_met').count(), 0)
  await link(page, 'assessment.again').click()
  await page.waitForURL((url) => !url.search)
  assert.equal(await staff.inputValue(), '')
})

test('the directory by level and as it was on a past day, with why each entry stands there', async () => {
  const page = await person()
  await page.goto('/directory')
  const total = async () => Number(/共(\d+)家/.exec(await page.locator('p[role="status"]').innerText())[1])
  await settled(page)
  const everything = await total()
  await page.locator('#directory-level').selectOption('national')
  await page.waitForFunction((before) => {
    const shown = Number(/共(\d+)家/.exec(document.querySelector('p[role="status"]').innerText)?.[1] ?? 0)
    return shown > 0 && shown < before
  }, everything)
  const national = await total()
  const csv = await download(page, link(page, 'data.as_csv'))
  assert.equal(csv.bytes.toString('utf8').trim().split('\n').length, national + 1, 'the download holds what the page shows')
  await lookTwice(page, 'directory-national')

  await link(page, 'directory.clear').click()
  await page.locator('#directory-as-of').fill('2020-01-01')
  await page.getByText(word('directory.none_match')).waitFor()
  await lookTwice(page, 'directory-before-everything')
  await link(page, 'directory.clear').click()
  await settled(page)
  await page.locator('main tbody a').first().click()
  await page.getByRole('heading', { name: word('directory.history') }).waitFor()
  await page.locator('.history li').first().waitFor()
  await page.locator('.history a[href^="/notices/"]').first().click()
  await page.waitForURL(/\/notices\//)
})

test('notices say whether one may object, until when and how; the data are everybody\'s', async () => {
  const page = await person()
  await page.goto('/notices')
  await page.locator('#notices-running').selectOption('true')
  await page.waitForURL(/running=true/)
  await page.locator('main tbody a').first().click()
  await page.waitForURL(/\/notices\/[0-9a-f-]{36}/)
  await page.getByText('可以提出异议：至').waitFor()
  await page.getByText('可以实名，也可以匿名').first().waitFor()
  await page.getByText(/\d{4}年\d{1,2}月\d{1,2}日/).first().waitFor()
  await page.getByRole('link', { name: '提出异议' }).waitFor()
  await lookTwice(page, 'notice-running')
  await page.goto('/notices?running=false')
  await page.locator('main tbody a').first().waitFor()
  await page.goto('/data')
  for (const name of ['outlets.jsonl', 'outlets.csv', 'notices.jsonl', 'notices.csv', 'changes.jsonl']) {
    const file = await download(page, page.locator(`a[href="/api/open-data/${name}"]`))
    const lines = file.bytes.toString('utf8').trim().split('\n')
    assert.ok(lines.length > 1, name)
    if (name.endsWith('.jsonl')) assert.ok(JSON.parse(lines[0]).id ?? JSON.parse(lines[0]).sequence, name)
  }
})
