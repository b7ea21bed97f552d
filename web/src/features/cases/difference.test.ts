import { expect, it } from 'vitest'
import { compareTexts } from './difference'

const changed = (pieces: { text: string; isChanged: boolean }[]): string[] => pieces.filter((piece) => piece.isChanged).map((piece) => piece.text)
const whole = (pieces: { text: string }[]): string => pieces.map((piece) => piece.text).join('')

it('marks only the sentences that changed, and loses none', () => {
  const before = '本单位有检索室。经费充足。每年培训四次。'
  const after = '本单位有检索室。经费由市财政保障，上一年二十六万元。每年培训四次。'
  const { before: old, after: now } = compareTexts(before, after)
  expect(changed(old)).toEqual(['经费充足。'])
  expect(changed(now)).toEqual(['经费由市财政保障，上一年二十六万元。'])
  expect(whole(old)).toBe(before)
  expect(whole(now)).toBe(after)
})

it('shows what was added at the end and what was taken away at the start', () => {
  const { before, after } = compareTexts('第一。第二。', '第二。\n第三')
  expect(changed(before)).toEqual(['第一。'])
  expect(changed(after)).toEqual(['\n第三'])
  expect(changed(compareTexts('第一。第二。', '第二。第三').before)).toEqual(['第一。'])
  expect(changed(compareTexts('第一。第二。', '第二。第三').after)).toEqual(['第三'])
})

it('a text without marks is one piece', () => {
  expect(compareTexts('周晓彤', '周晓丹').after).toEqual([{ text: '周晓丹', isChanged: true }])
  expect(compareTexts('同样', '同样').after).toEqual([{ text: '同样', isChanged: false }])
})
