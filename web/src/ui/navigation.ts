import type { RouteRecordRaw } from 'vue-router'
import type { Role } from '@/api'

/** An entry of the main navigation. */
export interface NavigationEntry {
  to: string
  /** Key of its word in the locales. */
  word: string
  /** Who sees it; absent: everybody. */
  roles?: Role[]
  /** Smaller stands further to the front; the public entries take 10–50, work 60–90. */
  order: number
}

/** What a feature offers to the shell; `features/<name>/index.ts` exports one as default. */
export interface Feature {
  /** Components are loaded on demand: `component: () => import('./SomePage.vue')`; `meta.title` is a locale key. */
  routes: RouteRecordRaw[]
  navigation?: NavigationEntry[]
}

declare module 'vue-router' {
  interface RouteMeta {
    /** Locale key of the document title. */
    title?: string
    /** Only for people who have signed in; with `roles` only for those. */
    needsSession?: boolean
    roles?: Role[]
    /** Several columns side by side: takes the room of the screen. */
    isWide?: boolean
  }
}
