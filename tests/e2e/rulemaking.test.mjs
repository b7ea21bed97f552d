// A rule editor changes a number in the browser, sees checks, differences and simulation; a second person puts it into force.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lookTwice, person, setStage, settled } from './browser.mjs'

setStage()

const text = '.cm-content'

/** Replaces the first place of `from` in the editor by typing over it. */
async function typeOver(page, from, to) {
  await page.locator(text).click()
  await page.keyboard.press('ControlOrMeta+f')
  await page.locator('.cm-search input[name="search"]').fill('')
  await page.locator('.cm-search input[name="search"]').pressSequentially(from)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await page.keyboard.insertText(to)
}

test('an act is changed, tried and put into force by a second person', async () => {
  const editor = await person('rule_editor')
  await editor.goto('/rulemaking')
  const { version } = await editor.evaluate(async () => (await fetch('/api/regulations/shenyang_outlet_2024')).json())
  await lookTwice(editor, 'rulemaking-empty')
  await editor.getByRole('button', { name: '起草新版本' }).first().click()
  await editor.locator('#draft-act').selectOption('shenyang_outlet_2024')
  await lookTwice(editor, 'rulemaking-begin')
  await editor.locator('form').getByRole('button', { name: '起草新版本' }).click()
  await editor.waitForURL(/\/rulemaking\/.+/)
  await editor.locator(text).waitFor()
  await lookTwice(editor, 'rulemaking-draft')
  await editor.locator('#draft-file').selectOption({ label: 'procedures/filing.yaml' })
  await editor.locator(text).getByText('procedure: filing').first().waitFor()

  await typeOver(editor, 'team.full_time, at_least: 3', 'team.full_time, atleast: 2')
  await editor.locator('.finding').first().waitFor()
  assert.match(await editor.locator('.finding').first().innerText(), /procedures\/filing\.yaml:\d+/)
  await lookTwice(editor, 'rulemaking-problem')
  await editor.locator('.finding').first().click()
  await typeOver(editor, 'atleast: 2', 'at_least: 2')
  await editor.locator('.finding').first().waitFor({ state: 'detached' })
  await editor.getByText('conditions.full_time_staff.check.at_least').waitFor()

  await editor.getByText(/不再符合|变为符合/).first().waitFor()
  await editor.getByRole('button', { name: '提请核定' }).click()
  await editor.getByText(/有些情景|有情景未通过/).waitFor()
  await editor.locator('#draft-file').selectOption({ label: 'scenarios/submit.yaml' })
  await editor.locator(text).waitFor()
  await editor.locator('section li strong').first().waitFor()  // the scenario that shows two staff refused now fails
  await typeOver(editor, 'team.full_time: 2', 'team.full_time: 1')
  await editor.locator('#draft-file').selectOption({ label: 'scenarios/reexamination.yaml' })  // the same number is asked for again at the end of a term
  await editor.locator(text).getByText('procedure: reexamination').first().waitFor()
  await typeOver(editor, 'team.full_time: 2', 'team.full_time: 1')
  await editor.waitForFunction(() => !document.querySelector('section li strong'))
  await settled(editor)
  await editor.getByRole('button', { name: '提请核定' }).click()
  await editor.getByText('待核定').waitFor()
  assert.equal(await editor.getByRole('button', { name: '核定生效' }).count(), 0, 'nobody puts his own draft into force')
  await lookTwice(editor, 'rulemaking-proposed')

  const reviewer = await person('rule_reviewer')
  await reviewer.goto(new URL(editor.url()).pathname)
  await reviewer.getByRole('button', { name: '核定生效' }).click()
  await reviewer.getByText('已生效').first().waitFor()
  await lookTwice(reviewer, 'rulemaking-activated')
  const visitor = await person(null, { size: 'phone' })
  await visitor.goto('/regulations/shenyang_outlet_2024')
  await visitor.getByText(`规则版本${version + 1}`).first().waitFor()
})
