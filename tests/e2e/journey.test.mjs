// The main job in a browser, by clicks and typing: from the opened window to the public directory.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addMaterial, addMember, addServiceItem, codes, fillForm, goTo, institution, perform, printForm, saved, slots, team, writeAccount, writeContact, writeIdentity } from './application.mjs'
import { keep, look, lookTwice, person, setStage, settled, signIn } from './browser.mjs'
import { paper, pdf } from './papers.mjs'
import { button, choose, dialog, follow, link, moveClock, openMessage, pickFiles, press, said, stands, write } from './steps.mjs'
import { word } from './words.mjs'

const title = '2026年度沈阳市级网点备案第二批申报通知'
const noticeTitle = '关于2026年度第二批拟备案网点名单的公示'
const changedBasis = '补正：经费由市财政专项保障，上一年度支出二十六万元，明细见附件。'
let failed
const people = {}
let casePath, noticePath, outletPath, receipt

/** A step of the way; after one has failed the later ones have nothing to stand on. */
function step(name, run) {
  test(name, async (context) => {
    if (failed) return context.skip(`“${failed}” has failed`)
    failed = name
    try {
      await run()
    } catch (cause) {
      for (const [who, page] of Object.entries(people)) await keep(page, `failed-journey-${who}`)
      throw cause
    }
    failed = undefined
  })
}

setStage(async () => {
  for (const name of ['city', 'district', 'applicant', 'administrator']) people[name] = await person()
  people.citizen = await person(null, { size: 'phone' })
})

const advanceTo = (date) => moveClock(people.administrator, date)

step('the city officer opens a window; a second one in the same year asks for the reason', async () => {
  const page = people.city
  await signIn(page, 'city_officer')
  await follow(page, 'windows.title')
  await press(page, 'windows.open')
  await page.locator('#window-procedure').waitFor()
  await write(page, 'window-title', title)
  await write(page, 'window-closes_on', '2026-09-30')
  await dialog(page).locator('button[type="submit"]').click()
  await page.locator('#window-reason').waitFor()
  await lookTwice(page, 'journey-01-window-asks-reason')
  await write(page, 'window-reason', '首批申报结束后仍有单位具备条件，按程序再次受理。')
  await dialog(page).locator('button[type="submit"]').click()
  await said(page, title)
  await page.locator('main tbody').getByRole('link', { name: title, exact: true }).waitFor()
  await lookTwice(page, 'journey-02-windows')
})

step('an institution registers; a wrong check digit warns and asks to confirm', async () => {
  const page = people.applicant
  await page.goto('/')
  await link(page.locator('#site-navigation'), 'shell.register').click()
  await writeIdentity(page, codes().wrong)
  await page.getByText(codes().good.at(-1), { exact: false }).first().waitFor()
  await press(page, 'register.next')
  await page.locator('.summary').getByText(word('organisation.code_confirm_needed')).waitFor()
  await lookTwice(page, 'journey-03-register-wrong-digit')
  await page.getByLabel(word('organisation.code_confirm')).check()
  await press(page, 'register.next')
  await writeContact(page)
  await lookTwice(page, 'journey-04-register-contact')
  await press(page, 'register.next')
  await writeAccount(page)
  await lookTwice(page, 'journey-05-register-account')
  await press(page, 'register.finish')
  await page.waitForURL('**/organisation')
  await page.getByText(word('account.provisional_hint')).waitFor()
  await lookTwice(page, 'journey-06-organisation')
})

step('it signs in again and enters its team and services', async () => {
  const page = people.applicant
  await press(page.locator('#site-navigation'), 'shell.sign_out')
  await page.locator('#site-navigation').getByRole('link', { name: word('shell.sign_in') }).waitFor()
  await signIn(page, institution.login, institution.password)
  await follow(page, 'organisation.title')
  await link(page, 'team.title').click()
  for (const member of team) await addMember(page, member)
  await page.getByText(word('team.counts', { full: 3, part: 1 })).waitFor()
  await lookTwice(page, 'journey-07-team')
  await link(page, 'service.title').click()
  await addServiceItem(page)
  await lookTwice(page, 'journey-08-services')
})

