import { nextTick, watch } from 'vue'
import { createRouter, createWebHistory, type RouteLocationNormalized, type Router, type RouterHistory } from 'vue-router'
import { hasRole, isSignedIn, knownSession, language } from '@/api'
import { i18n } from '@/ui'
import { features } from './features'

/** Word shown in the title beside the page's own. */
function titleOf(route: RouteLocationNormalized): string {
  const name = i18n.global.t('site.name')
  return route.meta.title ? `${i18n.global.t(route.meta.title)} · ${name}` : name
}

/** After a change of page the reader stands at its heading; a hash or a change of the query alone leaves the place. */
async function focusHeading(to: RouteLocationNormalized): Promise<void> {
  await nextTick()
  if (to.hash) return
  const place = (await headingOf()) ?? document.querySelector<HTMLElement>('main')
  place?.setAttribute('tabindex', '-1')
  place?.focus({ preventScroll: true })
}

/** The heading, which a page that loads first shows a little later; given up when the reader has moved on or after three seconds. */
async function headingOf(): Promise<HTMLElement | null> {
  const active = document.activeElement
  for (let turn = 0; turn < 30; turn++) {
    const heading = document.querySelector<HTMLElement>('main h1')
    if (heading) return heading
    await new Promise((resolve) => setTimeout(resolve, 100))
    if (document.activeElement !== active && document.activeElement !== document.body) return document.activeElement as HTMLElement
  }
  return null
}

export function createSiteRouter(history: RouterHistory = createWebHistory()): Router {
  const router = createRouter({
    history,
    routes: [
      ...features.flatMap((feature) => feature.routes),
      { path: '/:rest(.*)*', name: 'not-found', component: () => import('./NotFoundPage.vue'), meta: { title: 'not_found.title' } },
    ],
    scrollBehavior: (to, from, saved) => saved ?? (to.hash ? { el: to.hash, top: 80 } : to.path === from.path ? {} : { top: 0 }),
  })
  router.beforeEach(async (to) => {
    if (!to.meta.needsSession) return true
    await knownSession()
    if (!isSignedIn.value) return { path: '/sign-in', query: { next: to.fullPath } }
    if (to.meta.roles && !hasRole(...to.meta.roles)) return { name: 'not-found', params: { rest: to.path.slice(1).split('/') }, replace: true }
    return true
  })
  router.afterEach((to, from) => {
    document.title = titleOf(to)
    if (from.matched.length && to.path !== from.path) void focusHeading(to)
  })
  watch(language, () => (document.title = titleOf(router.currentRoute.value)))
  return router
}
