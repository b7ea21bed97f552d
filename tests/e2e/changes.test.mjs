// An outlet gets a new name: ticked, entered, proved, confirmed; the directory follows and the old name is still found.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addMaterial, perform } from './application.mjs'
import { look, lookTwice, person, server, setStage, sizes } from './browser.mjs'
import { Client } from './interface.mjs'
import { paper } from './papers.mjs'
import { button, choose, openMessage, press, stands, write } from './steps.mjs'
import { word } from './words.mjs'

const renamed = '沈阳知识产权信息服务中心（新名）'
let outlet, casePath, organisation
setStage(async () => {
  const staff = await Client.signedIn(server.base, 'applicant_01')
  organisation = await staff.organisation()
  outlet = (await staff.get(`/api/organisations/${organisation}`)).name
})

const section = (page, title) => page.getByRole('navigation', { name: word('draft.sections') }).getByRole('link', { name: title })

test('the outlet is led from its data to a report, ticks what changed, and sees before and after', async () => {
  const page = await person('applicant_01')
  await page.goto('/organisation')
  await page.getByText(word('standing.reported')).waitFor()
  assert.equal(await page.locator('[id="organisation-name"]').isEditable(), false, 'the name is read here only')
  assert.equal(await page.locator('[id="organisation-department"]').isEditable(), true)
  await lookTwice(page, 'change-organisation')
  await page.goto('/organisation/service-items')
  await page.getByText(word('standing.items_reported')).waitFor()
  await lookTwice(page, 'change-service-items')
  await page.goto('/organisation')
  await page.getByRole('listitem').filter({ hasText: '变更报备' }).getByRole('button').click()
  await page.waitForURL('**/cases/**')
  casePath = new URL(page.url()).pathname
  assert.equal(await section(page, '变更后的名称').count(), 0, 'nothing is asked before it is ticked')
  await choose(page, 'field-section_1-items', '名称', '主要服务事项')
  await write(page, 'field-section_1-changed_on', '2026-09-01')
  await section(page, '变更后的名称').click()
  assert.equal(await page.locator('[id="field-section_2-name"]').inputValue(), outlet, 'the present name is filled in')
  await lookTwice(page, 'change-name')
  await write(page, 'field-section_2-name', renamed)
  await section(page, '变更后的主要服务事项').click()
  await button(page, 'form.add', { label: '服务事项' }).click()
  const place = (await page.locator('.block').count()) - 1
  await write(page, `field-section_6-service_items-${place}-name`, '海外商标检索')
  await choose(page, `field-section_6-service_items-${place}-kind`, '信息检索')
  await choose(page, `field-section_6-service_items-${place}-ip_categories`, '商标')
  await choose(page, `field-section_6-service_items-${place}-fee`, '免费')
  await lookTwice(page, 'change-service-item')
  await section(page, '证明材料').click()
  await addMaterial(page, 'evidence', paper('rename'))
  await page.locator('.change').getByText(renamed).waitFor()
  await page.locator('.change').getByText(word('change.added')).waitFor()
  await lookTwice(page, 'change-before-submitting')
  await perform(page, '提交变更报备')
  await stands(page, '待确认')
})

test('the city reads before beside after on a phone and confirms', async () => {
  const page = await person('city_officer')
  await openMessage(page, '变更报备')
  await page.locator('.change').getByText(renamed).waitFor()
  await page.locator('.change').getByText(outlet).first().waitFor()
  await lookTwice(page, 'change-to-confirm')
  await page.setViewportSize(sizes.phone)
  await page.getByRole('button', { name: word('case.tab_course'), exact: true }).click()
  await perform(page, '确认变更', async () => write(page, 'field-input-opinion', '与登记机关的变更通知书一致。'))
  await stands(page, '已变更')
  await page.getByRole('button', { name: word('case.tab_work'), exact: true }).click()
  await page.getByText(word('change.recorded')).first().waitFor()
  await look(page, 'change-recorded-phone')
})

test('the public finds the outlet by its former name', async () => {
  const page = await person(null, { size: 'phone' })
  await page.goto(`/directory?q=${encodeURIComponent(outlet)}`)
  await page.getByText(word('directory.formerly', { names: outlet })).first().waitFor()
  await look(page, 'change-directory-phone')
  await page.locator('main a').filter({ hasText: renamed }).first().click()
  await page.getByText('海外商标检索').first().waitFor()
  await page.getByText(word('directory.event_change')).first().waitFor()
  await lookTwice(page, 'change-outlet')
})

test('a team that falls short is shown to the outlet and to the office', async () => {
  const staff = await Client.signedIn(server.base, 'applicant_01')
  const { items } = await staff.get(`/api/organisations/${organisation}/team`)
  const full = items.filter((member) => member.employment === 'full_time')
  for (const member of full.slice(2)) await staff.request('DELETE', `/api/organisations/${organisation}/team/${member.id}`)
  const page = await person('applicant_01')
  await openMessage(page, '可能不再符合')
  await page.getByText(word('standing.title')).waitFor()
  await lookTwice(page, 'change-team-short')
  const officer = await person('city_officer')
  await openMessage(officer, '可能不再符合')
  await officer.getByRole('heading', { level: 1, name: renamed }).waitFor()
  await officer.getByText(word('standing.title')).waitFor()
  await lookTwice(officer, 'change-institution-short')
})

test('a case under way waits for the bureau to look at a new name, on a phone', async () => {
  let staff, found
  for (let number = 2; number <= 12 && !found; number++) {
    staff = await Client.signedIn(server.base, `applicant_${String(number).padStart(2, '0')}`)
    found = (await staff.get('/api/cases')).items.find((item) => item.state === 'verifying')
  }
  const path = `/api/organisations/${found.organisation_id}`
  const { id, division_name, state, version, node_kinds, banned_until, code_check, headcount, ...given } = await staff.get(path)
  const body = Object.fromEntries(Object.entries({ ...given, name: '办理中更名的测试馆' }).filter(([, value]) => value))
  await staff.send('PUT', path, body, version)
  const page = await person(`officer_${given.registered_division}`, { size: 'phone' })
  await page.goto(`/cases/${found.id}`)
  const panel = page.locator('#pause')
  await panel.getByText('办理中更名的测试馆').waitFor()
  await lookTwice(page, 'change-pause')
  await write(page, 'pause-remark', '与登记证书一致。')
  await press(panel, 'pause.check')
  await panel.waitFor({ state: 'detached' })
})
