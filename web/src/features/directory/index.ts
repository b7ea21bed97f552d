import type { Feature } from '@/ui'

export default {
  routes: [
    { path: '/directory', component: () => import('./DirectoryPage.vue'), meta: { title: 'directory.title' } },
    { path: '/network', component: () => import('./NetworkPage.vue'), meta: { title: 'network.page' } },
    { path: '/network/list', component: () => import('./NodeListPage.vue'), meta: { title: 'node_list.title', needsSession: true, roles: ['authority_officer'] } },
    { path: '/outlets/:id', component: () => import('./OutletPage.vue'), props: true, meta: { title: 'directory.outlet' } },
    { path: '/take-over', component: () => import('./TakeOverPage.vue'), meta: { title: 'take_over.title', needsSession: true, roles: ['authority_officer'] } },
    { path: '/data', component: () => import('./DataPage.vue'), meta: { title: 'data.title' } },
  ],
  navigation: [{ to: '/directory', word: 'nav.directory', order: 20 }],
} satisfies Feature
