/** A piece of a text; `isChanged` when the other text does not have it in this place. */
export interface Piece { text: string; isChanged: boolean }

/** Sentences with the mark that ends them, and the breaks between lines. */
function sentencesOf(text: string): string[] {
  return text.match(/[^。！？；\n]*[。！？；]|\n+|[^。！？；\n]+/g) ?? []
}

/** How many sentences two texts share from each place on: the table of the longest common subsequence. */
function sharedFrom(before: string[], after: string[]): number[][] {
  const table = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0))
  for (let row = before.length - 1; row >= 0; row--) {
    for (let column = after.length - 1; column >= 0; column--) {
      table[row]![column] = before[row] === after[column] ? table[row + 1]![column + 1]! + 1 : Math.max(table[row + 1]![column]!, table[row]![column + 1]!)
    }
  }
  return table
}

function joined(pieces: Piece[]): Piece[] {
  return pieces.reduce<Piece[]>((done, piece) => {
    const last = done.at(-1)
    return last?.isChanged === piece.isChanged ? [...done.slice(0, -1), { ...last, text: last.text + piece.text }] : [...done, piece]
  }, [])
}

/** Both texts in pieces, sentence by sentence, so that the eye finds what changed. */
export function compareTexts(before: string, after: string): { before: Piece[]; after: Piece[] } {
  const [old, now] = [sentencesOf(before), sentencesOf(after)]
  const table = sharedFrom(old, now)
  const result: { before: Piece[]; after: Piece[] } = { before: [], after: [] }
  let [row, column] = [0, 0]
  while (row < old.length || column < now.length) {
    if (row < old.length && column < now.length && old[row] === now[column]) {
      result.before.push({ text: old[row++]!, isChanged: false })
      result.after.push({ text: now[column++]!, isChanged: false })
    } else if (column >= now.length || (row < old.length && table[row + 1]![column]! >= table[row]![column + 1]!)) result.before.push({ text: old[row++]!, isChanged: true })
    else result.after.push({ text: now[column++]!, isChanged: true })
  }
  return { before: joined(result.before), after: joined(result.after) }
}
