import type { Feature } from '@/ui'

export default {
  routes: [{ path: '/', component: () => import('./HomePage.vue') }],
  navigation: [{ to: '/', word: 'nav.home', order: 10 }],
} satisfies Feature
