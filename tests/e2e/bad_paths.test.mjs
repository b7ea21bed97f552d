// What goes wrong under a person's hands: foreign addresses, two tabs, two officers, two clicks, refusals, no mouse, a magnified screen.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addMaterial, saved } from './application.mjs'
import { look, password, person, server, setStage, settled } from './browser.mjs'
import { Client } from './interface.mjs'
import { paper } from './papers.mjs'
import { button, choose, dialog, press, said, stands, write } from './steps.mjs'
import { word } from './words.mjs'

let city
setStage(async () => {
  city = await Client.signedIn(server.base, 'city_officer')
})

/** The first case in a state, with the district officer who may see it. */
async function caseIn(state) {
  const found = (await city.cases(state))[0]
  assert.ok(found, `the demonstration network has a case in ${state}`)
  return found
}

test('a foreign case, a page of another role and an unknown address are all simply not there', async () => {
  const examining = await caseIn('examining')
  const applicant = await person('applicant_11')
  await applicant.goto(`/cases/${examining.id}`)
  await applicant.getByText(word('error.not_found')).first().waitFor()
  assert.equal(await applicant.getByText(examining.organisation_name).count(), 0, 'nothing of the foreign case is shown')
  await look(applicant, 'bad-foreign-case-desktop')
  for (const path of ['/queue', '/institutions', `/notices/publish?cases=${examining.id}`, '/objections', '/nowhere']) {
    await applicant.goto(path)
    await applicant.getByRole('heading', { name: word('not_found.title') }).waitFor()
  }
  await look(applicant, 'bad-not-found-desktop')
})

test('who is not signed in is asked to, and then stands where they wanted to go', async () => {
  const page = await person(null, { size: 'phone' })
  await page.goto('/messages')
  await page.waitForURL('**/sign-in?next=/messages')
  await page.getByText(word('account.sign_in_first')).waitFor()
  await write(page, 'sign-in-login_name', 'applicant_11')
  await write(page, 'sign-in-password', 'not the password')
  await press(page.locator('main form'), 'shell.sign_in')
  await page.locator('.summary').waitFor()
  await look(page, 'bad-wrong-password-phone')
  await write(page, 'sign-in-password', password)
  await press(page.locator('main form'), 'shell.sign_in')
  await page.waitForURL('**/messages')
})

test('a step skipped by its address says why it is not possible', async () => {
  const notice = await caseIn('on_notice')
  const page = await person('city_officer')
  await page.goto(`/notices/publish?cases=${notice.id}`)
  await page.getByText(word('publish.blocked', { n: 1 })).waitFor()
  assert.equal(await button(page, 'publish.go', { n: 1 }).count(), 0, 'there is no button to publish it again')
  await look(page, 'bad-skipped-step-desktop')
})

test('two tabs on one section: the second is shown both versions and chooses', async () => {
  const first = await person('applicant_11')
  const { id } = (await (await Client.signedIn(server.base, 'applicant_11')).cases('draft'))[0]
  const second = await first.context().newPage()
  second.problems = []
  await first.goto(`/cases/${id}?section=section_2`)
  await second.goto(`/cases/${id}?section=section_2`)
  await second.locator('#field-section_2-basis').waitFor()
  await write(first, 'field-section_2-basis', '第一个页面写的内容。')
  await saved(first)
  await write(second, 'field-section_2-basis', '第二个页面写的内容。')
  await second.getByText(word('draft.conflict')).waitFor()
  await press(second, 'draft.compare')
  await dialog(second).getByText('第一个页面写的内容。').waitFor()
  await look(second, 'bad-two-tabs-desktop')
  await dialog(second).getByLabel(word('draft.theirs')).check()
  await press(dialog(second), 'draft.merge_keep')
  await saved(second)
  assert.equal(await second.locator('#field-section_2-basis').inputValue(), '第一个页面写的内容。')
  await first.context().close()
})

test('two officers at once: the later one is told and sees the new state', async () => {
  const ready = (await city.cases('on_notice')).find((each) => each.organisation_name.includes('晨晖')) ?? await caseIn('on_notice')
  const officers = [await person('city_officer'), await person('city_head')]
  for (const page of officers) { await page.goto(`/cases/${ready.id}`); await page.locator('.course .actions').waitFor() }
  const refuse = async (page) => {
    await page.locator('.course .actions').getByRole('button', { name: '不予备案', exact: true }).click()
    await write(page, 'field-input-reasons', '公示期间经核查，经费来源不实。')
    await write(page, 'field-input-handler_name', '林晓峰')
    await write(page, 'field-input-head_name', '陈立新')
    const scan = dialog(page).locator('#scan-decision_scan')
    if (!(await scan.locator('.file').count())) await addMaterial(page, 'decision_scan', paper('section-nine'), 'scan')
    await choose(dialog(page), 'action-signed', word('sign.handler'), word('sign.head'), word('sign.seal'))
  }
  await refuse(officers[0])
  await refuse(officers[1])
  await dialog(officers[0]).locator('button[type="submit"]').click()
  await stands(officers[0], '不予备案')
  await dialog(officers[1]).locator('button[type="submit"]').click()
  await dialog(officers[1]).locator('.summary').waitFor()
  await look(officers[1], 'bad-second-officer-desktop')
  await press(dialog(officers[1]), 'ui.close')
  await stands(officers[1], '不予备案')
  const outcome = officers[0].locator('.panel[data-tone="bad"]')
  await outcome.getByText('行政复议').waitFor()
  await outcome.getByText('经费来源不实').waitFor()
  await look(officers[0], 'bad-refused-desktop')
})

