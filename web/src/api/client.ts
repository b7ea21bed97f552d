import createClient from 'openapi-fetch'
import { Problem, toProblem, type ProblemBody } from './problem'
import type { components, paths } from './schema'
import { newKey, send } from './transport'

/** Every schema of the interface by name: `Schema<'Notice'>`. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name]

const origin = typeof window === 'undefined' ? 'http://localhost' : window.location.origin

/** The typed client. Use it through `call` or `callTagged`, which turn refusals into a thrown Problem. */
export const api = createClient<paths>({ baseUrl: origin, fetch: (request) => send(request) })

type Answer<T> = { data?: T; error?: unknown; response: Response }

/** What an answer carried, with the version its ETag names (for If-Match). */
export interface Tagged<T> {
  data: T
  etag: string
}

/** Waits for an answer; throws a Problem for a refusal or when none came. */
export async function callTagged<T>(answer: Promise<Answer<T>>): Promise<Tagged<T>> {
  let received: Answer<T>
  try {
    received = await answer
  } catch (cause) {
    throw toProblem(cause)
  }
  if (!received.response.ok) throw toProblem(received.error ?? {}, received.response.status)
  return { data: received.data as T, etag: received.response.headers.get('ETag') ?? '' }
}

/** Throws the Problem of a file that is refused; what comes of one that is not is cut off, for the browser to fetch and keep. */
export async function checkFile(path: string): Promise<void> {
  const stop = new AbortController()
  const response = await send(new Request(origin + path, { signal: stop.signal }))
  if (!response.ok) throw toProblem(await response.json().catch(() => ({})), response.status)
  stop.abort()
}

/** Like `callTagged`, without the version. */
export async function call<T>(answer: Promise<Answer<T>>): Promise<T> {
  return (await callTagged(answer)).data
}

type ActionHeaders = { 'Idempotency-Key': string }
type VersionedHeaders = ActionHeaders & { 'If-Match': string }

/** `params.header` of an unsafe request: the key of the user's action and the version it was decided on (7 or an ETag). */
export function actionHeaders(key: string): ActionHeaders
export function actionHeaders(key: string, version: string | number): VersionedHeaders
export function actionHeaders(key: string, version?: string | number): ActionHeaders | VersionedHeaders {
  if (version === undefined) return { 'Idempotency-Key': key }
  return { 'Idempotency-Key': key, 'If-Match': typeof version === 'number' ? `"v${version}"` : version }
}

/** Uploads a file as it is; `progress` tells the share sent. Resolves to the JSON answer, throws a Problem. */
export function upload<T>(path: string, file: File, progress?: (share: number) => void, key = newKey()): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', path)
    request.responseType = 'json'
    request.setRequestHeader('Content-Type', 'application/octet-stream')
    request.setRequestHeader('X-File-Name', encodeURIComponent(file.name))
    request.setRequestHeader('Idempotency-Key', key)
    request.setRequestHeader('Accept-Language', document.documentElement.lang || 'zh-CN')
    request.upload.onprogress = (event) => event.lengthComputable && progress?.(event.loaded / event.total)
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(request.response as T)
      else reject(toProblem((request.response ?? {}) as ProblemBody, request.status))
    }
    request.onerror = () => reject(new Problem({ id: 'web.offline' }, 0))
    request.send(file)
  })
}
