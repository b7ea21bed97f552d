import type { Feature } from '@/ui'

export default {
  routes: [
    { path: '/sign-in', component: () => import('./SignInPage.vue'), meta: { title: 'shell.sign_in' } },
    { path: '/register', component: () => import('./RegisterPage.vue'), meta: { title: 'shell.register' } },
    { path: '/password-reset', component: () => import('./ResetPasswordPage.vue'), meta: { title: 'account.reset_title' } },
    { path: '/account', component: () => import('./AccountPage.vue'), meta: { title: 'account.title', needsSession: true } },
    { path: '/deliveries', component: () => import('./DeliveriesPage.vue'), meta: { title: 'delivery.title', needsSession: true } },
    { path: '/all-deliveries', component: () => import('./DeliveriesPage.vue'), meta: { title: 'delivery.all_title', needsSession: true, roles: ['system_administrator'] } },
    { path: '/accounts', component: () => import('./PeoplePage.vue'), meta: { title: 'people.title', needsSession: true, roles: ['applicant_staff', 'recommender_officer', 'authority_officer', 'system_administrator'] } },
  ],
  navigation: [{ to: '/accounts', word: 'people.title', order: 90, roles: ['applicant_staff', 'recommender_officer', 'system_administrator'] }, { to: '/all-deliveries', word: 'delivery.all_title', order: 92, roles: ['system_administrator'] }],
} satisfies Feature
