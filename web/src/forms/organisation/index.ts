export { default as CertificateLines } from './CertificateLines.vue'
export { default as ContactFields } from './ContactFields.vue'
export { default as IdentityFields } from './IdentityFields.vue'
export { contactFields, findMissing, identityFields, toDraft, toInput, type Finding, type OrganisationDraft } from './organisation'