step('it fills the nine sections; what was saved is there after a reload', async () => {
  const page = people.applicant
  await follow(page, 'cases.title')
  await lookTwice(page, 'journey-09-cases')
  await page.locator('article').filter({ hasText: title }).getByRole('button', { name: word('cases.start') }).click()
  await page.waitForURL('**/cases/*')
  casePath = new URL(page.url()).pathname
  await page.locator('#title-section_1').waitFor()
  assert.equal(await page.locator('#field-section_1-unit_name').inputValue(), institution.name, 'the name is prefilled')
  await page.getByText(word('draft.not_saved_yet')).or(page.locator('.state')).first().waitFor()
  await lookTwice(page, 'journey-10-case-draft')
  await fillForm(page)
  await goTo(page, 'section_2')
  await page.getByText(word('ui.words_inside')).first().waitFor()
  await lookTwice(page, 'journey-11-case-section-2')
  await goTo(page, 'section_3')
  await lookTwice(page, 'journey-12-case-people')
  await page.goto(`${casePath}?section=section_5`)
  await page.locator('#field-section_5-cases-1-name').waitFor()
  assert.equal(await page.locator('#field-section_5-cases-1-name').inputValue(), '地理标志品牌建设服务', 'a reload keeps what was written')
  await lookTwice(page, 'journey-13-case-cases')
})

step('the self-check says what is missing; the form is printed, the scan and the papers are added', async () => {
  const page = people.applicant
  const checks = page.locator('.checks')
  await checks.getByText(word('checks.missing_materials', { n: slots.length })).waitFor()
  await page.locator('.course').getByText(word('action.not_yet')).waitFor()
  await checks.getByRole('link', { name: '签字盖章的申报表扫描件' }).click()
  await page.locator('#material-signed_form').waitFor()
  await lookTwice(page, 'journey-14-materials-missing')
  const printed = await printForm(page)
  for (const slot of slots) await addMaterial(page, slot, slot === 'signed_form' ? { name: '申报表（签字盖章）.pdf', mimeType: 'application/pdf', buffer: printed } : paper(slot))
  await lookTwice(page, 'journey-15-materials')
  await page.locator('#material-signed_form .file .name').click()
  await dialog(page).locator('img').waitFor()
  await page.waitForFunction(() => document.querySelector('[role="dialog"] img')?.naturalWidth > 0)
  await look(page, 'journey-16-preview-desktop')
  await press(dialog(page), 'ui.close')
})

step('the district bureau confirms the account; then the application is submitted', async () => {
  const district = people.district
  await signIn(district, 'officer_210105')
  await people.applicant.reload()
  await people.applicant.locator('.course').getByText(word('action.not_yet')).waitFor()
  await follow(district, 'people.title')
  await lookTwice(district, 'journey-17-people-to-confirm')
  await district.locator('main tbody tr').filter({ hasText: institution.person }).getByRole('button', { name: word('people.confirm') }).click()
  await said(district, word('people.confirmed', { name: institution.person }))
  const page = people.applicant
  await page.reload()
  await page.getByText(word('checks.ready')).waitFor()
  await perform(page, '提交申报', async (box) => { await box.locator('button[type="submit"]').waitFor(); await lookTwice(page, 'journey-18-submit-dialog') })
  await stands(page, '待核实')
  await lookTwice(page, 'journey-19-submitted')
})

step('the district bureau returns it for supplement with a list pinned to fields and materials', async () => {
  const page = people.district
  await openMessage(page, institution.name)
  assert.equal(new URL(page.url()).pathname, casePath)
  await lookTwice(page, 'journey-20-district-case')
  await perform(page, '退回补正', async (box) => {
    for (const [place, remark] of [['section_2.basis', '请补充经费情况'], ['section_3.people.0', '请写明负责人的知识产权资质'], ['materials.licence', '请加盖公章']]) {
      await box.locator('[id="field-input-items-place"]').selectOption(place)
      await press(box, 'return.pin')
      await box.locator('.item textarea').last().fill(remark)
    }
    await box.getByText('2026年9月29日（周二）').first().waitFor()
    await lookTwice(page, 'journey-21-return-dialog')
  })
  await page.locator('.returned li').nth(2).waitFor()
  await lookTwice(page, 'journey-22-returned-seen-by-district')
})

