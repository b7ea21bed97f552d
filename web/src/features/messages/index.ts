import type { Feature } from '@/ui'

export default {
  routes: [{ path: '/messages', component: () => import('./MessagesPage.vue'), meta: { title: 'shell.messages', needsSession: true } }],
} satisfies Feature
