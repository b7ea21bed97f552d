// What a person does on any page: press, write, choose a file, read a message.
import assert from 'node:assert/strict'
import { settled } from './browser.mjs'
import { word } from './words.mjs'

/** A button, link or field of the page by the id of its words; `within` narrows to a dialog or a panel. */
export const button = (place, id, parameters) => place.getByRole('button', { name: word(id, parameters) }).first()
export const link = (place, id, parameters) => place.getByRole('link', { name: word(id, parameters) }).first()
export const dialog = (page) => page.getByRole('dialog')

/** Writes into the control with this id. */
export async function write(page, id, text) {
  await page.locator(`[id="${id}"]`).fill(text)
}

export async function press(place, id, parameters) {
  await button(place, id, parameters).click()
}

/** Ticks or selects the answer with these words in a group. */
export async function choose(place, id, ...labels) {
  for (const label of labels) await place.locator(`[id="${id}"]`).getByLabel(label, { exact: true }).check()
}

/** Picks files through the browser's file chooser, opened by a click on `opener`. */
export async function pickFiles(page, opener, ...files) {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), opener.click()])
  await chooser.setFiles(files)
}

/** What the page has just said at its edge. */
export async function said(page, text) {
  await page.locator('.toasts').getByText(text).first().waitFor()
}

/** Goes by the navigation of the site, as people do. */
export async function follow(page, wordId) {
  await page.locator('#site-navigation').getByRole('link', { name: word(wordId) }).click()
  await page.locator('main h1').first().waitFor()
  await settled(page)
}

/** The number on the badge beside 消息. */
export async function unreadCount(page) {
  const badge = page.locator('#site-navigation .badge span').first()
  return (await badge.count()) ? Number(await badge.textContent()) : 0
}

/** The badge shows something unread; the newest message that says `text` is opened and leads to its page. */
export async function openMessage(page, text) {
  await page.goto('/')
  await page.locator('#site-navigation .badge').waitFor()
  const before = await unreadCount(page)
  assert.ok(before > 0, 'the badge counts at least one unread message')
  await follow(page, 'shell.messages')
  const message = page.locator('main li[data-unread]').filter({ hasText: text }).first()
  await message.getByRole('link').click()
  await page.waitForURL((url) => !url.pathname.startsWith('/messages'))
  await page.waitForFunction((before) => Number(document.querySelector('#site-navigation .badge span')?.textContent ?? 0) < before, before)
  await settled(page)
}

/** Downloads what a click on `opener` brings, and returns its name and bytes. */
export async function download(page, opener) {
  const [file] = await Promise.all([page.waitForEvent('download'), opener.click()])
  const chunks = []
  for await (const chunk of await file.createReadStream()) chunks.push(chunk)
  return { name: file.suggestedFilename(), bytes: Buffer.concat(chunks) }
}

/** The case page shows this state beside the name of the institution. */
export async function stands(page, state) {
  await page.locator('.case .title').getByText(state).waitFor()
}

/** A round of the server brings it about: the page is read again until it says so. */
export async function showsSoon(page, text) {
  const end = Date.now() + 20_000
  while (!(await page.getByText(text).first().isVisible())) {
    assert.ok(Date.now() < end, `the page says “${text}” after a while`)
    await page.waitForTimeout(250)
    await page.reload()
    await settled(page)
  }
}

/** The administrator moves the demonstration's clock to a day. */
export async function moveClock(page, date) {
  await page.goto('/')
  await press(page, 'demonstration.advance')
  await write(page, 'clock-to', date)
  await dialog(page).locator('button[type="submit"]').click()
  await dialog(page).waitFor({ state: 'detached' })
}
