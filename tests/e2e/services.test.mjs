// The service log: an outlet records, corrects and withdraws; its office reads; the year's figures and a case go into the work summary.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { goTo, saved } from './application.mjs'
import { lookTwice, person, server, setStage, settled } from './browser.mjs'
import { Client } from './interface.mjs'
import { button, dialog, follow, link, moveClock, press, said, write } from './steps.mjs'
import { word } from './words.mjs'

const login = 'applicant_02'
let organisation
setStage(async () => {
  organisation = await (await Client.signedIn(server.base, login)).organisation()
})

test('an outlet records a service, corrects it and withdraws another', async () => {
  const staff = await person(login)
  await staff.goto('/')
  await follow(staff, 'services.title')
  await staff.getByText('专利信息检索入门培训').first().waitFor()
  await lookTwice(staff, 'services-list')
  await press(staff, 'services.record')
  await press(dialog(staff), 'services.record')
  await dialog(staff).getByText(word('action.fill', { label: word('services.name') })).first().waitFor()
  await dialog(staff).locator('#service-kind').selectOption('training')
  await write(staff, 'service-title', '商标注册实务讲座')
  await write(staff, 'service-recipients', '园区企业')
  await write(staff, 'service-content', '讲解商标查询、申请和使用管理。')
  await write(staff, 'service-effect', '三家企业会后提交了注册申请。')
  await write(staff, 'service-people', '36')
  await lookTwice(staff, 'services-record')
  await press(dialog(staff), 'services.record')
  await said(staff, word('ui.saved'))
  await staff.getByRole('button', { name: '商标注册实务讲座' }).click()
  await button(dialog(staff), 'kept.correct').click()
  await write(staff, 'service-people', '38')
  await write(staff, 'service-reason', '漏计两人。')
  await press(dialog(staff), 'kept.correct')
  await said(staff, word('ui.saved'))
  await staff.getByRole('button', { name: '商标注册实务讲座' }).click()
  await dialog(staff).getByText(word('kept.earlier')).waitFor()
  await lookTwice(staff, 'services-versions')
  await staff.keyboard.press('Escape')
  await staff.getByRole('button', { name: '地理标志进社区' }).first().click()
  await button(dialog(staff), 'kept.withdraw').click()
  await write(staff, 'withdrawal-reason', '重复登记。')
  await press(dialog(staff), 'kept.withdraw_confirm')
  await said(staff, word('ui.saved'))
  await staff.getByText(word('kept.withdrawn')).first().waitFor()
})

test('the office reads the log of an institution and changes nothing', async () => {
  const city = await person('city_officer')
  await city.goto(`/institutions/${organisation}`)
  await link(city, 'services.title').click()
  await city.waitForURL('**/services?**')
  await city.getByRole('button', { name: '商标注册实务讲座' }).click()
  await dialog(city).getByText('漏计两人。').waitFor()
  assert.equal(await button(dialog(city), 'kept.correct').count(), 0)
  await lookTwice(city, 'services-office')
})

test('the figures of the year and a case go into the work summary', async () => {
  await moveClock(await person('system_admin'), '2026-12-21')
  const staff = await person(login)
  await staff.goto('/duties')
  await staff.locator('article').filter({ hasText: '年度工作总结（2026年度）' }).getByRole('button', { name: word('duties.begin') }).click()
  await staff.waitForURL('**/cases/**')
  await goTo(staff, 'section_1')
  await write(staff, 'field-section_1-work', '本年度工作按计划开展。')
  await press(staff, 'services.take_over')
  await saved(staff)
  const told = await staff.locator('[id="field-section_1-work"]').inputValue()
  assert.match(told, /^本年度工作按计划开展。\n\n.*培训讲座\d+次/)
  await lookTwice(staff, 'services-summary-text')
  const figure = staff.getByRole('link', { name: /培训讲座/ }).first()
  const behind = await figure.getAttribute('href')
  await goTo(staff, 'section_2')
  await press(staff, 'services.choose')
  await dialog(staff).locator('li').filter({ hasText: '商标注册实务讲座' }).getByRole('button').click()
  await dialog(staff).getByText('商标注册实务讲座”').waitFor()
  await lookTwice(staff, 'services-summary-cases')
  await press(dialog(staff), 'ui.close')
  await saved(staff)
  await staff.reload()
  await settled(staff)
  await goTo(staff, 'section_2')
  const names = await staff.locator('[id^="field-section_2-cases-"][id$="-name"]').evaluateAll((inputs) => inputs.map((input) => input.value))
  assert.ok(names.includes('商标注册实务讲座'), names.join())
  await staff.goto(behind)
  await staff.getByRole('button', { name: '商标注册实务讲座' }).waitFor()
  assert.equal(await staff.getByRole('button', { name: '年度窗口咨询' }).count(), 0, 'the list behind the figure is of that kind alone')
})
