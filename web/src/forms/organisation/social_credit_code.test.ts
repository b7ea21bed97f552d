import { describe, expect, it } from 'vitest'
import { checkCharacter, checkSocialCreditCode, foldCode } from './social_credit_code'

describe('the social credit code', () => {
  it.each(['91440300708461136T', '91110000802100433B', '12100000400000624D', '12100000425006117P', '91350100M000100Y43'])('%s is good', (code) => {
    expect(checkSocialCreditCode(code)).toBe('good')
  })

  it('warns of a wrong check digit and names the right one', () => {
    expect(checkSocialCreditCode('91350128M00000019A')).toBe('wrong_check_digit')
    expect(checkCharacter('91440300708461136')).toBe('T')
  })

  it.each(['91350100I000100Y43', '9144030070846113', '', '91440300708461136TT', '9144030070846113I'])('%s is malformed', (code) => {
    expect(checkSocialCreditCode(code)).toBe('malformed')
  })

  it('is read as people copy it', () => {
    expect(foldCode(' 9144-0300 70846 1136t ')).toBe('91440300708461136T')
  })
})
