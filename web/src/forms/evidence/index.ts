export { useEvidence, type EvidenceDraft } from './evidence'
export { default as EvidenceFiles } from './EvidenceFiles.vue'
export { default as EvidenceList } from './EvidenceList.vue'
export { default as ReceiptCodes } from './ReceiptCodes.vue'
