import type { Feature } from '@/ui'

export default {
  routes: [
    { path: '/rulemaking', component: () => import('./DraftsPage.vue'), meta: { title: 'rulemaking.title', needsSession: true, roles: ['rule_editor'] } },
    { path: '/rulemaking/:id', component: () => import('./DraftPage.vue'), props: true, meta: { title: 'rulemaking.one', needsSession: true, roles: ['rule_editor'] } },
  ],
  navigation: [{ to: '/rulemaking', word: 'rulemaking.title', order: 66, roles: ['rule_editor'] }],
} satisfies Feature
