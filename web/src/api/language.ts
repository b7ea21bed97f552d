import { ref } from 'vue'

export type Language = 'zh-CN' | 'en'

/** The reader's language; sent with every request and used by the interface. */
export const language = ref<Language>('zh-CN')
