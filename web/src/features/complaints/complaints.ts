import type { Schema } from '@/api'

export type Complaint = Schema<'Complaint'>
type Shown = Pick<Schema<'ComplaintSummary'>, 'state' | 'finding'>

/** Where a complaint stands: the finding once it is concluded. */
export const standingOf = (of: Shown): string => of.finding || of.state

/** Nobody handles it yet; it is being inquired into; it was founded; it is over. */
export function toneOf(of: Shown): 'soon' | 'accent' | 'bad' | 'plain' {
  if (of.state === 'received') return 'soon'
  if (of.state === 'handling') return 'accent'
  return of.finding === 'founded' ? 'bad' : 'plain'
}
