import type { Role } from '@/api'
import type { Feature } from '@/ui'

const officers: Role[] = ['recommender_officer', 'authority_officer']

export default {
  routes: [
    { path: '/institutions', component: () => import('./InstitutionsPage.vue'), meta: { title: 'institutions.title', needsSession: true, roles: officers } },
    { path: '/institutions/:id', component: () => import('./InstitutionPage.vue'), props: true, meta: { title: 'institutions.one', needsSession: true, roles: officers } },
  ],
  navigation: [{ to: '/institutions', word: 'institutions.title', order: 64, roles: officers }],
} satisfies Feature
