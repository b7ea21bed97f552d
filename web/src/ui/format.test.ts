import { afterEach, describe, expect, it } from 'vitest'
import { setLanguage } from './i18n'
import { citationLabel, countWords, daysBetween, formatBytes, formatDateWithWeekday, formatInstant, hanNumber, textOf } from './format'

afterEach(() => setLanguage('zh-CN'))

describe('dates', () => {
  it('are said in the reader’s language with the weekday', async () => {
    expect(formatDateWithWeekday('2024-10-08')).toBe('2024年10月8日（周二）')
    await setLanguage('en')
    expect(formatDateWithWeekday('2024-10-08')).toBe('Tue, 8 Oct 2024')
  })

  it('show instants in Beijing time whatever the browser’s zone', () => {
    expect(formatInstant('2024-10-08T15:59:00Z')).toBe('2024年10月8日 23:59')
    expect(formatInstant('2024-10-08T16:00:00Z')).toBe('2024年10月9日 00:00')
  })

  it('are counted in whole days', () => {
    expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2)
    expect(daysBetween('2024-10-08', '2024-10-07')).toBe(-1)
  })
})

describe('citations', () => {
  it('read like articles', async () => {
    expect(citationLabel('shenyang_outlet_2024/art_16')).toBe('第十六条')
    expect(citationLabel('form_6_1')).toBe('申报表第六部分（一）')
    expect(citationLabel('form_note_6')).toBe('填表说明6')
    expect(citationLabel('whatever')).toBe('whatever')
    await setLanguage('en')
    expect(citationLabel('art_4_1')).toBe('Art. 4 (1)')
  })

  it('use Han numbers', () => {
    expect([1, 10, 11, 20, 21].map(hanNumber)).toEqual(['一', '十', '十一', '二十', '二十一'])
  })
})

describe('countWords', () => {
  it('counts Han characters and full-width marks one by one, runs of letters and digits once', () => {
    expect(countWords('专利检索，TISC 2024年')).toBe(8)
    expect(countWords('')).toBe(0)
    expect(countWords('hello, world')).toBe(2)
    expect(countWords('A股3家')).toBe(4)
  })
})

it('textOf falls back to the other language', async () => {
  expect(textOf({ zh: '', en: 'Filed' })).toBe('Filed')
  await setLanguage('en')
  expect(textOf({ zh: '已备案', en: '' })).toBe('已备案')
})

it('formatBytes is short', () => {
  expect([900, 1536, 31457280].map(formatBytes)).toEqual(['900 B', '1.5 KB', '30 MB'])
})
