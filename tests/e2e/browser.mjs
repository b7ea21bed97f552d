// Starts the built program with the demonstration network and a headless Chromium; looks at every page with axe.
import { spawn, execFileSync } from 'node:child_process'
import { mkdtempSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before } from 'node:test'
import assert from 'node:assert/strict'
import { chromium } from 'playwright-core'
import { codes } from './words.mjs'

const root = path.resolve(import.meta.dirname, '../..')
export const program = path.join(process.env.ZHIDIAN_BUILD ?? path.join(root, 'build'), 'zhidian')
const output = path.join(process.env.ZHIDIAN_OUTPUT ?? path.join(root, 'tests/output'), 'screenshots')
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
export const password = 'Zhidian-2026'
export const sizes = { phone: { width: 390, height: 844 }, desktop: { width: 1440, height: 900 } }

export async function startServer({ institutions = 12, seed = 7, flags = [] } = {}) {
  const data = mkdtempSync(path.join(tmpdir(), 'zhidian-journey-'))
  execFileSync(program, ['demo', '--data', data, '--institutions', String(institutions), '--seed', String(seed)], { stdio: 'pipe' })
  const child = spawn(program, ['serve', '--demo', '--data', data, '--port', '0', '--no-rate-limits', '--demo-records', '0', ...flags], { stdio: ['ignore', 'pipe', 'ignore'] })
  const base = await new Promise((resolve, reject) => {
    let text = ''
    child.stdout.on('data', (chunk) => {
      text += chunk
      const match = /http:\/\/127\.0\.0\.1:\d+/.exec(text)
      if (match) resolve(match[0])
    })
    child.on('exit', (code) => reject(new Error(`the server ended with ${code}: ${text}`)))
  })
  return { base, data, stop: () => { child.kill('SIGKILL'); rmSync(data, { recursive: true, force: true }) } }
}

export async function startBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--lang=zh-CN'],
    env: { ...process.env, LANGUAGE: 'zh_CN' },
  })
}

/** A fresh person: own cookies, at a width, in a colour scheme. */
export async function openPerson(browser, base, { size = 'desktop', colorScheme = 'light', locale = 'zh-CN' } = {}) {
  const context = await browser.newContext({ baseURL: base, viewport: sizes[size], colorScheme, locale, acceptDownloads: true })
  context.setDefaultTimeout(30_000)
  const page = await context.newPage()
  page.problems = []
  page.on('pageerror', (error) => page.problems.push(String(error)))
  page.on('console', (message) => { if (message.type() === 'error' && !/status of (4\d\d|503)/.test(message.text())) page.problems.push(message.text()) })
  return page
}

export let server, browser

/** One server and one browser for all tests of a file; `prepare` runs once both are there, `flags` gives the server more of them. */
export function setStage(prepare = async () => {}, flags = async () => []) {
  before(async () => {
    server = await startServer({ flags: await flags() })
    browser = await startBrowser()
    await prepare()
  })
  after(async () => { await browser?.close(); server?.stop() })
}

/** Somebody on the stage, signed in where a login name is given. */
export async function person(login, options) {
  const page = await openPerson(browser, server.base, options)
  if (login) await signIn(page, login)
  return page
}

export async function signIn(page, login, secret = password) {
  await page.goto('/sign-in')
  await page.locator('input[autocomplete="username"]').fill(login)
  await page.locator('input[autocomplete="current-password"]').fill(secret)
  await page.locator('form button[type="submit"]').click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
}

/** Until nothing on the page is loading, sending or moving any more. */
export async function settled(page) {
  await page.waitForFunction(() => document.querySelector('main h1, main .summary') && !document.querySelector('.loading, [aria-busy="true"], progress')
    && document.getAnimations().every((animation) => animation.playState !== 'running' || animation.effect.getComputedTiming().iterations === Infinity))
}

/** A screenshot kept under this name. */
export async function keep(page, name) {
  mkdirSync(output, { recursive: true })
  await page.screenshot({ path: path.join(output, `${name}.png`), fullPage: true })
}

/** The codes that stand where people read: not in code, files under edit or addresses. */
function shownCodes(known) {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const shown = []
  while (walker.nextNode()) {
    const { textContent, parentElement } = walker.currentNode
    if (parentElement.checkVisibility() && !parentElement.closest('code, pre, .cm-editor')) shown.push(...(textContent.match(/(?<![\w./-])[a-z_]+(?![\w./(-])/g) ?? []))
  }
  return shown.filter((each) => known.includes(each))
}

/** Screenshot kept, no horizontal scroll, no axe violation, no code in place of its word. */
export async function look(page, name) {
  await settled(page)
  await keep(page, name)
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  assert.ok(overflow <= 0, `${name}: the page scrolls sideways by ${overflow} px`)
  // The content security policy forbids inline scripts; axe comes in through the debugger.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource)
  const result = await page.evaluate(`axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations'] })`)
  const found = result.violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.target.join(' ')).slice(0, 5).join(' | ')}`)
  assert.deepEqual(found, [], `${name}: axe found ${found.join('; ')}`)
  assert.deepEqual(await page.evaluate(shownCodes, codes), [], `${name}: codes are shown instead of words`)
  assert.deepEqual(page.problems, [], `${name}: the browser console reports errors`)
}

/** The same page at both widths, from the same state; the page stays at the width it had. */
export async function lookTwice(page, name) {
  const before = page.viewportSize()
  for (const [size, viewport] of Object.entries(sizes)) {
    await page.setViewportSize(viewport)
    await look(page, `${name}-${size}`)
  }
  await page.setViewportSize(before)
}