test('without a mouse: signing in, submitting', async () => {
  const applicant = await Client.signedIn(server.base, 'applicant_12')
  const id = await applicant.start()
  await applicant.complete(id)
  const page = await person()
  await page.goto('/sign-in')
  await tabTo(page, (element) => element.id === 'sign-in-login_name')
  await page.keyboard.type('applicant_12')
  await page.keyboard.press('Tab')
  await page.keyboard.type(password)
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => url.pathname === '/')
  await tabTo(page, (element) => element.getAttribute('href') === '/cases')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/cases')
  await settled(page)
  await tabTo(page, (element) => (element.getAttribute('href') ?? '').startsWith('/cases/'))
  await page.keyboard.press('Enter')
  await page.locator('.course .actions').waitFor()
  await tabTo(page, (element) => element.closest('.actions') !== null && element.textContent.includes('提交申报'))
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle)
  assert.notEqual(outline, 'none', 'the place of the keyboard is visible')
  await page.keyboard.press('Enter')
  await dialog(page).waitFor()
  await tabTo(page, (element) => element.closest('[role="dialog"]') !== null && element.getAttribute('type') === 'submit')
  await page.keyboard.press('Enter')
  await said(page, '已办理：提交申报')
  await stands(page, '待核实')
})

test('two clicks at once decline once; the ending names its remedy', async () => {
  const own = (await (await Client.signedIn(server.base, 'applicant_12')).cases('verifying'))[0]
  const organisation = await city.get(`/api/organisations/${own.organisation_id}`)
  const page = await person(`officer_${organisation.registered_division}`)
  let sent = 0
  page.on('request', (request) => { if (request.url().includes('/actions/decline')) sent++ })
  await page.goto(`/cases/${own.id}`)
  await page.locator('.course .actions').getByRole('button', { name: '不予推荐', exact: true }).click()
  await dialog(page).locator('button[type="submit"]').click()
  await dialog(page).locator('.summary').waitFor()
  await look(page, 'bad-decline-incomplete-desktop')
  await write(page, 'field-input-reasons', '现场核实时没有专职人员在岗。')
  await write(page, 'field-input-head_name', '郑国华')
  await addMaterial(page, 'recommendation_scan', paper('section-eight'), 'scan')
  await choose(dialog(page), 'action-signed', word('sign.head'), word('sign.seal'))
  await dialog(page).locator('button[type="submit"]').dblclick()
  await stands(page, '不予推荐')
  assert.equal(sent, 1, 'one request was sent')
  assert.equal(await page.locator('.history > li').filter({ hasText: '不予推荐' }).count(), 1)
  const applicant = await person('applicant_12', { size: 'phone' })
  await applicant.goto(`/cases/${own.id}`)
  const outcome = applicant.locator('.panel[data-tone="bad"]')
  await outcome.getByText('下一批次').waitFor()
  await outcome.getByText('没有专职人员在岗').waitFor()
  await look(applicant, 'bad-declined-phone')
})

test('the case page at 200 % and at 320 px needs no sideways scrolling', async () => {
  const examining = await caseIn('examining')
  const page = await person('city_officer')
  for (const [name, viewport] of [['zoom-200', { width: 720, height: 450 }], ['320', { width: 320, height: 640 }]]) {
    await page.setViewportSize(viewport)
    for (const [place, path] of [['case', `/cases/${examining.id}`], ['queue', '/queue'], ['windows', '/windows']]) {
      await page.goto(path)
      await page.locator('main h1').waitFor()
      await look(page, `bad-${place}-${name}`)
    }
  }
})

test('in English every word of the interface is English', async () => {
  const page = await person('applicant_05', { locale: 'en-GB' })
  const { id } = (await (await Client.signedIn(server.base, 'applicant_05')).cases('returned'))[0]
  await page.goto('/')
  const toEnglish = page.getByRole('button', { name: 'English' })
  if (await toEnglish.count()) await toEnglish.click()
  for (const path of ['/', '/directory', '/notices', '/regulations', '/term', '/cases', '/organisation', '/organisation/team', '/messages', `/cases/${id}`, `/cases/${id}?section=materials`]) {
    await page.goto(path)
    await page.locator('main h1').first().waitFor()
    await settled(page)
    const chinese = await page.evaluate(() => [...document.querySelectorAll('button, label, legend, th, dt, summary, nav a, .hint, .optional, .word, caption, footer a')]
      .filter((element) => !element.closest('[lang]:not(html)') && !element.closest('.visually-hidden')).map((element) => {
        const copy = element.cloneNode(true)
        for (const hidden of copy.querySelectorAll('.visually-hidden')) hidden.remove()
        return copy.textContent.trim()
      }).filter((text) => /\p{Script=Han}/u.test(text)))
    const words = chinese.filter((text) => !/（演示）|扫描件|\.pdf|沈阳|皇姑|（.*区）/.test(text))
    assert.deepEqual(words, [], `${path} in English`)
  }
  await look(page, 'english-case-materials-desktop')
  await page.goto(`/cases/${id}`)
  await look(page, 'english-case-desktop')
})

/** Presses Tab until the focused element answers; gives up after a full round. */
async function tabTo(page, isThere) {
  for (let presses = 0; presses < 250; presses++) {
    await page.keyboard.press('Tab')
    if (await page.evaluate(`(${isThere})(document.activeElement)`)) return
  }
  assert.fail('the keyboard does not reach it')
}
