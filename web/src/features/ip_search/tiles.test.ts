import { afterEach, expect, it, vi } from 'vitest'
import { expectAccessible } from '../../../tests/axe'
import { openPage, settled } from '../../../tests/page'
import { answerWith, lastOf } from '../../../tests/server'
import { readAddress } from './address'
import ProvinceTiles from './ProvinceTiles.vue'
import { nextTile, shadeOf, tiles } from './tiles'

const label = (zh: string) => ({ zh, en: zh })
const value = (code: string, name: string, count: number, is_any = false) => ({ value: code, label: label(name), count, is_any, is_none: false })
const counted = { field: 'province', distinct: 3, data_version: 1, values: [value('510000', '四川省', 40), value('210000', '辽宁省', 3, true), value('abroad', '国外', 1)], labels: tiles.map((tile) => ({ value: tile.code, label: label(tile.short) })) }
const search = readAddress({ q: '大米', in_what: 'indications', in: 'province:210000' })

afterEach(() => vi.unstubAllGlobals())

it('every province has one tile, and no two stand in one place', () => {
  expect(new Set(tiles.map((tile) => tile.code)).size).toBe(34)
  expect(new Set(tiles.map((tile) => `${tile.column}/${tile.row}`)).size).toBe(34)
})

it('arrows reach every tile and stop at the edge', () => {
  const reached = new Set([tiles[0]])
  for (const tile of reached) for (const key of ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']) { const next = tile && nextTile(tile, key); if (next) reached.add(next) }
  expect(reached.size).toBe(34)
  expect(nextTile(tiles[0]!, 'ArrowUp')).toBeNull()
  expect(nextTile(tiles[0]!, 'a')).toBeNull()
})

it('a tile is as dark as its share of the largest', () => {
  expect([0, 1, 10, 11, 40].map((count) => shadeOf(count, 40))).toEqual([0, 1, 1, 2, 4])
})

it('tiles show counts, are pressed, and stand as a table too', async () => {
  const requests = answerWith({ 'GET /api/ip/indications/values': counted })
  const { wrapper } = await openPage(ProvinceTiles, '/ip', { search, collection: 'indications' })
  const asked = lastOf(requests, 'GET /api/ip/indications/values')?.query
  expect([asked?.get('field'), asked?.get('q'), asked?.get('choices')]).toEqual(['province', '大米', '{"province":{"any":["210000"],"none":[]}}'])
  expect(wrapper.get('[data-province="510000"]').attributes()).toMatchObject({ 'data-shade': '4', 'aria-pressed': 'false' })
  expect(wrapper.get('[data-province="210000"]').attributes('aria-pressed')).toBe('true')
  expect(wrapper.get('[data-province="650000"]').attributes('aria-disabled')).toBe('true')
  await expectAccessible()
  await wrapper.get('[data-province="650000"]').trigger('click')
  expect(wrapper.emitted('toggle')).toBeUndefined()
  await wrapper.get('[data-province="510000"]').trigger('click')
  expect(wrapper.emitted('toggle')).toEqual([['510000']])
  await wrapper.get('[aria-pressed="false"].app-button').trigger('click')
  await settled()
  expect(wrapper.findAll('tbody tr').map((row) => row.get('th').text())).toEqual(['四川省', '辽宁省', '国外'])
  await expectAccessible()
})
