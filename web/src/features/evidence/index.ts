import type { Feature } from '@/ui'

export default {
  routes: [{ path: '/evidence', component: () => import('./EvidencePage.vue'), meta: { title: 'evidence.title' } }],
} satisfies Feature
