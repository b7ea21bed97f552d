import { ref } from 'vue'
import { recall, remember } from '@/ui'

export type Theme = 'light' | 'dark'

const isSystemDark = typeof matchMedia === 'function' ? matchMedia('(prefers-color-scheme: dark)') : null

export const theme = ref<Theme>('light')
export const isElder = ref(false)

function show(): void {
  document.documentElement.dataset['theme'] = theme.value
  document.documentElement.dataset['size'] = isElder.value ? 'elder' : 'normal'
}

/** Takes the reader's earlier choice, else what the system prefers, and follows the system while nothing was chosen. */
export function applyAppearance(): void {
  const stored = recall('theme')
  theme.value = stored === 'dark' || stored === 'light' ? stored : isSystemDark?.matches ? 'dark' : 'light'
  isElder.value = recall('size') === 'elder'
  show()
  isSystemDark?.addEventListener('change', (event) => {
    if (recall('theme')) return
    theme.value = event.matches ? 'dark' : 'light'
    show()
  })
}

export function toggleTheme(): void {
  theme.value = theme.value === 'dark' ? 'light' : 'dark'
  remember('theme', theme.value)
  show()
}

export function toggleElder(): void {
  isElder.value = !isElder.value
  remember('size', isElder.value ? 'elder' : 'normal')
  show()
}
