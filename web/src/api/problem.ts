/** One finding inside a refusal: which field or condition, why, by which article, how to cure it. */
export interface ProblemDetail {
  field?: string
  condition?: string
  message: string
  cure?: string
  cites?: string[]
}

/** The RFC 9457 body the server answers with. */
export interface ProblemBody {
  title?: string
  status?: number
  detail?: string
  code?: string
  id?: string
  errors?: ProblemDetail[]
  allowed?: string[]
  instance?: string
}

/** Ids the browser itself gives to troubles the server never saw. */
export const offlineId = 'web.offline'
export const brokenAnswerId = 'web.broken_answer'

/** A refusal or failure of a request, ready to be shown. `status` 0 means that no answer came. */
export class Problem extends Error {
  readonly status: number
  readonly id: string
  readonly code: string
  readonly title: string
  readonly detail: string
  readonly errors: ProblemDetail[]
  readonly allowed: string[]
  readonly incident: string
  readonly body: ProblemBody

  constructor(body: ProblemBody, status: number) {
    super(body.detail ?? body.title ?? String(status))
    this.name = 'Problem'
    this.body = body
    this.status = status
    this.id = body.id ?? ''
    this.code = body.code ?? ''
    this.title = body.title ?? ''
    this.detail = body.detail ?? ''
    this.errors = body.errors ?? []
    this.allowed = body.allowed ?? []
    this.incident = body.instance ?? ''
  }

  /** Whether the outcome is unknown, so that the same request may be sent again with the same key. */
  get isUnknown(): boolean {
    return this.status === 0 || this.status >= 500
  }

  /** The findings about one field, by its dotted path. */
  of(field: string): ProblemDetail[] {
    return this.errors.filter((error) => error.field === field)
  }
}

function isProblemBody(value: unknown): value is ProblemBody {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Makes a Problem of whatever was thrown or answered. */
export function toProblem(cause: unknown, status = 0): Problem {
  if (cause instanceof Problem) return cause
  if (cause instanceof Error) return new Problem({ id: status === 0 ? offlineId : brokenAnswerId }, status)
  if (isProblemBody(cause) && (cause.id || cause.title || cause.detail)) return new Problem(cause, status || (cause.status ?? 0))
  return new Problem({ id: brokenAnswerId, status }, status)
}
