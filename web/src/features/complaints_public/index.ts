import type { Feature } from '@/ui'

export default {
  routes: [{ path: '/outlets/:id/complaint', component: () => import('./ComplaintPage.vue'), props: true, meta: { title: 'complaint.title' } }],
} satisfies Feature
