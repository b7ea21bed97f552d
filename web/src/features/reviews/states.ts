type Tone = 'good' | 'bad' | 'soon' | 'plain' | 'accent'

const tones: Record<string, Tone> = {
  committing: 'accent', revealing: 'accent', withheld: 'bad', scoring: 'accent', exhausted: 'bad', scored: 'soon', opened: 'soon', concluded: 'plain', closed: 'plain', superseded: 'plain', running: 'accent',
}
const seatTones: Record<string, Tone> = { seated: 'accent', sealed: 'good', left: 'plain' }

export function stateTone(state: string): Tone {
  return tones[state] ?? 'plain'
}

export function seatTone(state: string): Tone {
  return seatTones[state] ?? 'plain'
}

export function resultTone(result: string): Tone {
  return result === 'passed' ? 'good' : 'bad'
}