step('the applicant is led to each remark, corrects and resubmits', async () => {
  const page = people.applicant
  await openMessage(page, '补正')
  assert.equal(new URL(page.url()).pathname, casePath)
  assert.equal(await page.locator('.returned li').count(), 3, 'the list is complete')
  await lookTwice(page, 'journey-23-returned')
  await page.locator('.returned').getByRole('link', { name: '工作基础和优势特点' }).click()
  const field = page.locator('#field-section_2-basis')
  await field.waitFor()
  await page.getByText(word('case.must_supplement', { remark: '请补充经费情况' })).first().waitFor()
  await field.fill(`${(await field.inputValue()).slice(0, 960)}\n${changedBasis}`)
  await saved(page)
  await goTo(page, 'section_3')
  await write(page, 'field-section_3-people-0-certificates', '专利代理师资格')
  await saved(page)
  await page.locator('.returned').getByRole('link', { name: '营业执照' }).click()
  await page.locator('#material-licence').getByRole('button', { name: word('material.remove') }).click()
  await page.locator('#material-licence .file').waitFor({ state: 'detached' })
  await addMaterial(page, 'licence', paper('licence-sealed'))
  await page.locator('#material-signed_form').getByText(word('material.older_than_form')).waitFor()
  await lookTwice(page, 'journey-24-supplement')
  await page.locator('#material-signed_form').getByRole('button', { name: word('material.remove') }).click()
  await page.locator('#material-signed_form .file').waitFor({ state: 'detached' })
  await addMaterial(page, 'signed_form', { name: '申报表（补正后签字盖章）.pdf', mimeType: 'application/pdf', buffer: await printForm(page) })
  await page.getByText(word('checks.ready_again')).waitFor()
  await perform(page, '提交补正')
})

step('the bureau compares both versions side by side, judges and recommends with its signed scan', async () => {
  const page = people.district
  await openMessage(page, institution.name)
  await press(page, 'case.compare')
  const comparison = page.getByRole('region', { name: word('case.compare') })
  await comparison.locator('ins').filter({ hasText: '二十六万元' }).waitFor()
  await comparison.getByText('licence-sealed.pdf').waitFor()
  await lookTwice(page, 'journey-25-comparison')
  await perform(page, '同意推荐', async (box) => {
    const judged = box.locator('.judge')
    assert.equal(await judged.count(), 5)
    for (let index = 0; index < 5; index++) {
      await judged.nth(index).getByRole('button', { name: word('condition.met'), exact: true }).click()
      await judged.nth(index).locator('button[aria-pressed="true"]').filter({ hasText: word('condition.met') }).waitFor()
    }
    assert.equal(await box.getByText('判断为符合').count(), 5, 'each judgement is worded')
    await write(page, 'field-input-opinion', '材料属实，资源和人员满足要求，同意推荐；本局在场地和培训上给予支持。')
    await write(page, 'field-input-head_name', '郑国华')
    await addMaterial(page, 'recommendation_scan', paper('section-eight'), 'scan')
    await choose(box, 'action-signed', word('sign.head'), word('sign.seal'), word('sign.cover_seal'))
    await lookTwice(page, 'journey-26-recommend-dialog')
  })
  await stands(page, '待审核')
})

step('the city officer publishes a five-day notice whose end shows its arithmetic', async () => {
  await signIn(people.administrator, 'system_admin')
  await advanceTo('2026-09-28')
  const page = people.city
  await openMessage(page, institution.name)
  await lookTwice(page, 'journey-27-city-case')
  await follow(page, 'queue.title')
  await page.getByLabel(word('ui.select_row', { name: institution.name })).check()
  await lookTwice(page, 'journey-28-queue')
  await link(page, 'queue.publish', { n: 1 }).or(button(page, 'queue.publish', { n: 1 })).first().click()
  await write(page, 'publish-title', noticeTitle)
  await page.locator('td[data-role="last"]').waitFor()
  await lookTwice(page, 'journey-29-publish')
  await press(page, 'publish.go', { n: 1 })
  await page.waitForURL(/\/notices\/[0-9a-f-]{36}/)
  noticePath = new URL(page.url()).pathname
  await page.locator('td[data-role="last"]').getByText('8', { exact: true }).waitFor()
  assert.equal(await page.locator('td[data-role="counted"]').count() + 1, 5, 'five days are counted, the last of them moved')
  await page.getByText('国庆节放假').first().waitFor()
  assert.equal(await page.getByText('（）').count(), 0, 'no empty brackets where a number is unknown')
  await lookTwice(page, 'journey-30-notice')
})

