import { afterEach, expect, it, vi } from 'vitest'
import { expectAccessible } from '../../../tests/axe'
import { openPage, settled } from '../../../tests/page'
import { answerWith, lastOf } from '../../../tests/server'
import CertificatePage from './CertificatePage.vue'
import CheckPage from './CheckPage.vue'

const certificate = {
  number: 'ZD-4F7K-92QX', state: 'valid', as_of: '2026-09-15', outlet_id: 'o1', name: '甲大学', kind: 'university', division_name: '和平区', status_label: { zh: '市级网点', en: 'Municipal' }, act_id: 'a',
  act_title: { zh: '建设管理办法', en: 'Measures' }, authority_name: '市知识产权局', filed_on: '2024-10-09', valid_until: '2027-10-09', ended_on: null, replaced_on: null, replaced_by: null,
  issued_at: '2026-09-15T02:00:00.000Z', address: 'https://example.cn/certificates/ZD-4F7K-92QX', digest: 'd', remark: { zh: '平台提供的服务', en: 'A service' },
}
const answer = { state: 'valid', number: 'ZD-4F7K-92QX', name: '甲大学', on: '2026-09-15', list_as_of: '2026-09-15', key_id: 'abc', key_source: 'given', text: { zh: '证书真实有效，有效期至2027-10-09。', en: 'Genuine.' } }

afterEach(() => vi.unstubAllGlobals())

/** Gives the page a file as the file chooser would. */
async function choose(wrapper: Awaited<ReturnType<typeof openPage>>['wrapper'], text: string): Promise<void> {
  const input = wrapper.get<HTMLInputElement>('#certificate-file')
  Object.defineProperty(input.element, 'files', { value: [{ name: 'certificate.json', size: text.length, text: () => Promise.resolve(text) }], configurable: true })
  await input.trigger('change')
  await settled()
}

it('the page behind the code says the state, the dates, the act, and that it is a service of the platform', async () => {
  answerWith({ 'GET /api/certificates/ZD-4F7K-92QX': certificate })
  const { wrapper } = await openPage(CertificatePage, '/certificates/ZD-4F7K-92QX', { number: 'ZD-4F7K-92QX' })
  for (const said of ['甲大学', '有效', '建设管理办法', '2027年10月9日', '平台提供的服务', '按2026年9月15日的名录判断']) expect(wrapper.text()).toContain(said)
  expect(wrapper.findAll('a').map((link) => link.attributes('href'))).toContain('/outlets/o1')
  await expectAccessible()
})

it('without a last day none is shown', async () => {
  answerWith({ 'GET /api/certificates/ZD-4F7K-92QX': { ...certificate, valid_until: null } })
  expect((await openPage(CertificatePage, '/certificates/ZD-4F7K-92QX', { number: 'ZD-4F7K-92QX' })).wrapper.text()).not.toContain('有效期至')
})

it.each([['replaced', '已被取代', { replaced_on: '2026-09-10', replaced_by: 'ZD-0000-0000' }], ['ended', '退出名录', { ended_on: '2026-09-10' }], ['expired', '届满', {}]])('a certificate that is %s says so and leads on', async (state, words, more) => {
  answerWith({ 'GET /api/certificates/ZD-4F7K-92QX': { ...certificate, state, ...more } })
  const { wrapper } = await openPage(CertificatePage, '/certificates/ZD-4F7K-92QX', { number: 'ZD-4F7K-92QX' })
  expect(wrapper.text()).toContain(words)
  expect(wrapper.text()).not.toContain('证书有效')
  if (state === 'replaced') expect(wrapper.findAll('a').map((link) => link.attributes('href'))).toContain('/certificates/ZD-0000-0000')
})

it('a number that is none is refused with the cure', async () => {
  answerWith({ 'GET /api/certificates/x': () => Response.json({ id: 'certificates.bad_number', title: '证书号有误', detail: '证书号有误，请对照证书核对。' }, { status: 422 }) })
  const { wrapper } = await openPage(CertificatePage, '/certificates/x', { number: 'x' })
  expect(wrapper.text()).toContain('证书号有误')
  expect(wrapper.findAll('a').map((link) => link.attributes('href'))).toContain('/certificates')
})

it('a number leads to its page, nothing to a hint', async () => {
  answerWith({})
  const { wrapper, router } = await openPage(CheckPage, '/certificates')
  await wrapper.get('form').trigger('submit')
  expect(wrapper.text()).toContain('请输入证书号')
  await wrapper.get('#certificate-number').setValue(' zd 4f7k 92qx ')
  await wrapper.get('form').trigger('submit')
  await settled()
  expect(router.currentRoute.value.path).toBe('/certificates/zd%204f7k%2092qx')
  await expectAccessible()
})

it('a file is checked and the answer says what was checked, with the date of the directory', async () => {
  const requests = answerWith({ 'POST /api/certificate-checks': answer })
  const { wrapper } = await openPage(CheckPage, '/certificates')
  await choose(wrapper, '{"kind":"zhidian_certificate_1"}')
  expect(JSON.parse(lastOf(requests, 'POST /api/certificate-checks')?.body ?? '{}')).toEqual({ certificate: '{"kind":"zhidian_certificate_1"}' })
  for (const said of ['证书真实有效', '公钥编号abc', '2026年9月15日的名录']) expect(wrapper.text()).toContain(said)
  await expectAccessible()
})

it('a forged file never shows the name it claims', async () => {
  answerWith({ 'POST /api/certificate-checks': { ...answer, state: 'forged', text: { zh: '请勿采信。', en: 'Do not rely on it.' } } })
  const { wrapper } = await openPage(CheckPage, '/certificates')
  await choose(wrapper, '{}')
  expect(wrapper.text()).toContain('系伪造或者被改动')
  expect(wrapper.text()).not.toContain('甲大学')
})

it('a file that is no certificate is refused before or after it is sent', async () => {
  const requests = answerWith({ 'POST /api/certificate-checks': () => Response.json({ id: 'certificates.not_a_certificate', title: '这个文件不是网点证书。' }, { status: 400 }) })
  const { wrapper } = await openPage(CheckPage, '/certificates')
  await choose(wrapper, '{}')
  expect(wrapper.text()).toContain('这个文件不是网点证书')
  const sent = requests.length
  await choose(wrapper, 'x'.repeat(60_001))
  expect(wrapper.text()).toContain('文件过大')
  expect(requests.length).toBe(sent)
})
