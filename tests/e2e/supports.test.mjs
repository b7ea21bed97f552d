// Support and guidance: an outlet asks, the office answers with a record and corrects it, both see what stands.
import { test } from 'node:test'
import { lookTwice, person, server, setStage } from './browser.mjs'
import { Client } from './interface.mjs'
import { button, dialog, press, said, write } from './steps.mjs'
import { word } from './words.mjs'

let organisation
setStage(async () => {
  organisation = await (await Client.signedIn(server.base, 'applicant_04')).organisation()
})

test('an outlet asks for guidance', async () => {
  const staff = await person('applicant_04', { size: 'phone' })
  await staff.goto('/supports')
  await press(staff, 'supports.ask')
  await dialog(staff).locator('#ask-authority_id').selectOption({ label: '沈阳市皇姑区市场监督管理局（知识产权局）' })
  await dialog(staff).locator('#ask-kind').selectOption('guidance')
  await dialog(staff).locator('#ask-respect').selectOption('capacity')
  await write(staff, 'ask-content', '希望安排一次专利检索培训。')
  await lookTwice(staff, 'supports-ask')
  await press(dialog(staff), 'supports.ask')
  await said(staff, word('supports.asked'))
  await staff.getByText('希望安排一次专利检索培训').first().waitFor()
  await lookTwice(staff, 'supports-outlet')
})

test('the office finds it in the queue, answers with a record and corrects it', async () => {
  const bureau = await person('officer_210105')
  await bureau.goto('/queue')
  await bureau.getByText(word('supports.title')).first().waitFor()
  await bureau.goto(`/supports?organisation=${organisation}`)
  await press(bureau, 'supports.answer')
  await write(bureau, 'support-content', '组织专利检索培训一期，二十人参加。')
  await write(bureau, 'support-sum', '1200.50')
  await lookTwice(bureau, 'supports-record')
  await press(dialog(bureau), 'supports.record')
  await said(bureau, word('ui.saved'))
  await bureau.getByRole('button', { name: '组织专利检索培训一期' }).click()
  await button(dialog(bureau), 'kept.correct').click()
  await write(bureau, 'support-sum', '1500')
  await write(bureau, 'support-reason', '金额录入有误。')
  await press(dialog(bureau), 'kept.correct')
  await said(bureau, word('ui.saved'))
  await bureau.getByRole('button', { name: '组织专利检索培训一期' }).click()
  await dialog(bureau).getByText(word('kept.earlier')).waitFor()
  await lookTwice(bureau, 'supports-versions')
  await bureau.goto('/supports')
  await bureau.getByText(word('supports.statistics')).first().waitFor()
  await lookTwice(bureau, 'supports-office')
})
