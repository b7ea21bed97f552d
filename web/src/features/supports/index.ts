import type { Feature } from '@/ui'

export default {
  routes: [{ path: '/supports', component: () => import('./SupportsPage.vue'), meta: { title: 'supports.title', needsSession: true, roles: ['applicant_staff', 'recommender_officer', 'authority_officer'] } }],
  navigation: [{ to: '/supports', word: 'supports.title', order: 58, roles: ['applicant_staff'] }],
} satisfies Feature
