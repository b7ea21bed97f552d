import type { Schema } from '@/api'

export type Service = Schema<'Service'>

/** Days a list or its figures run from and until, both included; empty where open. */
export interface Period { from: string; until: string }

/** Whose services of which days. */
export interface ServicePeriod extends Period { organisation: string }

/** The year a yearly report is about, as days; null where it is about none. */
export function daysOfYear(year: string | undefined): Period | null {
  return year && /^\d{4}$/.test(year) ? { from: `${year}-01-01`, until: `${year}-12-31` } : null
}

/** Where exactly these records are listed. */
export function servicesLink(filter: { organisation?: string; kind?: string; from?: string; until?: string }): string {
  const given = new URLSearchParams(Object.entries(filter).filter(([, value]) => value)).toString()
  return given ? `/services?${given}` : '/services'
}
