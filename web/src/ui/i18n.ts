import { createI18n } from 'vue-i18n'
import { language, type Language } from '@/api'

type Messages = Record<string, string>

/** Both languages are loaded on demand, so that a reader fetches one. */
const loaders: Record<Language, () => Promise<{ default: Messages }>> = {
  'zh-CN': () => import('@/locales/zh-CN.json'),
  en: () => import('@/locales/en.json'),
}

export const i18n = createI18n({
  legacy: false,
  locale: 'zh-CN',
  fallbackLocale: 'zh-CN',
  flatJson: true,
  missingWarn: false,
  fallbackWarn: false,
  messages: {} as Record<Language, Messages>,
})

const loaded = new Set<Language>()

/** Changes the language of the interface, of the document and of all later requests; remembers the choice. */
export async function setLanguage(next: Language): Promise<void> {
  if (!loaded.has(next)) {
    i18n.global.setLocaleMessage(next, (await loaders[next]()).default)
    loaded.add(next)
  }
  i18n.global.locale.value = next
  document.documentElement.lang = next
  language.value = next
  remember('language', next)
}

/** The language chosen before, else the browser's. */
export function preferredLanguage(): Language {
  const stored = recall('language')
  if (stored === 'en' || stored === 'zh-CN') return stored
  return navigator.language.toLowerCase().startsWith('zh') || !navigator.language ? 'zh-CN' : 'en'
}

/** Keeps a small choice of the reader in the browser; silently does nothing where storage is closed. */
export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(`zhidian.${name}`, value)
  } catch {
    // a private window
  }
}

export function recall(name: string): string | null {
  try {
    return localStorage.getItem(`zhidian.${name}`)
  } catch {
    return null
  }
}
