import { expect, test } from 'vitest'
import { nearKinds, nearParameters, readNear, writeNear, type NearSearch } from './near_address'

const search: NearSearch = { collection: 'trademarks', mark: '知点红星', kinds: ['sound', 'shape'], q: '状态=已注册', sort: 'relevance', page: 3, off: [0], choices: { nice: { any: ['09'], none: ['35'] } } }

test('the address alone brings the search back', () => {
  expect(readNear(writeNear(search) as never)).toEqual(search)
  expect(writeNear(search)).not.toHaveProperty('in_what')
})

test('all kinds are no restriction, and unknown ones are none', () => {
  expect(writeNear({ ...search, kinds: [...nearKinds] })).not.toHaveProperty('kinds')
  expect(readNear({ mark: '知点', kinds: 'taste,sound' }).kinds).toEqual(['sound'])
})

test('the interface is asked for what the address says', () => {
  expect(nearParameters(search)).toEqual({ mark: '知点红星', kinds: 'sound,shape', q: '状态=已注册', off: '0', choices: '{"nice":{"any":["09"],"none":["35"]}}' })
  expect(nearParameters({ ...search, kinds: [], off: [], choices: {}, q: '' })).toEqual({ mark: '知点红星', q: '' })
})
