import type { Feature } from '@/ui'

export default {
  routes: [{ path: '/ip/classes/:scheme', component: () => import('./ClassesPage.vue'), props: true, meta: { title: 'classes.title' } }],
  navigation: [],
} satisfies Feature
