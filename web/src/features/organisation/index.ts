import type { Feature } from '@/ui'

export default {
  routes: [
    {
      path: '/organisation', component: () => import('./OrganisationLayout.vue'), meta: { needsSession: true, roles: ['applicant_staff'] },
      children: [
        { path: '', component: () => import('./DataPage.vue'), meta: { title: 'organisation.data' } },
        { path: 'team', component: () => import('./TeamPage.vue'), meta: { title: 'team.title' } },
        { path: 'service-items', component: () => import('./ServiceItemsPage.vue'), meta: { title: 'service.title' } },
        { path: 'certificates', component: () => import('./CertificatesPage.vue'), meta: { title: 'certificate.title' } },
      ],
    },
  ],
  navigation: [{ to: '/organisation', word: 'organisation.title', order: 70, roles: ['applicant_staff'] }],
} satisfies Feature
