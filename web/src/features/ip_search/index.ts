import type { Feature } from '@/ui'

export default {
  routes: [
    { path: '/ip', component: () => import('./IpPage.vue'), meta: { title: 'ip.title' } },
    { path: '/ip/query', component: () => import('./QueryPage.vue'), meta: { title: 'ip.build' } },
    { path: '/ip/:collection/:record', component: () => import('./IpRecordPage.vue'), props: true, meta: { title: 'ip.record' } },
  ],
  navigation: [{ to: '/ip', word: 'nav.ip', order: 25 }],
} satisfies Feature
