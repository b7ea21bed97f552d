import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { resultTone, seatTone, stateTone } from './states'
import { commitmentOf, isValue, newValue } from './value'

describe('values of a draw', () => {
  it('are 64 hex digits and never twice the same', () => {
    const values = new Set(Array.from({ length: 50 }, newValue))
    expect(values.size).toBe(50)
    expect([...values].every(isValue)).toBe(true)
    expect(isValue('A'.repeat(64))).toBe(false)
    expect(isValue('a'.repeat(63))).toBe(false)
  })

  it('are committed as the server counts them', async () => {
    const expected = createHash('sha256').update('zhidian-draw-value\nreview\n2\n1\nvalue').digest('hex')
    expect(await commitmentOf('review', 2, 1, 'value')).toBe(expected)
    expect(await commitmentOf('review', 2, 2, 'value')).not.toBe(expected)
  })
})

describe('states', () => {
  it('have a tone each; an unknown one is plain', () => {
    expect([stateTone('withheld'), stateTone('x')]).toEqual(['bad', 'plain'])
    expect(seatTone('sealed')).toBe('good')
    expect(resultTone('failed')).toBe('bad')
  })
})
