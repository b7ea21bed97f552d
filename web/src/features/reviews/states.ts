type Tone = 'good' | 'bad' | 'soon' | 'plain' | 'accent'

const tones: Record<string, Tone> = {
  committing: 'accent', revealing: 'accent', withheld: 'bad', scoring: 'accent', exhausted: 'bad', scored: 'soon', opened: 'soon', concluded: 'plain', closed: 'plain', running: 'accent',
}
const seatTones: Record<string, Tone> = { seated: 'accent', sealed: 'good', left: 'plain' }

/** Locale key and tone of a state of a review. */
export function stateOf(state: string): { word: string; tone: Tone } {
  return { word: `reviews.state_${state}`, tone: tones[state] ?? 'plain' }
}

export function seatStateOf(state: string): { word: string; tone: Tone } {
  return { word: `reviews.seat_${state}`, tone: seatTones[state] ?? 'plain' }
}

export function resultTone(result: string): Tone {
  return result === 'passed' ? 'good' : 'bad'
}
