// An expert review without a browser, from the opening to the conclusion: the people of the demonstration's second city.
import { createHash, randomBytes } from 'node:crypto'
import { Client } from './interface.mjs'

const experts = ['expert_01', 'expert_02', 'expert_03', 'expert_04', 'expert_05', 'expert_06']

async function accountOf(client) {
  return (await client.get('/api/session')).account.id
}

/** One half of the seed: committed, later revealed. */
class Holder {
  constructor(client) { this.client = client; this.value = randomBytes(32).toString('hex') }

  async send(id, what, body) {
    const { version } = await this.client.get(`/api/reviews/${id}`)
    return this.client.send('POST', `/api/reviews/${id}/${what}`, body, version)
  }

  async commit(id) {
    const review = await this.client.get(`/api/reviews/${id}`)
    const { position } = review.attempts.at(-1).seeds.find((seed) => seed.is_own)
    return this.send(id, 'commitments', { commitment: createHash('sha256').update(`zhidian-draw-value\n${id}\n${review.attempt}\n${position}\n${this.value}`).digest('hex') })
  }
}

/** Opens a review and draws its panel; returns its id. */
export async function drawPanel(base, caseId) {
  const officer = await Client.signedIn(base, 'fuzhou_officer')
  const holders = [new Holder(await Client.signedIn(base, 'fuzhou_head')), new Holder(await Client.signedIn(base, 'audit_admin'))]
  const seedHolders = await Promise.all(holders.map((holder) => accountOf(holder.client)))
  const { id } = await officer.send('POST', `/api/cases/${caseId}/review`, { fields: ['patent'], panel_size: 3, seed_holders: seedHolders })
  for (const holder of holders) await holder.commit(id)
  for (const holder of holders) await holder.send(id, 'reveals', { value: holder.value })
  return id
}

/** The experts who sit in a review and have not sealed yet: who, and where. */
export async function seatedIn(base, id) {
  const found = []
  for (const login of experts) {
    const expert = await Client.signedIn(base, login)
    const seat = (await expert.get('/api/assignments')).items.find((each) => each.review_id === id && each.state === 'seated')
    if (seat) found.push({ login, expert, seat })
  }
  return found
}

export async function sealSheets(base, id, points = 20) {
  for (const { expert, seat } of await seatedIn(base, id)) {
    const detail = await expert.get(`/api/assignments/${seat.seat_id}`)
    const scores = Object.fromEntries(detail.score_sheet.map((item) => [item.id, Math.min(points, item.most)]))
    await expert.send('POST', `/api/assignments/${seat.seat_id}/sheet`, { scores, comment: '材料齐全。' }, detail.version)
  }
}

export async function passReview(base, caseId, points) {
  const officer = await Client.signedIn(base, 'fuzhou_officer')
  const id = await drawPanel(base, caseId)
  await sealSheets(base, id, points)
  const step = async (what, body) => officer.send('POST', `/api/reviews/${id}/${what}`, body, (await officer.get(`/api/reviews/${id}`)).version)
  await step('opening', {})
  await step('conclusion', { minutes: '三名专家一致认为符合认定条件。' })
  return id
}
