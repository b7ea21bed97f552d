import type { Feature } from '@/ui'

export default {
  routes: [{ path: '/ip-sources', component: () => import('./SourcesPage.vue'), meta: { title: 'ip_sources.title', needsSession: true, roles: ['system_administrator'] } }],
  navigation: [{ to: '/ip-sources', word: 'ip_sources.title', order: 94, roles: ['system_administrator'] }],
} satisfies Feature
