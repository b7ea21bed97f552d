import type { Feature } from '@/ui'

export default {
  routes: [{ path: '/services', component: () => import('./ServicesPage.vue'), meta: { title: 'services.title', needsSession: true, roles: ['applicant_staff', 'recommender_officer', 'authority_officer'] } }],
  navigation: [{ to: '/services', word: 'services.title', order: 63, roles: ['applicant_staff'] }],
} satisfies Feature
