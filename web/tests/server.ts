import { vi } from 'vitest'

export interface Received {
  method: string
  path: string
  query: URLSearchParams
  headers: Headers
  body: string
}

type Answer = object | ((request: Received) => Response | object | Promise<Response>)

let underWay = 0

/** Requests that are not answered yet, and answers that are being read. */
export const requestsUnderWay = (): number => underWay

async function count<Outcome>(work: Promise<Outcome>): Promise<Outcome> {
  underWay += 1
  try {
    return await work
  } finally {
    underWay -= 1
  }
}

/** The response, whose reading counts as under way. */
function watched(response: Response): Response {
  for (const name of ['json', 'text', 'blob', 'arrayBuffer'] as const) {
    const read = response[name].bind(response) as () => Promise<never>
    response[name] = () => count(read())
  }
  return response
}

/** Answers requests by "METHOD /path" for one test; whatever is not named is a 404. Returns the requests as they come. */
export function answerWith(answers: Record<string, Answer>): Received[] {
  const received: Received[] = []
  const reply = async (request: Request): Promise<Response> => {
    const url = new URL(request.url)
    const one: Received = { method: request.method, path: url.pathname, query: url.searchParams, headers: request.headers, body: await request.clone().text() }
    received.push(one)
    const answer = answers[`${one.method} ${one.path}`]
    if (answer === undefined) return Response.json({ id: 'http.not_found', title: '没有找到' }, { status: 404 })
    const given = await (typeof answer === 'function' ? answer(one) : answer)
    return given instanceof Response ? given : Response.json(given)
  }
  vi.stubGlobal('fetch', (request: Request) => count(reply(request).then(watched)))
  return received
}

/** The last request whose "METHOD /path" begins so: a page may ask for other things, such as an article, at any time. */
export function lastOf(requests: Received[], begins: string): Received | undefined {
  return requests.filter((request) => `${request.method} ${request.path}`.startsWith(begins)).at(-1)
}
