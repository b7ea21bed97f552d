import { expect, it } from 'vitest'
import { lineWithin, readingOrder, shortened, shortPath, stateOf } from './draft'

const file = (path: string) => ({ path, text: '' })

it('names a file without the folder of its act', () => {
  expect(shortPath('regulations/city/procedures/filing.yaml', 'city')).toBe('procedures/filing.yaml')
  expect(shortPath('regulations/vocabulary.yaml', 'city')).toBe('vocabulary.yaml')
})

it('lists files in the order one reads an act', () => {
  const files = ['regulations/vocabulary.yaml', 'regulations/city/scenarios/a.yaml', 'regulations/city/procedures/b.yaml', 'regulations/city/procedures/a.yaml', 'regulations/city/act.yaml', 'regulations/city/forms/a.yaml'].map(file)
  expect(readingOrder(files, 'city').map((each) => shortPath(each.path, 'city'))).toEqual(['act.yaml', 'procedures/a.yaml', 'procedures/b.yaml', 'forms/a.yaml', 'scenarios/a.yaml', 'vocabulary.yaml'])
})

it('keeps a problem inside the text', () => {
  expect(lineWithin(0, 10)).toBe(1)
  expect(lineWithin(99, 10)).toBe(10)
  expect(lineWithin(3, 10)).toBe(3)
  expect(lineWithin(3, 0)).toBe(1)
})

it('knows every state and passes an unknown one through', () => {
  expect(stateOf('proposed').tone).toBe('soon')
  expect(stateOf('other').word).toBe('other')
})

it('shows the beginning of a long value and a dash for none', () => {
  expect(shortened('')).toBe('—')
  expect(shortened('5')).toBe('5')
  expect(shortened('长'.repeat(300))).toHaveLength(201)
})
