import type { Feature } from '@/ui'

export default {
  routes: [
    { path: '/notices/publish', component: () => import('./PublishPage.vue'), meta: { title: 'publish.title', needsSession: true, roles: ['authority_officer'] } },
    { path: '/objections', component: () => import('./ObjectionsPage.vue'), meta: { title: 'objections.title', needsSession: true, roles: ['authority_officer'] } },
    { path: '/objections/:id', component: () => import('./ObjectionPage.vue'), props: true, meta: { title: 'objections.one', needsSession: true, roles: ['authority_officer'] } },
  ],
  navigation: [{ to: '/objections', word: 'objections.title', order: 64, roles: ['authority_officer'] }],
} satisfies Feature
