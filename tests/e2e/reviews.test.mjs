// Expert review in the browser: pool and opening by the officer, values by two offices, a sealed sheet by each expert, the result.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lookTwice, person, server, setStage, settled } from './browser.mjs'
import { Client } from './interface.mjs'

const experts = ['expert_01', 'expert_02', 'expert_03', 'expert_04', 'expert_05', 'expert_06']
setStage()

test('a panel is drawn by two offices, scores are sealed, the applicant learns the result', async () => {
  const officer = await person('fuzhou_officer')
  await officer.goto('/experts')
  await officer.getByText('expert_05', { exact: true }).waitFor()
  await lookTwice(officer, 'reviews-pool-demonstration')
  await officer.getByRole('button', { name: '加入专家' }).first().click()
  await officer.locator('#expert-login').fill('expert_06')
  await officer.getByRole('dialog').getByLabel('专利').check()
  await officer.getByRole('dialog').getByRole('button', { name: '加入专家' }).click()
  await officer.getByText('expert_06', { exact: true }).waitFor()
  const { items } = await (await Client.signedIn(server.base, 'fuzhou_officer')).get('/api/cases?state=reviewing')
  const subject = items[0]
  await officer.getByRole('button', { name: '代为记录' }).first().click()
  await officer.locator('#declaration-kind').selectOption('employer')
  await officer.locator('#declaration-institution_name').fill(subject.organisation_name)
  await lookTwice(officer, 'reviews-declaration')
  await officer.getByRole('dialog').getByRole('button', { name: '申报', exact: true }).click()
  await officer.getByRole('dialog').waitFor({ state: 'detached' })
  await lookTwice(officer, 'reviews-pool')

  await officer.goto(`/cases/${subject.id}`)
  await officer.getByRole('link', { name: '开启评审' }).click()
  await officer.getByLabel('专利', { exact: true }).check()
  await officer.getByText('在申报单位任职').waitFor()
  await officer.locator('#review-size').fill('4')
  await officer.locator('#review-first').selectOption({ label: await optionWith(officer, '#review-first', '福州市') })
  await officer.locator('#review-second').selectOption({ label: await optionWith(officer, '#review-second', '审计') })
  await lookTwice(officer, 'reviews-open')
  await officer.getByRole('button', { name: '开启评审' }).click()
  await officer.getByText('评审组人数应当为单数').first().waitFor()
  await officer.locator('#review-size').fill('3')
  await officer.getByRole('button', { name: '开启评审' }).click()
  await officer.waitForURL(/\/reviews\/.+/)
  const path = new URL(officer.url()).pathname

  const holders = [await person(await holderOf(officer)), await person('audit_admin')]
  for (const [label, name] of [['提交承诺', 'reviews-commit'], ['公开数值', 'reviews-reveal']]) {
    for (const holder of holders) {
      await holder.goto(path)
      await holder.getByRole('button', { name: label }).waitFor()
      if (holder === holders[0]) await lookTwice(holder, name)
      await holder.getByRole('button', { name: label }).click()
      await holder.getByRole('button', { name: label }).waitFor({ state: 'detached' })
    }
  }
  await officer.reload()
  await officer.getByText('评分中').first().waitFor()
  await lookTwice(officer, 'reviews-panel')

  let sealed = 0
  for (const login of experts) {
    const expert = await person(login)
    await expert.goto('/assignments')
    await expert.locator('h1').waitFor()
    await expert.getByText('我的任职和利害关系').waitFor()
    await settled(expert)
    const work = expert.getByRole('table').getByRole('link')
    if (!(await work.count())) continue
    if (!sealed) await lookTwice(expert, 'reviews-assignments')
    await work.first().click()
    await expert.getByRole('button', { name: '密封评分表' }).waitFor()
    if (!sealed) {
      await expert.getByRole('button', { name: '密封评分表' }).click()
      await expert.getByText('应当填 0 到 25 分').first().waitFor()
      await lookTwice(expert, 'reviews-score-sheet')
    }
    for (const item of ['team', 'service', 'facilities', 'tools']) await expert.locator(`#score-${item}`).fill(String(18 + sealed))
    await expert.getByRole('button', { name: '密封评分表' }).click()
    await expert.getByRole('button', { name: '确认密封' }).click()
    await expert.getByText('密封回执').waitFor()
    if (!sealed) await lookTwice(expert, 'reviews-receipt')
    sealed++
    await expert.context().close()
  }
  assert.equal(sealed, 3)

  await officer.reload()
  await officer.getByRole('button', { name: '开封' }).click()
  await officer.getByText('平均 76.00 分，合格分 60 分').waitFor()
  await lookTwice(officer, 'reviews-scores')
  await officer.locator('#review-minutes').fill('三名专家一致认为符合认定条件。')
  await officer.getByRole('button', { name: '作出结论并告知' }).click()
  await officer.getByText('已结论').first().waitFor()

  const applicant = await person('fuzhou_applicant_1')
  await applicant.goto(`/cases/${subject.id}`)
  await applicant.getByText('已结论').first().waitFor()
  assert.equal(await applicant.getByText('76').count(), 0, 'no score')
  await lookTwice(applicant, 'reviews-applicant')

  const visitor = await person()
  await visitor.goto('/draws')
  await visitor.getByRole('link', { name: '下载抽取记录' }).waitFor()
  await lookTwice(visitor, 'reviews-draws')
})

/** The label of the option that holds a word. */
async function optionWith(page, selector, word) {
  const options = page.locator(`${selector} option`)
  await options.nth(1).waitFor({ state: 'attached' })
  const labels = await options.allInnerTexts()
  return labels.find((label) => label.includes(word))
}

/** The login of the city's holder whose name the page shows. */
async function holderOf(page) {
  return (await page.getByText('市局负责人').count()) ? 'fuzhou_head' : 'fuzhou_officer'
}