step('a member of the public objects anonymously with evidence, on a phone', async () => {
  const page = people.citizen
  await page.goto('/')
  await link(page.locator('main'), 'home.task_notices').click()
  await page.getByRole('link', { name: noticeTitle }).click()
  await page.waitForURL((url) => url.pathname === noticePath)
  await settled(page)
  await look(page, 'journey-31-notice-phone')
  await page.getByRole('link', { name: word('notices.object') }).or(page.getByRole('button', { name: word('notices.object') })).first().click()
  await write(page, 'objection-grounds', '该单位所列典型案例之一并非由其实施，见所附合同首页。')
  await choose(page, 'objection-manner', word('objection.anonymous'))
  await pickFiles(page, page.locator('label.native[for="objection-evidence"]'), { name: '合同首页.pdf', mimeType: 'application/pdf', buffer: pdf('contract') })
  await page.getByText(word('objection.evidence_arrived')).waitFor()
  await look(page, 'journey-32-objection-phone')
  await press(page, 'objection.submit')
  await page.getByRole('heading', { name: word('objection.received') }).waitFor()
  await look(page, 'journey-33-receipt-phone')
  const codesShown = await page.locator('.codes dd').allTextContents()
  receipt = { receipt: codesShown[0], secret: codesShown[1] }
})

step('filing is blocked and the officer is told why; the objection is decided', async () => {
  const page = people.city
  await openMessage(page, '异议')
  await page.goto(casePath)
  const filing = page.locator('.not-yet > div').filter({ has: page.locator('.name', { hasText: /^准予备案$/ }) })
  await filing.locator('li').filter({ hasText: '异议' }).waitFor()
  await filing.locator('li').filter({ hasText: '公示' }).first().waitFor()
  await lookTwice(page, 'journey-34-filing-blocked')
  await follow(page, 'objections.title')
  await lookTwice(page, 'journey-35-objections')
  await page.getByRole('link', { name: receipt.receipt }).click()
  await page.locator('#decision-outcome').getByLabel(word('objections.state_dismissed')).check()
  await write(page, 'decision-reasons', '经核实，案例由该单位与合作单位共同实施，证明材料完整，异议不成立。')
  await lookTwice(page, 'journey-36-objection-decision')
  await press(page, 'objections.decide')
  await said(page, word('objections.decided'))
  const citizen = people.citizen
  await citizen.goto('/objections/follow')
  await write(citizen, 'follow-receipt', receipt.receipt)
  await write(citizen, 'follow-secret', receipt.secret)
  await press(citizen.locator('main form'), 'home.search_go')
  await citizen.getByText('异议不成立').first().waitFor()
  await look(citizen, 'journey-37-follow-phone')
})

step('after the notice has ended the officer files with section nine signed', async () => {
  await advanceTo('2026-10-09')
  const page = people.city
  await page.goto(casePath)
  await perform(page, '准予备案', async (box) => {
    await write(page, 'field-input-handler_name', '林晓峰')
    await write(page, 'field-input-head_name', '陈立新')
    await addMaterial(page, 'decision_scan', paper('section-nine'), 'scan')
    await choose(box, 'action-signed', word('sign.handler'), word('sign.head'), word('sign.seal'))
    await lookTwice(page, 'journey-38-file-dialog')
  })
  await stands(page, '已备案')
  await lookTwice(page, 'journey-39-filed-city')
  const applicant = people.applicant
  await openMessage(applicant, '备案')
  await applicant.locator('.panel[data-tone="good"]').waitFor()
  await lookTwice(applicant, 'journey-40-filed-applicant')
})

step('the public finds the outlet in the directory on a phone, without signing in', async () => {
  const page = people.citizen
  await page.goto('/')
  await link(page.locator('main'), 'home.task_find').click()
  await write(page, 'directory-words', '星海')
  await press(page.locator('main form'), 'directory.search')
  await page.getByRole('link', { name: institution.name }).click()
  await page.waitForURL('**/outlets/*')
  outletPath = new URL(page.url()).pathname
  await page.getByRole('heading', { name: institution.name }).waitFor()
  await page.getByText('专利文献检索与查新咨询').first().waitFor()
  await page.getByText('2029年10月').first().waitFor()
  assert.equal(await page.getByText(institution.person).count(), 0, 'no person of the institution is public')
  await look(page, 'journey-41-outlet-phone')
  const visitor = await person()
  await visitor.goto('/directory?q=星海')
  await visitor.getByRole('link', { name: institution.name }).waitFor()
  await look(visitor, 'journey-42-directory-desktop')
  await visitor.goto(outletPath)
  await look(visitor, 'journey-43-outlet-desktop')
  await visitor.goto('/notices')
  await visitor.locator('main tbody tr').first().getByText(word('notices.kind_filed_list')).waitFor()
  await look(visitor, 'journey-44-notices-desktop')
})
