import type { Feature } from '@/ui'

export default {
  routes: [
    { path: '/complaints', component: () => import('./ComplaintsPage.vue'), meta: { title: 'complaints.title', needsSession: true, roles: ['authority_officer'] } },
    { path: '/complaints/:id', component: () => import('./ComplaintPage.vue'), props: true, meta: { title: 'complaints.one', needsSession: true, roles: ['authority_officer'] } },
  ],
  navigation: [{ to: '/complaints', word: 'complaints.nav', order: 65, roles: ['authority_officer'] }],
} satisfies Feature
