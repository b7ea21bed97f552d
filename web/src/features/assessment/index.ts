import type { Feature } from '@/ui'

export default {
  routes: [{ path: '/self-assessment', component: () => import('./SelfAssessmentPage.vue'), meta: { title: 'assessment.title' } }],
} satisfies Feature
