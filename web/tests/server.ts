import { vi } from 'vitest'

export interface Received {
  method: string
  path: string
  query: URLSearchParams
  headers: Headers
  body: string
}

type Answer = object | ((request: Received) => Response | object)

/** Answers requests by "METHOD /path" for one test; whatever is not named is a 404. Returns the requests as they come. */
export function answerWith(answers: Record<string, Answer>): Received[] {
  const received: Received[] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    const url = new URL(request.url)
    const one: Received = { method: request.method, path: url.pathname, query: url.searchParams, headers: request.headers, body: await request.clone().text() }
    received.push(one)
    const answer = answers[`${one.method} ${one.path}`]
    if (answer === undefined) return Response.json({ id: 'http.not_found', title: '没有找到' }, { status: 404 })
    const given = typeof answer === 'function' ? answer(one) : answer
    return given instanceof Response ? given : Response.json(given)
  })
  return received
}
