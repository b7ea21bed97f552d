export { default as KeptRecord } from './KeptRecord.vue'
