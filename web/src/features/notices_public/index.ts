import type { Feature } from '@/ui'

export default {
  routes: [
    { path: '/notices', component: () => import('./NoticesPage.vue'), meta: { title: 'notices.title' } },
    { path: '/notices/:id', component: () => import('./NoticePage.vue'), props: true, meta: { title: 'notices.one' } },
    { path: '/notices/:id/objection', component: () => import('./ObjectionPage.vue'), props: true, meta: { title: 'objection.title' } },
    { path: '/objections/follow', component: () => import('./FollowPage.vue'), meta: { title: 'follow.title' } },
  ],
  navigation: [{ to: '/notices', word: 'nav.notices', order: 30 }],
} satisfies Feature
