import type { Feature } from '@/ui'

export default {
  routes: [{ path: '/jobs', component: () => import('./JobsPage.vue'), meta: { title: 'jobs.title', needsSession: true, roles: ['system_administrator'] } }],
  navigation: [{ to: '/jobs', word: 'jobs.title', order: 95, roles: ['system_administrator'] }],
} satisfies Feature
