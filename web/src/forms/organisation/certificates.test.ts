import { afterEach, expect, it, vi } from 'vitest'
import { expectAccessible } from '../../../tests/axe'
import { openPage, settled } from '../../../tests/page'
import { answerWith } from '../../../tests/server'
import CertificateLines from './CertificateLines.vue'

const line = { outlet_id: 'o1', name: '甲大学', status_label: { zh: '市级网点', en: 'Municipal' }, state: 'valid', valid_until: '2027-10-09', certificate: null, is_current: false }
const certificate = { number: 'ZD-4F7K-92QX', issued_at: '2026-09-15T02:00:00.000Z', state: 'valid' }
const list = 'GET /api/organisations/org/certificates'
const open = () => openPage(CertificateLines, '/', { organisation: 'org' })

afterEach(() => vi.unstubAllGlobals())

it('issues with a key and then offers the downloads', async () => {
  let isIssued = false
  const requests = answerWith({
    [list]: () => ({ items: [isIssued ? { ...line, certificate, is_current: true } : line] }),
    'POST /api/outlets/o1/certificate': () => { isIssued = true; return certificate },
  })
  const { wrapper } = await open()
  expect(wrapper.text()).toContain('尚未出具证书')
  await wrapper.get('button').trigger('click')
  await settled()
  expect(requests.find((request) => request.method === 'POST')?.headers.get('Idempotency-Key')).toBeTruthy()
  expect(wrapper.findAll('a').map((link) => link.attributes('href'))).toEqual(['/certificates/ZD-4F7K-92QX', '/api/certificates/ZD-4F7K-92QX/document.pdf', '/api/certificates/ZD-4F7K-92QX/document.pdf?language=en', '/api/certificates/ZD-4F7K-92QX/document.json'])
  expect(wrapper.findAll('button').length).toBe(0)
  await expectAccessible()
})

it('a changed line offers a new one, an expired line says why not', async () => {
  answerWith({ [list]: { items: [{ ...line, certificate }, { ...line, outlet_id: 'o2', state: 'expired', certificate, is_current: true }] } })
  const { wrapper } = await open()
  expect(wrapper.findAll('button').map((button) => button.text())).toEqual([expect.stringContaining('出具新证书')])
  expect(wrapper.text()).toContain('请先重新申报')
})

it('without a line says when there will be one', async () => {
  answerWith({ [list]: { items: [] } })
  expect((await open()).wrapper.text()).toContain('没有可以出具证书的网点')
})
