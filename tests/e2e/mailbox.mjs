// The other side of mails and webhooks: takes what comes, on this machine. What a real mail server does is tried in tests/api.
import { createServer as createHttpServer } from 'node:http'
import { createServer } from 'node:net'

const listening = (server) => new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server.address().port)))

/** Takes mails without TLS; `mails` holds their texts, decoded. */
export async function openMailbox() {
  const mails = []
  const server = createServer((socket) => {
    let buffer = ''
    let isContent = false
    const say = (line) => socket.write(`${line}\r\n`)
    const content = () => {
      const end = buffer.indexOf('\r\n.\r\n')
      if (end < 0) return false
      mails.push(Buffer.from(buffer.slice(buffer.indexOf('\r\n\r\n') + 4, end), 'base64').toString('utf8'))
      buffer = buffer.slice(end + 5)
      isContent = false
      say('250 taken')
      return true
    }
    const command = () => {
      const end = buffer.indexOf('\r\n')
      if (end < 0) return false
      const word = buffer.slice(0, 4).toUpperCase()
      buffer = buffer.slice(end + 2)
      isContent = word === 'DATA'
      say(isContent ? '354 go on' : word === 'QUIT' ? '221 bye' : '250 ok')
      return true
    }
    socket.on('data', (piece) => {
      buffer += piece.toString('latin1')
      while (isContent ? content() : command());
    })
    socket.on('error', () => {})
    say('220 mailbox')
  })
  const port = await listening(server)
  return { mails, address: `smtp://127.0.0.1:${port}`, close: () => server.close() }
}

/** Takes calls of webhooks; `calls` holds their bodies. */
export async function openHook() {
  const calls = []
  const server = createHttpServer(async (request, response) => {
    let body = ''
    for await (const piece of request) body += piece
    calls.push(JSON.parse(body))
    response.end('{}')
  })
  const port = await listening(server)
  return { calls, address: `http://127.0.0.1:${port}`, close: () => { server.closeAllConnections(); server.close() } }
}

/** Waits until there is one, and gives the last. */
export async function last(list, count = 1) {
  for (let round = 0; round < 600 && list.length < count; ++round) await new Promise((resolve) => setTimeout(resolve, 100))
  if (list.length < count) throw new Error(`${list.length} of ${count} came`)
  return list.at(-1)
}
