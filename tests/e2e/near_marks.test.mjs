// A trademark searcher: what is near a mark, why, narrowed to a class, the same again from the address; at both widths.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lookTwice, person, server, setStage, settled } from './browser.mjs'
import { importRecords, invent, lines, until } from './records.mjs'
import { link, press, write } from './steps.mjs'
import { word } from './words.mjs'

const marks = [['知点红星', '9'], ['之点红星', '9'], ['知点大红星', '35'], ['知點紅星', '25'], ['点知红星', '9'], ['知点红星', '35'], ['星红点知', '9'], ['知点红', '30'], ['ZHIDIAN HONGXING', '9'], ['蓝鲸', '9']]

const written = marks.map(([mark, nice], index) => ({ registration_number: String(90000001 + index), mark, nice, applicant: '虚构科技有限公司', registered_on: '2020-01-01', status: 'registered' }))

setStage(async () => {
  await importRecords('trademarks', invent('trademarks', 500, 3) + lines(...written), ['--source', '演示用虚构商标', '--data-date', '2026-06-30'])
  await until(async () => {
    const answer = await fetch(`${server.base}/api/ip/trademarks/near?mark=${encodeURIComponent('知点红星')}`)
    return answer.status === 200 && (await answer.json()).count >= 9
  })
})

const hits = (page) => page.locator('article.hit')

for (const size of ['phone', 'desktop']) {
  test(`from the search to what is near, at the width of a ${size}`, async () => {
    const page = await person(null, { size })
    await page.goto('/ip?in_what=trademarks')
    await link(page, 'ip.near_title').click()
    await page.waitForURL((url) => url.pathname === '/ip/near')
    await settled(page)
    if (size === 'phone') await lookTwice(page, 'near-start')

    await write(page, 'near-mark', '知点红星')
    await page.keyboard.press('Enter')
    await page.waitForURL((url) => url.searchParams.get('mark') === '知点红星')
    await hits(page).first().waitFor()
    await settled(page)
    const found = await hits(page).count()
    assert.ok(found >= 9)
    const alike = hits(page).filter({ has: page.locator('h3', { hasText: '之点红星' }) })
    assert.equal(await alike.locator('h3 mark').innerText(), '之', 'the character that differs is marked')
    assert.match(await alike.innerText(), /读音相同（zhi）/)
    assert.match(await hits(page).first().innerText(), /并列第 1 位，共 3 条同分/)
    await lookTwice(page, `near-results-${size}`)

    if (size === 'phone') await page.locator('button.narrow').click()
    const ofClass = page.locator('[data-field="nice"] li').filter({ hasText: /^35/ })
    await ofClass.locator('input').check()
    await page.waitForURL((url) => url.searchParams.get('in') === 'nice:35')
    await page.waitForFunction((before) => !document.querySelector('[aria-busy="true"]') && document.querySelectorAll('article.hit').length < before, found)
    assert.equal(await hits(page).count(), 2)
    await page.reload()
    await hits(page).first().waitFor()
    assert.equal(await hits(page).count(), 2, 'the address alone brings the search back')

    await page.goto(`/ip/near?mark=${encodeURIComponent('知点红星')}&kinds=sound`)
    await hits(page).first().waitFor()
    assert.equal(await page.locator('input[value="added"]').isChecked(), false)
    assert.equal(await hits(page).count(), 4)
    await hits(page).first().getByRole('link').click()
    await page.waitForURL((url) => url.pathname.startsWith('/ip/trademarks/'))
  })
}

test('nothing near, a mark of signs alone, a wrong condition, and English', async () => {
  const page = await person()
  await page.goto('/ip/near?mark=夔龙魍魉')
  await page.getByText(word('ip.near_nothing')).first().waitFor()
  await lookTwice(page, 'near-nothing')
  await write(page, 'near-mark', '！！')
  await press(page, 'ip.near_go')
  await page.getByText('至少一个汉字').waitFor()
  await page.goto(`/ip/near?mark=${encodeURIComponent('知点红星')}&q=${encodeURIComponent('类型=9')}`)
  await page.getByRole('alert').locator('mark').waitFor()
  await lookTwice(page, 'near-refused')
  for (const box of await page.locator('input[name="near-kinds"]').all()) await box.uncheck()
  await press(page, 'ip.near_go')
  await page.getByText(word('ip.near_no_kind')).waitFor()
  await lookTwice(page, 'near-no-kind')
  const english = await person(null, { locale: 'en-GB' })
  await english.goto(`/ip/near?mark=${encodeURIComponent('知点红星')}`)
  await english.getByText('sounds like').first().waitFor()
  await lookTwice(english, 'near-english')
})
