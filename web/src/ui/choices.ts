import { i18n } from './i18n'

const kinds = ['university', 'research_institute', 'intelligence_institution', 'industry_organisation', 'productivity_centre', 'library', 'museum', 'market_service', 'other']
const natures = ['public_institution', 'enterprise', 'social_organisation', 'other']
const itemKinds = ['consultation', 'search', 'training', 'analysis', 'sme_service', 'database', 'other']
const categories = ['patent', 'trademark', 'geographical_indication', 'other']
const skills = ['patent', 'trademark', 'geographical_indication']
const channels = ['online', 'offline']
const fees = ['free', 'low_cost', 'market']
const employments = ['full_time', 'part_time']
const statuses = ['national_outlet', 'provincial_outlet', 'municipal_outlet']
const nodeKinds = ['national_office_unit', 'provincial_backbone_node', 'city_backbone_node', 'national_protection_centre', 'shenyang_protection_centre', 'tisc', 'university_centre', 'other_in_system']
const roles = ['applicant_staff', 'recommender_officer', 'authority_officer', 'expert', 'rule_editor', 'system_administrator', 'security_administrator', 'audit_administrator']

const lists = { kind: kinds, nature: natures, item_kind: itemKinds, category: categories, skill: skills, channel: channels, fee: fees, employment: employments, status: statuses, node_kind: nodeKinds, role: roles }
export type ChoiceList = keyof typeof lists

/** The reader's word for a value of one of the closed lists; an unknown value stays as it is. */
export function choiceLabel(list: ChoiceList, value: string | undefined): string {
  if (!value) return ''
  const { t } = i18n.global
  return lists[list].includes(value) ? t(`choice.${list}.${value}`) : value
}

/** Options of a closed list for selects and groups; call it inside a computed, so that it follows the language. */
export function choices(list: ChoiceList): { value: string; label: string }[] {
  return lists[list].map((value) => ({ value, label: choiceLabel(list, value) }))
}

/**
 * What a check found, with coded values in the reader's words: the server writes “label: value, value” and names values of
 * closed lists and divisions by their codes; several parts stand with “；” between them. `division` is the name of the division a code stands for.
 */
export function wordedFound(found: string, division?: string): string {
  const named = division ? found.replace(/(?<=：|: )\d{6}$/, division) : found
  return named.replace(/(?<=：|: |、|, )[a-z]+(?:_[a-z]+)*(?=$|、|, |；|; )/g, (code) => {
    const list = (['category', 'status', 'node_kind', 'kind'] as const).find((each) => lists[each].includes(code))
    return list ? choiceLabel(list, code) : code
  })
}
