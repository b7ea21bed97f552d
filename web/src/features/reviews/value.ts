import { recall, remember } from '@/ui'

/** Bytes as lower-case hex. */
function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** A value of a draw that nobody can guess: 64 hex digits. */
export function newValue(): string {
  return hex(crypto.getRandomValues(new Uint8Array(32)))
}

export function isValue(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text)
}

/** What a holder commits: SHA-256 over draw, attempt, holder and value, as docs/manual/experts.md writes it down. */
export async function commitmentOf(reviewId: string, attempt: number, position: number, value: string): Promise<string> {
  const text = `zhidian-draw-value\n${reviewId}\n${attempt}\n${position}\n${value}`
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))))
}

function place(reviewId: string, attempt: number): string {
  return `draw:${reviewId}:${attempt}`
}

/** The value stands in this browser only, until it is revealed. */
export function keepValue(reviewId: string, attempt: number, value: string): void {
  remember(place(reviewId, attempt), value)
}

export function keptValue(reviewId: string, attempt: number): string {
  return recall(place(reviewId, attempt)) ?? ''
}
