import type { Role } from '@/api'
import type { Feature } from '@/ui'

const readers: Role[] = ['system_administrator', 'rule_editor', 'authority_officer', 'recommender_officer']

export default {
  routes: [
    { path: '/calendars', component: () => import('./CalendarsPage.vue'), meta: { title: 'calendars.title', needsSession: true, roles: readers } },
    { path: '/calendars/new', component: () => import('./EntryPage.vue'), meta: { title: 'calendars.enter', needsSession: true, roles: ['system_administrator'] } },
    { path: '/calendars/:id', component: () => import('./ChangePage.vue'), props: true, meta: { title: 'calendars.one', needsSession: true, roles: readers } },
    { path: '/calendars/:id/entry', component: () => import('./EntryPage.vue'), props: true, meta: { title: 'calendars.enter', needsSession: true, roles: ['system_administrator'] } },
  ],
  navigation: [{ to: '/calendars', word: 'calendars.title', order: 67, roles: ['system_administrator', 'rule_editor'] }],
} satisfies Feature
