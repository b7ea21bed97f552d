import type { Feature } from '@/ui'

export default {
  routes: [
    { path: '/cases', component: () => import('./CasesPage.vue'), meta: { title: 'cases.title', needsSession: true, roles: ['applicant_staff'] } },
    { path: '/cases/:case_id', component: () => import('./CasePage.vue'), props: (route) => ({ caseId: String(route.params['case_id']) }), meta: { title: 'case.title', isWide: true, needsSession: true, roles: ['applicant_staff', 'recommender_officer', 'authority_officer'] } },
  ],
  navigation: [{ to: '/cases', word: 'cases.title', order: 60, roles: ['applicant_staff'] }],
} satisfies Feature
