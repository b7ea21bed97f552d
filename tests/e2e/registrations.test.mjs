// A false registration: the bureau refuses it with a reason beside the button that confirms, and signing in says why.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { look, lookTwice, person, server, setStage } from './browser.mjs'
import { Client } from './interface.mjs'
import { button, dialog, press, said } from './steps.mjs'
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
