// The officer's desk: one queue, several cases at once, quotas and the order of recommendations.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { look, lookTwice, password, person, server, setStage } from './browser.mjs'
import { Client } from './interface.mjs'
import { button, dialog, link, press, said, write } from './steps.mjs'
import { word } from './words.mjs'

const district = '210105'
const judged = ['knows_the_law', 'working_rules', 'facilities', 'databases_and_tools', 'social_influence']
const signs = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

function creditCode(number) {
  const body = `91${district}MA${String(number).padStart(7, '0')}`
  const rest = [...body].reduce((sum, sign, at) => sum + signs.indexOf(sign) * weights[at], 0) % 31
  return body + signs[(31 - rest) % 31]
}

async function register(number, name) {
  const staff = new Client(server.base)
  const made = await staff.send('POST', '/api/registrations', {
    login_name: `desk_${number}`, password, display_name: '经办人', organisation: {
      credit_code: creditCode(number), is_code_confirmed: true, name, kind: 'library', registered_division: district, address: '一号路', principal_name: '负责人', telephone: '024-22510000' } })
  return { staff, account: made.account.id }
}

/** An application before the bureau of the district. */
async function apply(bureau, number, name) {
  const { staff, account } = await register(number, name)
  await bureau.send('POST', `/api/accounts/${account}/confirmation`, {})
  const organisation = await staff.organisation()
  for (const each of ['甲', '乙', '丙']) await staff.send('POST', `/api/organisations/${organisation}/team`, { name: `${each}（演示）`, employment: 'full_time', is_principal: each === '甲', post: '馆员', education: '大学本科', certificates: [], skills: ['patent'], history: '从事专利检索。' })
  await staff.send('POST', `/api/organisations/${organisation}/service-items`, { name: '专利检索', kind: 'search', ip_categories: ['patent'], fee: 'free' })
  const id = await staff.start()
  await staff.complete(id)
  await staff.perform(id, 'submit')
  return id
}

async function recommend(bureau, id) {
  await bureau.upload(id, 'recommendation_scan')
  await bureau.perform(id, 'recommend', { input: { opinion: '材料属实，同意推荐。', head_name: '负责人', signed_on: '2026-09-15' }, judgements: judged.map((condition) => ({ condition, outcome: 'met', remark: '已核实' })), signed: ['head', 'seal', 'cover_seal'] })
}

const names = ['松岭图书馆（演示）', '北陵信息中心（演示）', '昆山生产力中心（演示）']
const ids = []
setStage(async () => {
  const bureau = await Client.signedIn(server.base, `officer_${district}`)
  for (const [at, name] of names.entries()) ids.push(await apply(bureau, at + 1, name))
  for (const id of ids.slice(0, 2)) await recommend(bureau, id)
  await register(9, '待确认单位（演示）')
})

test('the city sets a quota with a reason', async () => {
  const city = await person('city_officer')
  await city.goto('/recommendations')
  await city.getByText(names[0]).waitFor()
  await press(city, 'recommendations.set_quotas')
  await dialog(city).waitFor()
  await press(dialog(city), 'recommendations.set_quotas')
  await dialog(city).getByText(word('recommendations.need_reason')).first().waitFor()
  await lookTwice(city, 'desk-quota-form')
  await write(city, 'quota-each', '2')
  await write(city, 'quota-reason', '本年度控制新增数量。')
  await press(dialog(city), 'recommendations.set_quotas')
  await said(city, word('recommendations.quota_saved'))
  await city.getByText(word('recommendations.full')).first().waitFor()
  await lookTwice(city, 'desk-recommendations-city')
})

test('the bureau orders what it recommended, on a phone, and is refused above the quota', async () => {
  const bureau = await person(`officer_${district}`, { size: 'phone' })
  await bureau.goto('/recommendations')
  await bureau.getByRole('button', { name: word('recommendations.up_of', { name: names[1] }) }).click()
  await bureau.getByText(word('recommendations.unsaved')).waitFor()
  await look(bureau, 'desk-order-phone')
  await press(bureau, 'recommendations.save')
  await said(bureau, word('recommendations.saved'))
  const first = bureau.locator('.line').first()
  assert.match(await first.textContent(), new RegExp(`第1位.*${names[1]}`))
  await lookTwice(bureau, 'desk-ordered')
  const client = await Client.signedIn(server.base, `officer_${district}`)
  await assert.rejects(recommend(client, ids[2]), /quota_reached/)
})

test('one queue lists cases, registrations and what is due; the city sees the ranks', async () => {
  const bureau = await person(`officer_${district}`)
  await bureau.goto('/queue')
  await bureau.getByText('待确认单位（演示）').waitFor()
  await lookTwice(bureau, 'desk-queue-bureau')
  const city = await person('city_officer')
  await city.goto('/queue')
  await city.getByText(word('queue.rank', { n: 1 })).first().waitFor()
  await lookTwice(city, 'desk-queue-city')
})

test('several cases are handled together, each by itself', async () => {
  const client = await Client.signedIn(server.base, `officer_${district}`)
  const city = await Client.signedIn(server.base, 'city_officer')
  for (const id of ids.slice(0, 2)) await city.perform(id, 'return', { input: { items: [{ at: '第五部分', remark: '补充案例。' }] }, term_length: 'P1D' })
  await (await Client.signedIn(server.base, 'system_admin')).send('POST', '/api/clock', { days: 6 })
  const bureau = await person(`officer_${district}`)
  await bureau.goto('/queue?all=true&state=returned&procedure=shenyang_outlet_2024/filing')
  await bureau.getByText(names[0]).waitFor()
  await bureau.locator('thead input[type="checkbox"]').check()
  await press(bureau, 'queue.batch')
  await dialog(bureau).getByText(word('queue.batch_choose')).waitFor()
  await lookTwice(bureau, 'desk-batch-choose')
  await dialog(bureau).locator('button[type="submit"]').click()
  await dialog(bureau).getByText(word('queue.batch_done', { done: 2, refused: 0 })).waitFor()
  await lookTwice(bureau, 'desk-batch-done')
  await press(dialog(bureau), 'queue.batch_close')
  assert.equal((await client.get(`/api/cases/${ids[0]}`)).state, 'lapsed')
  assert.ok(await link(bureau, 'queue.to_recommendations').count())
  assert.ok(await button(bureau, 'home.search_go').count())
})
