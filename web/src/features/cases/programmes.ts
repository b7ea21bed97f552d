import type { Schema } from '@/api'

export type Programme = Schema<'Programme'>
type Window = Schema<'Window'>

/** One thing that can be applied for now: in an open batch, or at any time where the act calls none. */
export interface Offer {
  key: string
  programme: Programme
  window?: Window
}

/** What an institution can begin today: first the acts that cover where it is registered, then the others. */
export function listOffers(programmes: Programme[], windows: Window[]): { near: Offer[]; elsewhere: Offer[] } {
  const offers = programmes.flatMap((programme): Offer[] => {
    const key = `${programme.act_id}/${programme.procedure_id}`
    if (!programme.needs_window) return [{ key, programme }]
    return windows
      .filter((window) => window.act_id === programme.act_id && window.procedure_id === programme.procedure_id)
      .map((window) => ({ key: window.id, programme, window }))
  })
  return { near: offers.filter((offer) => offer.programme.covers), elsewhere: offers.filter((offer) => !offer.programme.covers) }
}
