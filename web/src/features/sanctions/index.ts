import type { Role } from '@/api'
import type { Feature } from '@/ui'

const officers: Role[] = ['recommender_officer', 'authority_officer']

export default {
  routes: [{ path: '/sanctions', component: () => import('./SanctionsPage.vue'), meta: { title: 'sanctions.register', needsSession: true, roles: officers } }],
  navigation: [{ to: '/sanctions', word: 'sanctions.register', order: 66, roles: officers }],
} satisfies Feature
