// A false registration: the bureau refuses it with a reason beside the button that confirms, and signing in says why. A branch names its legal person.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { look, lookTwice, person, server, setStage } from './browser.mjs'
import { Client } from './interface.mjs'
import { button, dialog, press, said, write } from './steps.mjs'
import { word } from './words.mjs'

const secret = 'Harbour-Light-7', reason = '登记表印章与单位名称不符。'
const organisation = { credit_code: '91350211M000100Y46', is_code_confirmed: true, name: '冒名单位（演示）', kind: 'library', registered_division: '210103', address: '一号路', principal_name: '测试人', telephone: '024-82510000' }

setStage(async () => {
  await new Client(server.base).send('POST', '/api/registrations', { login_name: 'false_institution', password: secret, display_name: '冒名人', organisation })
})

test('the bureau refuses it, and the account reads why', async () => {
  const page = await person('officer_210103')
  await page.goto('/accounts')
  await page.getByText('冒名单位（演示）').first().waitFor()
  await lookTwice(page, 'registration-waiting')
  await press(page, 'people.reject')
  await lookTwice(page, 'registration-reject')
  await dialog(page).locator('textarea').fill(reason)
  await press(dialog(page), 'people.reject')
  await said(page, word('people.rejected', { name: '冒名人' }))
  await page.getByText(reason).waitFor()
  assert.equal(await button(page, 'people.confirm').count(), 0)
  await lookTwice(page, 'registration-rejected')

  const other = await person(null, { size: 'phone' })
  await other.goto('/sign-in')
  await other.locator('input[autocomplete="username"]').fill('false_institution')
  await other.locator('input[autocomplete="current-password"]').fill(secret)
  await other.locator('form button[type="submit"]').click()
  await other.getByText(reason).first().waitFor()
  await look(other, 'registration-told')
})

test('a branch names its legal person on a phone; the office records that of one that hides it', async () => {
  const page = await person(null, { size: 'phone' })
  await page.goto('/register')
  await page.locator('#organisation-is_branch').check()
  await write(page, 'organisation-legal_person_name', '沈阳北辰理工大学（演示）')
  await press(page, 'register.next')
  await page.locator('.summary').getByText(word('organisation.need_legal_person_code')).waitFor()
  await lookTwice(page, 'branch-register')
  const city = await person('city_officer')
  await city.goto('/institutions')
  await city.locator('main tbody a').first().click()
  await city.locator('#facts-legal_person_name').waitFor()
  await write(city, 'facts-legal_person_name', '沈阳北辰理工大学（演示）')
  await write(city, 'facts-reason', '登记档案载明其为分支机构。')
  await press(city, 'institutions.save_facts')
  await city.locator('.summary').getByText('所属法人的名称和统一社会信用代码须同时填写').first().waitFor()
  await write(city, 'facts-legal_person_code', '12210000MB1Q2W3E4')
  await press(city, 'institutions.save_facts')
  await city.locator('.summary').getByText('统一社会信用代码应为').first().waitFor()
  await write(city, 'facts-legal_person_code', '91440300708461136T')
  await press(city, 'institutions.save_facts')
  await said(city, word('ui.saved'))
  await city.getByText('91440300708461136T').first().waitFor()
  await lookTwice(city, 'branch-recorded')
})
