import { i18n } from '@/ui'

const { t, te } = i18n.global

const words = {
  kind: (name: string) => t(`jobs.kind.${name}`),
  subject: (name: string) => t(`jobs.subject.${name}`),
  channel: (name: string) => t(`jobs.channel.${name}`),
}

/** reminder:windows.opened → 站内提醒; a kind without a word stands as it is. */
export function wordOf(family: keyof typeof words, name: string): string {
  const first = name.split(':')[0] ?? name
  return te(`jobs.${family}.${first}`) ? words[family](first) : name
}
