import type { Schema } from '@/api'
import { i18n } from '@/ui'
import { checkSocialCreditCode, foldCode } from './social_credit_code'

type Input = Schema<'OrganisationInput'>
/** What the fields hold: every text present, possibly empty. */
export type OrganisationDraft = Required<Omit<Input, 'headcount' | 'is_code_confirmed'>> & { headcount: number | null; is_code_confirmed: boolean; is_branch: boolean }

const texts = ['credit_code', 'name', 'kind', 'nature', 'registered_division', 'address', 'principal_name', 'principal_post', 'department', 'telephone', 'email', 'website', 'website_name', 'wechat', 'service_recipients', 'legal_person_name', 'legal_person_code'] as const
const legalPerson: readonly string[] = ['legal_person_name', 'legal_person_code']
export const identityFields = ['credit_code', 'name', 'kind', 'registered_division'] as const
export const contactFields = ['address', 'principal_name', 'telephone'] as const

/** A draft of what is known about an institution. */
export function toDraft(known: Partial<Input> = {}): OrganisationDraft {
  const draft = Object.fromEntries(texts.map((name) => [name, known[name] ?? ''])) as unknown as OrganisationDraft
  return { ...draft, headcount: known.headcount || null, is_code_confirmed: known.is_code_confirmed ?? false, is_branch: Boolean(known.legal_person_code) }
}

/** The body to send: trimmed, without empty optional answers. */
export function toInput(draft: OrganisationDraft): Input {
  const asked = texts.filter((name) => draft.is_branch || !legalPerson.includes(name))
  const given = Object.fromEntries(asked.map((name) => [name, draft[name].trim()]).filter(([, value]) => value)) as unknown as Input
  return {
    ...given,
    credit_code: foldCode(draft.credit_code),
    ...(draft.is_branch ? { legal_person_code: foldCode(draft.legal_person_code) } : {}),
    ...(draft.headcount ? { headcount: draft.headcount } : {}),
    ...(draft.is_code_confirmed ? { is_code_confirmed: true } : {}),
  }
}

export interface Finding { field: string; message: string }

/** What the browser already sees missing among the named required fields. */
export function findMissing(draft: OrganisationDraft, fields: readonly (keyof OrganisationDraft)[]): Finding[] {
  const { t } = i18n.global
  const findings = fields.filter((field) => !String(draft[field] ?? '').trim()).map((field) => ({ field: field as string, message: t(`organisation.need_${field}`) }))
  if (draft.is_branch && fields.includes('credit_code')) {
    for (const field of legalPerson) if (!draft[field as 'legal_person_name'].trim()) findings.push({ field, message: t(`organisation.need_${field}`) })
    if (draft.legal_person_code.trim() && checkSocialCreditCode(foldCode(draft.legal_person_code)) === 'malformed') findings.push({ field: 'legal_person_code', message: t('organisation.code_malformed') })
  }
  const check = checkSocialCreditCode(foldCode(draft.credit_code))
  if (fields.includes('credit_code') && draft.credit_code.trim()) {
    if (check === 'malformed') findings.push({ field: 'credit_code', message: t('organisation.code_malformed') })
    else if (check === 'wrong_check_digit' && !draft.is_code_confirmed) findings.push({ field: 'credit_code', message: t('organisation.code_confirm_needed') })
  }
  return findings
}
