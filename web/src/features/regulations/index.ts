import type { Feature } from '@/ui'

export default {
  routes: [
    { path: '/regulations', component: () => import('./RegulationsPage.vue'), meta: { title: 'nav.regulations' } },
    { path: '/regulations/:act', component: () => import('./ActPage.vue'), props: true, meta: { title: 'regulations.act' } },
    { path: '/term', component: () => import('./TermPage.vue'), meta: { title: 'nav.term' } },
  ],
  navigation: [{ to: '/regulations', word: 'nav.regulations', order: 40 }],
} satisfies Feature
