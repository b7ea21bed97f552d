import type { Feature } from '@/ui'

export default {
  routes: [
    { path: '/ip', component: () => import('./IpPage.vue'), meta: { title: 'ip.title' } },
    { path: '/ip/query', component: () => import('./QueryPage.vue'), meta: { title: 'ip.build' } },
    { path: '/ip/near', component: () => import('./NearPage.vue'), meta: { title: 'ip.near_title' } },
    { path: '/ip/:collection/record', component: () => import('./IpRecordPage.vue'), props: (route) => ({ collection: route.params['collection'], record: route.query['key'] ?? '' }), meta: { title: 'ip.record' } },
    // How records were reached before keys could hold every character.
    { path: '/ip/:collection/:record', redirect: (route) => ({ path: `/ip/${String(route.params['collection'])}/record`, query: { key: route.params['record'] } }) },
  ],
  navigation: [{ to: '/ip', word: 'nav.ip', order: 25 }],
} satisfies Feature
