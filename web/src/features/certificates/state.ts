import type { Schema } from '@/api'

export type CertificateState = Schema<'CertificateAnswer'>['state']

/** How a state looks; its word always stands beside. */
export function toneOf(state: CertificateState): 'good' | 'bad' | 'soon' | 'plain' {
  if (state === 'valid') return 'good'
  if (state === 'forged') return 'bad'
  return state === 'unknown' ? 'plain' : 'soon'
}
