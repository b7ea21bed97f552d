// An expert becomes staff of the applicant during a review: his seat goes to the next of the order, and whoever acted reads what happened.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { test } from 'node:test'
import { lookTwice, person, server, setStage } from './browser.mjs'
import { Client } from './interface.mjs'
import { drawPanel, sealSheets, seatedIn } from './panel.mjs'
import { press, said } from './steps.mjs'
import { word } from './words.mjs'

let review, subject
setStage(async () => {
  const officer = await Client.signedIn(server.base, 'fuzhou_officer')
  const { authority_id } = (await officer.get('/api/session')).account.grants[0]
  await officer.send('POST', '/api/experts', { authority_id, login_name: 'expert_06', fields: ['patent'] })
  subject = (await officer.get('/api/cases?state=reviewing')).items[0]
  review = await drawPanel(server.base, subject.id)
})

/** No page gives an account a second institution; it is entered where the program keeps it. */
function makeStaff(login) {
  const statement = `INSERT INTO grants (id, account_id, role, organisation_id, authority_id, created_at)
    SELECT 'staff-' || login_name, id, 'applicant_staff', '${subject.organisation_id}', NULL, '2026-01-01T00:00:00.000Z' FROM accounts WHERE login_name = '${login}'`
  execFileSync('python3', ['-c', 'import sqlite3, sys; store = sqlite3.connect(sys.argv[1], timeout=20); store.execute(sys.argv[2]); store.commit()', path.join(server.data, 'zhidian.db'), statement])
}

test('an expert who seals as staff of the applicant loses the seat and is told', async () => {
  const [{ login, seat }] = await seatedIn(server.base, review)
  const expert = await person(login)
  await expert.goto(`/assignments/${seat.seat_id}`)
  await expert.getByRole('button', { name: word('reviews.seal') }).waitFor()
  for (const field of await expert.locator('input[id^="score-"]').all()) await field.fill('18')
  makeStaff(login)
  await press(expert, 'reviews.seal')
  await press(expert.getByRole('dialog'), 'reviews.seal_now')
  await said(expert, word('reviews.seat_lost'))
  await expert.waitForURL('**/assignments')
  await lookTwice(expert, 'reviews-seat-lost')
  assert.equal((await seatedIn(server.base, review)).some((each) => each.login === login), false)
})

test('an opening that first has to change a seat opens nothing, and the officer is told', async () => {
  const [{ login }] = await seatedIn(server.base, review)
  await sealSheets(server.base, review)
  const officer = await person('fuzhou_officer')
  await officer.goto(`/reviews/${review}`)
  await officer.getByRole('button', { name: word('reviews.open_sheets') }).waitFor()
  makeStaff(login)
  await press(officer, 'reviews.open_sheets')
  await said(officer, word('reviews.seat_changed'))
  await officer.getByText(word('reviews.left_staff')).first().waitFor()
  await lookTwice(officer, 'reviews-seat-changed')
})
