import type { Feature } from '@/ui'

export default {
  routes: [{ path: '/recommendations', component: () => import('./RecommendationsPage.vue'), meta: { title: 'recommendations.title', needsSession: true, roles: ['recommender_officer', 'authority_officer'] } }],
} satisfies Feature
