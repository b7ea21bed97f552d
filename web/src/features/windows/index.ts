import type { Feature } from '@/ui'

export default {
  routes: [
    { path: '/windows', component: () => import('./WindowsPage.vue'), meta: { title: 'windows.title' } },
    { path: '/windows/:id', component: () => import('./WindowPage.vue'), props: true, meta: { title: 'windows.one' } },
  ],
  navigation: [{ to: '/windows', word: 'windows.title', order: 62, roles: ['authority_officer'] }],
} satisfies Feature
