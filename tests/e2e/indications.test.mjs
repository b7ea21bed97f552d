// A visitor finds geographical indications by the tiles of the provinces: by mouse, by keys and in the table; at both widths.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lookTwice, person, setStage, settled } from './browser.mjs'
import { importRecords, invent } from './records.mjs'
import { press } from './steps.mjs'
import { word } from './words.mjs'


setStage(() => importRecords('indications', invent('indications', 300, 7), ['--source', '演示用虚构地理标志', '--data-date', '2026-06-30']))

const tile = (page, code) => page.locator(`[data-province="${code}"]`)
const numberOf = async (page, code) => Number((await tile(page, code).locator('.count').innerText()).replaceAll(',', ''))
const total = async (page) => Number(/共([\d,]+)条/.exec(await page.locator('p[role="status"] strong').innerText())[1].replaceAll(',', ''))

for (const size of ['phone', 'desktop']) {
  test(`provinces as tiles, at the width of a ${size}`, async () => {
    const page = await person(null, { size })
    await page.goto('/ip?in_what=indications')
    await tile(page, '510000').waitFor()
    const promised = await numberOf(page, '510000')
    assert.ok(promised > 0)
    await tile(page, '510000').click()
    await page.waitForURL((url) => url.searchParams.get('in') === 'province:510000')
    await settled(page)
    await page.locator('article.hit').first().waitFor()
    assert.equal(await total(page), promised, 'as many as the tile promised')
    await lookTwice(page, `indications-tiles-${size}`)

    await tile(page, '510000').focus()
    await page.keyboard.press('ArrowRight')
    assert.equal(await page.evaluate(() => document.activeElement.dataset.province), '500000')
    await page.keyboard.press('ArrowDown')
    assert.equal(await page.evaluate(() => document.activeElement.dataset.province), '520000')
    await page.keyboard.press('Enter')
    await page.waitForURL((url) => url.searchParams.getAll('in').length === 2)
    await settled(page)
    assert.equal(await total(page), promised + (await numberOf(page, '520000')), 'one of the two')

    await press(page, 'ip.as_table')
    await page.getByRole('button', { name: word('ip.only_province', { name: '四川省' }) }).and(page.locator('[aria-pressed="true"]')).waitFor()
    await lookTwice(page, `indications-table-${size}`)
    await page.locator('article.hit').first().getByRole('link').click()
    await page.waitForURL((url) => url.pathname === '/ip/indications/record')
    await page.getByText('用标企业').or(page.getByText('标准')).first().waitFor()
    await lookTwice(page, `indications-record-${size}`)
  })
}
