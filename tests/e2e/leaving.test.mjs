// Two ways a status ends besides rectification: an outlet leaves at its own wish, and one is sanctioned for what it submitted.
import { test } from 'node:test'
import { addMaterial, decideRevocation, perform } from './application.mjs'
import { look, lookTwice, person, server, setStage, sizes } from './browser.mjs'
import { Client } from './interface.mjs'
import { paper } from './papers.mjs'
import { dialog, moveClock, stands, write } from './steps.mjs'
import { word } from './words.mjs'

const outlets = []
setStage(async () => {
  const city = await Client.signedIn(server.base, 'city_officer')
  for (const login of ['applicant_01', 'applicant_02', 'applicant_03', 'applicant_04']) {
    const id = await (await Client.signedIn(server.base, login)).organisation()
    if ((await city.get(`/api/organisations/${id}/proceedings`)).items.length) outlets.push({ login, id })
  }
})

test('an outlet that no longer qualifies asks to leave, on a phone; the city approves', async () => {
  const staff = await person(outlets[0].login, { size: 'phone' })
  await staff.goto('/organisation')
  await staff.getByRole('heading', { name: word('proceedings.title') }).waitFor()
  await look(staff, 'leaving-organisation-phone')
  await staff.getByRole('listitem').filter({ hasText: '申请终止' }).getByRole('button').click()
  await staff.waitForURL('**/cases/**')
  await staff.getByRole('button', { name: word('case.tab_course'), exact: true }).click()
  await perform(staff, '提交终止申请', async () => {
    await write(staff, 'field-input-unmet', '两名专职人员离职，暂时补不齐。')
    await addMaterial(staff, 'request_scan', paper('request'), 'scan')
    await look(staff, 'leaving-request-phone')
  })
  await stands(staff, '待核实')
  const city = await person('city_officer')
  await city.goto('/queue')
  await city.getByText('申请终止').first().waitFor()
  await lookTwice(city, 'leaving-queue')
  await city.goto(new URL(staff.url()).pathname)
  await perform(city, '同意终止', async () => write(city, 'field-input-opinion', '情况属实，同意终止。'))
  await stands(city, '已自愿终止')
  await lookTwice(city, 'leaving-approved')
})

test('false materials: evidence, notice, defence in English, decision by another officer, three years', async () => {
  const city = await person('city_officer')
  await city.goto(`/institutions/${outlets[1].id}`)
  await city.getByRole('listitem').filter({ hasText: '违规查处' }).getByRole('button').click()
  await city.waitForURL('**/cases/**')
  const path = new URL(city.url()).pathname
  await addMaterial(city, 'evidence', paper('inquiry'), 'papers')
  await lookTwice(city, 'sanction-inquiry')
  await perform(city, '拟撤销并告知', async (box) => {
    await box.getByLabel('备案中弄虚作假').check()
    await write(city, 'field-input-facts', '社保记录系伪造，经社保部门核实。')
    await write(city, 'field-input-link', '申报表第三部分所附社保记录')
    await addMaterial(city, 'proposal_scan', paper('proposal'), 'scan')
    await lookTwice(city, 'sanction-propose')
  })
  const staff = await person(outlets[1].login, { locale: 'en-GB' })
  await staff.goto(path)
  await staff.getByRole('button', { name: 'Acknowledge the intended decision' }).click()
  await dialog(staff).locator('button[type="submit"]').click()
  await dialog(staff).waitFor({ state: 'detached' })
  await lookTwice(staff, 'sanction-defending-english')
  await moveClock(await person('system_admin'), '2026-10-20')
  const head = await person('city_head')
  await head.goto(path)
  await decideRevocation(head, '沈知撤决〔2026〕2号', '网点没有申辩，事实清楚。')
  await stands(head, '已撤销')
  await lookTwice(head, 'sanction-revoked')
  await staff.setViewportSize(sizes.phone)
  await staff.goto('/organisation')
  await staff.getByRole('heading', { name: 'Decisions' }).waitFor()
  await look(staff, 'sanction-organisation-english-phone')
})
