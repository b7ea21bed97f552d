export { useEvidence, type EvidenceFiles } from './evidence'
export { default as EvidenceList } from './EvidenceList.vue'
export { default as ReceiptCodes } from './ReceiptCodes.vue'
