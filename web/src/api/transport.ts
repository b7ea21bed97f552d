import { language } from './language'

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])
const retryStatuses = new Set([502, 503, 504])
const waits = [400, 1200, 3000]

const reauthenticationSuffix = '.reauthentication_required'

type ReauthenticationHandler = () => Promise<boolean>
let askForReauthentication: ReauthenticationHandler | null = null
let onUnauthenticated: (() => void) | null = null

/** Registers what asks for the password again; it resolves to true when the request may be repeated. */
export function onReauthenticationRequired(handler: ReauthenticationHandler | null): void {
  askForReauthentication = handler
}

/** Registers what happens when a session has ended under the reader's hands. */
export function onSessionEnded(handler: (() => void) | null): void {
  onUnauthenticated = handler
}

/** A fresh Idempotency-Key. `randomUUID` is missing outside secure contexts, `getRandomValues` is not. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

async function fetchWithRetries(request: Request): Promise<Response> {
  for (let attempt = 0; ; attempt++) {
    const wait = waits[attempt]
    try {
      const response = await fetch(request.clone())
      if (!retryStatuses.has(response.status) || wait === undefined) return response
    } catch (cause) {
      if (wait === undefined || request.signal.aborted) throw cause
    }
    await pause(wait)
  }
}

async function problemIdOf(response: Response): Promise<string> {
  try {
    const body: unknown = await response.clone().json()
    return typeof body === 'object' && body !== null && 'id' in body ? String(body.id) : ''
  } catch {
    return ''
  }
}

/**
 * Sends a request of the interface: same origin, the reader's language, one Idempotency-Key for all its repetitions.
 * No answer and 502–504 are repeated with the same key; a demand for the password is passed on and then repeated.
 */
export async function send(original: Request): Promise<Response> {
  const headers = new Headers(original.headers)
  headers.set('Accept-Language', language.value)
  if (!safeMethods.has(original.method) && !headers.has('Idempotency-Key')) headers.set('Idempotency-Key', newKey())
  const request = new Request(original, { headers, credentials: 'same-origin' })
  const response = await fetchWithRetries(request)
  if (response.status === 401 && !request.url.includes('/api/session')) onUnauthenticated?.()
  if (response.status !== 403 || !askForReauthentication) return response
  if (!(await problemIdOf(response)).endsWith(reauthenticationSuffix)) return response
  return (await askForReauthentication()) ? fetchWithRetries(withNewKey(request)) : response
}

function withNewKey(request: Request): Request {
  const headers = new Headers(request.headers)
  headers.set('Idempotency-Key', newKey())
  return new Request(request, { headers })
}
