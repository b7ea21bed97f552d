// Certificates: an outlet issues its own, a citizen follows the code or drops the file, an officer finds it at the institution.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { look, lookTwice, person, setStage } from './browser.mjs'
import { button, download, link, press, said, write } from './steps.mjs'
import { word } from './words.mjs'

let certificate
setStage()

const choose = (page, text, name = 'certificate.json') => page.locator('#certificate-file').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) })
const marked = (page, region, state) => page.getByRole('region', { name: word(region) }).locator('.mark').getByText(word(`certificate.state_${state}`)).waitFor()
const answered = (page, state) => marked(page, 'certificate.answer', state)

test('the staff of an outlet issue its certificate once and download it', async () => {
  const page = await person('applicant_01')
  await page.goto('/organisation')
  await page.locator('main').getByRole('link', { name: word('certificate.title'), exact: true }).click()
  await page.getByText(word('certificate.none_yet')).waitFor()
  await lookTwice(page, 'certificate-none-yet')
  await button(page, 'certificate.issue').dblclick()
  await said(page, 'ZD-')
  await lookTwice(page, 'certificate-issued')
  assert.equal(await page.getByRole('button', { name: word('certificate.issue') }).count(), 0, 'nothing more to issue')
  const pdf = await download(page, page.getByRole('link', { name: word('certificate.pdf'), exact: true }))
  assert.ok(pdf.name.endsWith('.pdf') && pdf.bytes.subarray(0, 4).equals(Buffer.from('%PDF')))
  const file = await download(page, link(page, 'certificate.json'))
  certificate = { text: file.bytes.toString('utf8'), ...JSON.parse(file.bytes.toString('utf8')) }
  assert.equal(file.name, `${certificate.number}.json`)
})

test('a citizen follows the code to the page of the certificate and on to the outlet', async () => {
  const page = await person(null, { size: 'phone' })
  await page.goto(new URL(certificate.address).pathname)
  await marked(page, 'certificate.state', 'valid')
  await page.getByText('不是法规、规章或者规范性文件规定的证照').waitFor()
  await lookTwice(page, 'certificate-page')
  await link(page, 'certificate.to_outlet').click()
  await page.getByRole('heading', { level: 1, name: certificate.outlet.name }).waitFor()
  const english = await person(null, { locale: 'en-GB', colorScheme: 'dark' })
  await english.goto(new URL(certificate.address).pathname)
  await look(english, 'certificate-page-english-dark')
})

test('a number is typed as people type, and a wrong one is told from an unknown one', async () => {
  const page = await person()
  await page.goto('/')
  await page.locator('footer').getByRole('link', { name: word('certificate.check_title') }).click()
  await write(page, 'certificate-number', ` ${certificate.number.toLowerCase().replaceAll('-', ' ')} `)
  await press(page, 'certificate.look_up')
  await page.getByRole('heading', { level: 1, name: certificate.outlet.name }).waitFor()
  for (const [number, words] of [['ZD-0000-0001', '证书号有误'], ['ZD-0000-0000', '没有找到这份证书']]) {
    await page.goto('/certificates')
    await write(page, 'certificate-number', number)
    await press(page, 'certificate.look_up')
    await page.getByText(words).first().waitFor()
  }
  await lookTwice(page, 'certificate-unknown')
})

test('a file is checked: good, altered by one character, something else', async () => {
  const page = await person()
  await page.goto('/certificates')
  await choose(page, certificate.text)
  await answered(page, 'valid')
  await page.getByText(certificate.key_id).waitFor()
  await lookTwice(page, 'certificate-check-valid')
  await choose(page, certificate.text.replace(certificate.valid_until, certificate.valid_until.replace('20', '30')))
  await answered(page, 'forged')
  assert.equal(await page.getByText(certificate.outlet.name).count(), 0, 'a forged name is not repeated')
  await lookTwice(page, 'certificate-check-forged')
  await choose(page, '{"kind":"something else"}')
  await page.getByRole('alert').getByText('不是网点证书').first().waitFor()
  await lookTwice(page, 'certificate-check-refused')
})

test('an officer of the body that decided finds it at the institution and at the case', async () => {
  const officer = await person('city_officer')
  await officer.goto(`/institutions?q=${encodeURIComponent(certificate.outlet.name.split('（')[0])}`)
  await officer.locator('main tbody a').first().click()
  await officer.getByText(certificate.number).waitFor()
  await lookTwice(officer, 'certificate-institution')
  const cases = await officer.evaluate(async () => (await (await fetch('/api/cases?limit=100')).json()).items)
  const filed = cases.find((each) => each.organisation_name === certificate.outlet.name && each.is_final)
  await officer.goto(`/cases/${filed.id}`)
  await officer.locator('.panel[data-tone] summary').click()
  await officer.locator('.panel[data-tone]').getByText(certificate.number).waitFor()
  await lookTwice(officer, 'certificate-case')
})
