import { computed, shallowRef } from 'vue'
import { api, call, type Schema } from './client'

export type Session = Schema<'Session'>
export type Role =
  | 'applicant_staff' | 'recommender_officer' | 'authority_officer' | 'expert' | 'rule_editor'
  | 'system_administrator' | 'security_administrator' | 'audit_administrator'

/** Who is reading; null until the first answer. */
export const session = shallowRef<Session | null>(null)

export const account = computed(() => session.value?.account ?? null)
export const isSignedIn = computed(() => account.value !== null)
export const unreadMessages = computed(() => session.value?.unread_messages ?? 0)
export const businessToday = computed(() => session.value?.business_today ?? '')

/** Whether the reader holds one of these roles anywhere. */
export function hasRole(...roles: Role[]): boolean {
  return account.value?.grants.some((grant) => roles.includes(grant.role as Role)) ?? false
}

/** The institution the reader works for, if any. */
export const myOrganisation = computed(() => {
  const grant = account.value?.grants.find((each) => each.organisation_id)
  return grant?.organisation_id ? { id: grant.organisation_id, name: grant.organisation_name ?? '' } : null
})

/** The authority the reader works for, if any. */
export const myAuthority = computed(() => {
  const grant = account.value?.grants.find((each) => each.authority_id)
  return grant?.authority_id
    ? { id: grant.authority_id, name: grant.authority_name ?? '', level: grant.authority_level ?? '', division: grant.division_code ?? '' }
    : null
})

let running: Promise<void> | null = null
let following: Promise<void> | null = null

function ask(): Promise<void> {
  running = (async () => {
    try {
      session.value = await call(api.GET('/api/session'))
    } finally {
      running = null
    }
  })()
  return running
}

/**
 * Asks the server again who is reading; also refreshes the unread count and the business date.
 * A question already under way may have been answered before what the caller has just done, so one more follows it.
 */
export function refreshSession(): Promise<void> {
  if (!running) return ask()
  following ??= running.catch(() => undefined).then(() => {
    following = null
    return ask()
  })
  return following
}

/** Resolves when it is known who is reading; a failure leaves a visitor and is retried at the next page. */
export async function knownSession(): Promise<void> {
  if (session.value) return
  try {
    await (running ?? refreshSession())
  } catch {
    session.value = null
  }
}

export async function signIn(body: { login_name: string; password: string; totp?: string }): Promise<void> {
  session.value = await call(api.POST('/api/session', { body }))
}

export async function signOut(): Promise<void> {
  await call(api.DELETE('/api/session'))
  session.value = null
  await knownSession()
}
