import type { Schema } from '@/api'
import { i18n } from '@/ui'

type Window = Schema<'Window'>

/** Where a window stands on a day: taking applications, not begun, or closed. */
export function phaseOf(window: Window, today: string): { tone: 'accent' | 'soon' | 'plain'; word: string } {
  const { t } = i18n.global
  if (window.is_open) return { tone: 'accent', word: typeof window.days_left === 'number' && window.days_left > 0 ? t('windows.open_days', { n: window.days_left }) : t('windows.open_today') }
  return window.opens_on > today ? { tone: 'soon', word: t('windows.not_begun') } : { tone: 'plain', word: t('windows.closed') }
}
