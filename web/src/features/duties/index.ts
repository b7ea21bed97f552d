import type { Role } from '@/api'
import type { Feature } from '@/ui'

const officers: Role[] = ['recommender_officer', 'authority_officer']

export default {
  routes: [
    { path: '/duties', component: () => import('./DutiesPage.vue'), meta: { title: 'duties.title', needsSession: true, roles: ['applicant_staff'] } },
    { path: '/deadlines', component: () => import('./DeadlinesPage.vue'), meta: { title: 'deadlines.title', needsSession: true, roles: officers } },
  ],
  navigation: [{ to: '/duties', word: 'duties.title', order: 62, roles: ['applicant_staff'] }],
} satisfies Feature
