import { afterEach, expect, it, vi } from 'vitest'
import { expectAccessible } from '../../../tests/axe'
import { openPage } from '../../../tests/page'
import { answerWith } from '../../../tests/server'
import PublicSanctionPage from './PublicSanctionPage.vue'
import PublicSanctionsPage from './PublicSanctionsPage.vue'

const text = (zh: string) => ({ zh, en: zh })
const told = { id: 's1', annulled_on: null, organisation_name: '甲研究院', credit_code: '12210105MB1Q2W3E4X', authority_name: '市局', act_id: 'a', act_title: text('办法'), kind: 'terminated', ground_label: text('备案中弄虚作假'), decision_number: '文号1', decided_on: '2026-10-20', banned_until: '2029-10-20' }

afterEach(() => vi.unstubAllGlobals())

it('tells the public of name, code, ground, result and decision', async () => {
  answerWith({ 'GET /api/public-sanctions': { items: [told], next_cursor: null } })
  const { wrapper } = await openPage(PublicSanctionsPage, '/public-sanctions')
  for (const shown of ['甲研究院', told.credit_code, '备案中弄虚作假', '2029年10月20日', '文号1', '市局']) expect(wrapper.text()).toContain(shown)
  expect(wrapper.get('h2 a').attributes('href')).toBe('/public-sanctions/s1')
  await expectAccessible()
})

it('says that a decision was annulled and nothing else of it', async () => {
  answerWith({ 'GET /api/public-sanctions/s1': { id: 's1', annulled_on: '2026-12-01' } })
  const { wrapper } = await openPage(PublicSanctionPage, '/public-sanctions/s1', { id: 's1' })
  expect(wrapper.text()).toContain('2026年12月1日')
  expect(wrapper.find('dl').exists()).toBe(false)
  await expectAccessible()
})

it('says so when nothing is notified', async () => {
  answerWith({ 'GET /api/public-sanctions': { items: [], next_cursor: null } })
  expect((await openPage(PublicSanctionsPage, '/public-sanctions')).wrapper.text()).toContain('目前没有通报')
})
