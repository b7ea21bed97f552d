/** GB 32100-2015: digits and capital letters without I, O, S, V and Z; a character's value is its place. */
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'

export type CodeCheck = 'good' | 'wrong_check_digit' | 'malformed'

/** As people copy codes: blanks and hyphens dropped, capital letters. */
export function foldCode(text: string): string {
  return text.replace(/[\s-]/g, '').toUpperCase()
}

/** The character that completes seventeen others; empty where they are malformed. */
export function checkCharacter(firstSeventeen: string): string {
  if (firstSeventeen.length !== 17) return ''
  let sum = 0
  let weight = 1
  for (const character of firstSeventeen) {
    const value = alphabet.indexOf(character)
    if (value < 0) return ''
    sum += value * weight
    weight = (weight * 3) % alphabet.length
  }
  return alphabet[(alphabet.length - (sum % alphabet.length)) % alphabet.length] ?? ''
}

/** A wrong check digit warns, it does not refuse: real codes with one exist. */
export function checkSocialCreditCode(code: string): CodeCheck {
  const expected = checkCharacter(code.slice(0, 17))
  const last = code[17] ?? ''
  if (code.length !== 18 || !expected || !alphabet.includes(last) || !/^\d{6}$/.test(code.slice(2, 8))) return 'malformed'
  return last === expected ? 'good' : 'wrong_check_digit'
}
