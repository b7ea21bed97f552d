import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef, type WatchSource } from 'vue'
import { language } from './language'
import { toProblem, type Problem } from './problem'

/** A reading that a page shows: data, or loading, or why not. */
export interface Load<T> {
  data: ShallowRef<T | null>
  problem: ShallowRef<Problem | null>
  isLoading: Ref<boolean>
  reload: () => Promise<void>
}

/** Loads now, when `source` changes and when the language does. An answer that was overtaken is dropped. */
export function useLoad<T>(read: () => Promise<T>, source?: WatchSource | WatchSource[]): Load<T> {
  const data = shallowRef<T | null>(null)
  const problem = shallowRef<Problem | null>(null)
  const isLoading = ref(false)
  let turn = 0

  async function reload(): Promise<void> {
    const mine = ++turn
    isLoading.value = true
    problem.value = null
    try {
      const answer = await read()
      if (mine === turn) data.value = answer
    } catch (cause) {
      if (mine === turn) problem.value = toProblem(cause)
    } finally {
      if (mine === turn) isLoading.value = false
    }
  }

  const sources: WatchSource[] = [language, ...(source ? (Array.isArray(source) ? source : [source]) : [])]
  watch(sources, () => void reload(), { immediate: true })
  onScopeDispose(() => turn++)
  return { data, problem, isLoading, reload }
}

interface CursorPage { items: unknown[]; next_cursor?: string | null }

/** A list read page by page. */
export interface PagedLoad<Page extends CursorPage> extends Load<Page> {
  items: ShallowRef<Page['items'][number][]>
  hasMore: Ref<boolean>
  more: () => Promise<void>
}

/** Like `useLoad` for cursor pages: `items` grows with `more()`. */
export function usePagedLoad<Page extends CursorPage>(read: (cursor: string | undefined) => Promise<Page>, source?: WatchSource | WatchSource[]): PagedLoad<Page> {
  const items = shallowRef<Page['items'][number][]>([])
  const cursor = ref<string>()
  const hasMore = ref(false)
  let turn = 0

  function take(page: Page, isFirst: boolean): void {
    items.value = isFirst ? page.items : [...items.value, ...page.items]
    cursor.value = page.next_cursor ?? undefined
    hasMore.value = Boolean(page.next_cursor)
  }

  const first = useLoad(async () => {
    const mine = ++turn
    const page = await read(undefined)
    if (mine === turn) take(page, true)
    return page
  }, source)

  async function more(): Promise<void> {
    if (!hasMore.value || first.isLoading.value) return
    const mine = turn
    first.isLoading.value = true
    try {
      const page = await read(cursor.value)
      if (mine === turn) take(page, false)
    } catch (cause) {
      if (mine === turn) first.problem.value = toProblem(cause)
    } finally {
      if (mine === turn) first.isLoading.value = false
    }
  }

  return { ...first, items, hasMore, more }
}
