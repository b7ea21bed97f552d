// The system administrator imports a file, sees what was rejected, has the index made anew and takes the source out; at both widths.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { lookTwice, person, server, setStage, settled } from './browser.mjs'
import { press, write } from './steps.mjs'
import { word } from './words.mjs'

setStage()

const record = (number, title) => JSON.stringify({ publication_number: number, title, applicant: '虚构泵业有限公司' })

for (const [size, number, title] of [['phone', 'CN202644312U', '一种水泵'], ['desktop', 'CN104751825B', '一种鼓风机']]) {
  test(`a file is imported, found and taken out, at the width of a ${size}`, async () => {
    const name = `${size}来源`
    const page = await person('system_admin', { size })
    const file = path.join(server.data, `${size}.jsonl`)
    writeFileSync(file, `${record(number, title)}\n{broken\n`)
    await page.goto('/ip-sources')
    await write(page, 'ip-import-source', name)
    await write(page, 'ip-import-licence', '仅供测试')
    await page.getByText(word('ip_sources.columns'), { exact: true }).first().click()
    await write(page, 'ip-import-columns', '没有等号')
    await page.getByText(word('ip_sources.columns_bad')).waitFor()
    await write(page, 'ip-import-columns', '甲号=公开（公告）号')
    await page.setInputFiles('#ip-import-file', file)
    await press(page, 'ip_sources.import_now')
    const imports = page.getByRole('table', { name: word('ip_sources.imports') })
    const row = imports.getByRole('row').filter({ hasText: `· ${name}` })
    await row.getByText(word('ip_sources.state_ended')).waitFor()
    await settled(page)
    await row.getByText('拒收 1').waitFor()
    await row.getByText(word('ip_sources.reasons')).click()
    await row.getByRole('link', { name: word('ip_sources.rejected_file') }).waitFor()
    await lookTwice(page, `ip-sources-${size}`)

    await page.waitForFunction(async (query) => (await (await fetch(`/api/ip/patents/search?q=${encodeURIComponent(query)}`)).json()).count === 1, title)
    await page.getByRole('button', { name: word('ip_sources.renew') }).first().click()
    await page.getByText(word('ip_sources.renewing')).first().waitFor()

    const sources = page.getByRole('table', { name: word('ip_sources.sources') })
    await sources.getByRole('row').filter({ hasText: name }).getByRole('button', { name: word('ip_sources.remove') }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('1 条记录').waitFor()
    await dialog.getByRole('button', { name: word('ip_sources.remove') }).click()
    await sources.getByRole('row').filter({ hasText: name }).waitFor({ state: 'detached' })
    assert.equal((await (await page.request.get(`${server.base}/api/ip/collections`)).json()).items.length, 3)
  })
}
