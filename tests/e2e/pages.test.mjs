// Every page people start from, at phone and desktop width: it shows its content, fits, and axe finds nothing.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { look, lookTwice, person, setStage, signIn } from './browser.mjs'
import { press, said } from './steps.mjs'
import { word } from './words.mjs'

setStage()

const publicPages = { home: '/', directory: '/directory', ip: '/ip', notices: '/notices', regulations: '/regulations', term: '/term', evidence: '/evidence', data: '/data', certificates: '/certificates', self_assessment: '/self-assessment', follow: '/objections/follow', sign_in: '/sign-in', register: '/register' }
const work = {
  applicant_11: { cases: '/cases', organisation: '/organisation', certificates: '/organisation/certificates', team: '/organisation/team', messages: '/messages' },
  officer_210105: { queue: '/queue', institutions: '/institutions' },
  system_admin: { jobs: '/jobs', accounts: '/accounts', all_deliveries: '/all-deliveries' },
  city_officer: { account: '/account', deliveries: '/deliveries', queue: '/queue', windows: '/windows', objections: '/objections', institutions: '/institutions' },
}

for (const size of ['phone', 'desktop']) {
  test(`public pages, ${size}`, async () => {
    const page = await person(null, { size })
    for (const [name, path] of Object.entries(publicPages)) {
      await page.goto(path)
      await page.locator('main h1').first().waitFor()
      await look(page, `${name}-${size}`)
    }
  })
  for (const [login, pages] of Object.entries(work)) {
    test(`work pages of ${login}, ${size}`, async () => {
      const page = await person(null, { size })
      await signIn(page, login)
      for (const [name, path] of Object.entries(pages)) {
        await page.goto(path)
        await page.locator('main h1').first().waitFor()
        await look(page, `${login}-${name}-${size}`)
      }
    })
  }
}

test('the home page leads to the page of an open window, its notices and an outlet', async () => {
  const page = await person(null, { size: 'phone' })
  await page.goto('/')
  await page.getByRole('link', { name: '2026年度沈阳市级网点备案申报通知' }).click()
  await page.waitForURL('**/windows/*')
  await page.getByText('专职人员不少于3名').waitFor()
  await lookTwice(page, 'window')
  await page.goto('/regulations/shenyang_outlet_2024')
  await page.locator('main h1').first().waitFor()
  await lookTwice(page, 'act')
})

test('dark colours', async () => {
  const page = await person(null, { colorScheme: 'dark' })
  for (const path of ['/', '/notices']) {
    await page.goto(path)
    await page.locator('main h1').first().waitFor()
    await look(page, `dark-${path === '/' ? 'home' : 'notices'}`)
  }
})

test('a case page shows its checks with their articles, to both sides', async () => {
  for (const login of ['applicant_11', 'city_officer']) {
    const page = await person()
    await signIn(page, login)
    const cases = await page.evaluate(async () => (await (await fetch('/api/cases')).json()).items)
    assert.ok(cases.length > 0)
    await page.goto(`/cases/${cases[0].id}`)
    await page.locator('.chip').first().waitFor({ state: 'attached' })
    await page.evaluate(() => document.querySelectorAll('details').forEach((group) => { group.open = true }))  // what is met is folded away
    await page.getByText('第四条').first().waitFor()
    await look(page, `case-${login}`)
  }
})

test('an officer records a fact about an institution, with its grounds', async () => {
  const page = await person('city_officer', { size: 'phone' })
  await page.goto('/institutions')
  await page.locator('main tbody a').first().click()
  await page.locator('#facts-reason').waitFor()
  await page.locator('#facts-banned_until').fill('2026-12-31')
  await page.locator('#facts-reason').fill('外省通报的限制申报决定。')
  await press(page, 'institutions.save_facts')
  await said(page, word('ui.saved'))
  await page.reload()
  await page.locator('#facts-reason').waitFor()
  assert.equal(await page.locator('#facts-banned_until').inputValue(), '2026-12-31')
  await look(page, 'city_officer-institution-phone')
})
