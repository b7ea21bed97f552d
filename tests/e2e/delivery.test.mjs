// A person has the messages sent by mail and to a webhook, on the page of the own account, on a phone and at a desk.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { look, person, setStage } from './browser.mjs'
import { last, openHook, openMailbox } from './mailbox.mjs'
import { press, said } from './steps.mjs'
import { word } from './words.mjs'

let mailbox, hook
setStage(undefined, async () => {
  mailbox = await openMailbox()
  hook = await openHook()
  return ['--mail-server', mailbox.address, '--mail-without-tls', '--mail-from', 'zhidian@example.org', '--webhook-host', hook.address, '--jobs-interval', '100']
})
after(() => { mailbox.close(); hook.close() })

for (const [size, login] of Object.entries({ phone: 'officer_210105', desktop: 'city_officer' })) {
  test(`an address is confirmed by its code, topics are chosen, ${size}`, async () => {
    const page = await person(login, { size })
    await page.goto('/account')
    await page.locator('#delivery-address').fill('not an address')
    await press(page, 'delivery.send_code')
    await page.getByText('电子邮箱地址不正确').first().waitFor()
    await page.locator('#delivery-address').fill(`${login}@example.org`)
    const before = mailbox.mails.length
    await press(page, 'delivery.send_code')
    await page.locator('#delivery-code').waitFor()
    const mail = await last(mailbox.mails, before + 1)
    const code = /确认码是 ([A-Z2-9]{8})/.exec(mail)[1]
    await page.locator('#delivery-code').fill('AAAA-AAAA')
    await press(page, 'delivery.confirm')
    await page.getByText('确认码不正确').first().waitFor()
    await look(page, `delivery-code-${size}`)
    await page.locator('#delivery-code').fill(`${code.slice(0, 4)}-${code.slice(4)}`.toLowerCase())
    await press(page, 'delivery.confirm')
    await page.getByText(`${login}@example.org`).first().waitFor()
    await page.locator('input[value="windows"]').uncheck()
    await press(page, 'ui.save')
    await said(page, word('delivery.kept'))
    await page.reload()
    await page.locator('input[value="windows"]').waitFor()
    assert.equal(await page.locator('input[value="windows"]').isChecked(), false)
    await look(page, `delivery-settings-${size}`)
  })

  test(`a webhook is set, tried and listed, ${size}`, async () => {
    const page = await person(login, { size })
    await page.goto('/account')
    await page.locator('#webhook-url').fill('https://elsewhere.example.org/hook')
    await press(page, 'delivery.set_webhook')
    await page.getByText('elsewhere.example.org', { exact: false }).first().waitFor()
    await page.locator('#webhook-url').fill(`${hook.address}/hook?key=1`)
    await press(page, 'delivery.set_webhook')
    await page.getByText(word('delivery.secret_once')).waitFor()
    assert.match(await page.locator('code.secret').innerText(), /^[0-9a-f]{64}$/)
    const before = hook.calls.length
    await press(page, 'delivery.trial')
    assert.equal((await last(hook.calls, before + 1)).kind, 'trial')
    await look(page, `delivery-webhook-${size}`)
    await page.goto('/deliveries')
    await page.getByText('这是一条测试消息', { exact: false }).first().waitFor()
    await look(page, `deliveries-${size}`)
  })
}
