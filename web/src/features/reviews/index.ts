import type { Feature } from '@/ui'

export default {
  routes: [
    { path: '/reviews', component: () => import('./ReviewsPage.vue'), meta: { title: 'reviews.title', needsSession: true, roles: ['authority_officer', 'recommender_officer', 'audit_administrator'] } },
    { path: '/reviews/:reviewId', component: () => import('./ReviewPage.vue'), props: true, meta: { title: 'reviews.one', needsSession: true, roles: ['authority_officer', 'recommender_officer', 'audit_administrator'] } },
    { path: '/cases/:caseId/review', component: () => import('./OpenPage.vue'), props: true, meta: { title: 'reviews.open', needsSession: true, roles: ['authority_officer', 'recommender_officer'] } },
    { path: '/experts', component: () => import('./ExpertsPage.vue'), meta: { title: 'reviews.pool', needsSession: true, roles: ['authority_officer', 'recommender_officer'] } },
    { path: '/assignments', component: () => import('./AssignmentsPage.vue'), meta: { title: 'reviews.assignments', needsSession: true, roles: ['expert'] } },
    { path: '/assignments/:seatId', component: () => import('./AssignmentPage.vue'), props: true, meta: { title: 'reviews.assignment', needsSession: true, roles: ['expert'], isWide: true } },
    { path: '/draws', component: () => import('./DrawsPage.vue'), meta: { title: 'reviews.draws' } },
  ],
  navigation: [
    { to: '/assignments', word: 'reviews.assignments', order: 60, roles: ['expert'] },
    { to: '/reviews', word: 'reviews.title', order: 66, roles: ['authority_officer', 'audit_administrator'] },
    { to: '/experts', word: 'reviews.pool', order: 67, roles: ['authority_officer'] },
  ],
} satisfies Feature
