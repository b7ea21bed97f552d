import { computed, ref } from 'vue'
import { useI18n } from 'vue-i18n'

export interface Sender {
  manner: string
  name: string
  contact: string
}

/**
 * Who sends an objection or a complaint: by name, or anonymously with nothing of the person sent. `prefix` begins the ids of the fields; `contactMissing`
 * names the sentence a named sender reads who leaves the contact empty, where one is needed.
 */
export function useSender({ prefix, contactMissing }: { prefix: string; contactMissing?: string }) {
  const { t } = useI18n()
  const sender = ref<Sender>({ manner: 'named', name: '', contact: '' })
  const findings = computed(() => (sender.value.manner === 'named' ? [
    sender.value.name.trim() ? null : { field: `${prefix}-name`, message: t('objection.need_name') },
    sender.value.contact.trim() || !contactMissing ? null : { field: `${prefix}-contact`, message: t(contactMissing) },
  ].filter((each) => each !== null) : []))

  /** The sender's part of what is sent. */
  function part(): { is_anonymous: boolean; name?: string; contact?: string } {
    if (sender.value.manner === 'anonymous') return { is_anonymous: true }
    return { is_anonymous: false, name: sender.value.name.trim(), contact: sender.value.contact.trim() || undefined }
  }

  return { sender, findings, part }
}
