import type { Feature } from '@/ui'

export default {
  routes: [
    { path: '/certificates', component: () => import('./CheckPage.vue'), meta: { title: 'certificate.check_title' } },
    { path: '/certificates/:number', component: () => import('./CertificatePage.vue'), props: true, meta: { title: 'certificate.title' } },
  ],
} satisfies Feature
