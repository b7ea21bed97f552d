import type { Feature } from '@/ui'

export default {
  routes: [{ path: '/queue', component: () => import('./QueuePage.vue'), meta: { title: 'queue.title', needsSession: true, roles: ['recommender_officer', 'authority_officer'] } }],
  navigation: [{ to: '/queue', word: 'queue.title', order: 60, roles: ['recommender_officer', 'authority_officer'] }],
} satisfies Feature
