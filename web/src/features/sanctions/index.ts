import type { Role } from '@/api'
import type { Feature } from '@/ui'

const officers: Role[] = ['recommender_officer', 'authority_officer']

export default {
  routes: [
    { path: '/sanctions', component: () => import('./SanctionsPage.vue'), meta: { title: 'sanctions.register', needsSession: true, roles: officers } },
    { path: '/public-sanctions', component: () => import('./PublicSanctionsPage.vue'), meta: { title: 'public_sanctions.title' } },
    { path: '/public-sanctions/:id', component: () => import('./PublicSanctionPage.vue'), props: true, meta: { title: 'public_sanctions.one' } },
  ],
  navigation: [{ to: '/sanctions', word: 'sanctions.register', order: 66, roles: officers }],
} satisfies Feature
