export { useSender, type Sender } from './sender'
export { default as SenderFields } from './SenderFields.vue'
