import { ref } from 'vue'

export interface Toast { id: number; text: string; tone: 'good' | 'bad' }

export const toasts = ref<Toast[]>([])
let last = 0

/** Says in a corner, and to screen readers, that something was done. Not for refusals: those stay on the page. */
export function say(text: string, tone: Toast['tone'] = 'good'): void {
  const id = ++last
  const others = toasts.value.filter((toast) => toast.text !== text || toast.tone !== tone)
  toasts.value = [...others.slice(-2), { id, text, tone }]
  setTimeout(() => dismiss(id), 6000)
}

export function dismiss(id: number): void {
  toasts.value = toasts.value.filter((toast) => toast.id !== id)
}
