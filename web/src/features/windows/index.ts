import type { Feature } from '@/ui'

export default {
  routes: [{ path: '/windows', component: () => import('./WindowsPage.vue'), meta: { title: 'windows.title', needsSession: true, roles: ['authority_officer'] } }],
  navigation: [{ to: '/windows', word: 'windows.title', order: 62, roles: ['authority_officer'] }],
} satisfies Feature
