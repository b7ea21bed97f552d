// A person at the interface without a browser: brings a case to where a browser test begins.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { password } from './browser.mjs'
import { slots } from './application.mjs'
import { pdf, prose } from './papers.mjs'

const shenyang = { act: 'shenyang_outlet_2024', procedure: 'filing', slots }

export class Client {
  constructor(base) { this.base = base; this.cookie = '' }

  static async signedIn(base, login) {
    const client = new Client(base)
    await client.send('POST', '/api/session', { login_name: login, password })
    return client
  }

  async request(method, path, body, headers = {}) {
    const answer = await fetch(this.base + path, { method, body, headers: { 'Sec-Fetch-Site': 'same-origin', Origin: this.base, Cookie: this.cookie, ...(method === 'GET' ? {} : { 'Idempotency-Key': randomUUID() }), ...headers } })
    const set = answer.headers.getSetCookie().map((each) => each.split(';')[0])
    if (set.length) this.cookie = set.join('; ')
    const text = await answer.text()
    assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`)
    return text ? JSON.parse(text) : null
  }

  get(path) { return this.request('GET', path) }

  send(method, path, body, version) {
    return this.request(method, path, JSON.stringify(body), { 'Content-Type': 'application/json', ...(version === undefined ? {} : { 'If-Match': `"v${version}"` }) })
  }

  upload(caseId, slot) {
    return this.request('POST', `/api/cases/${caseId}/materials?slot=${slot}`, pdf(slot), { 'Content-Type': 'application/octet-stream', 'X-File-Name': `${slot}.pdf` })
  }

  async cases(state) {
    return (await this.get(`/api/cases?limit=50${state ? `&state=${state}` : ''}`)).items
  }

  async organisation() {
    return (await this.get('/api/session')).account.grants.find((grant) => grant.organisation_id).organisation_id
  }

  async start({ act, procedure } = shenyang) {
    return (await this.send('POST', '/api/cases', { act_id: act, procedure_id: procedure, organisation_id: await this.organisation() })).id
  }

  /** Fills whatever is required and still empty, and adds every paper; `also` are further answers by section. */
  async complete(caseId, { act, procedure, slots } = shenyang, also = {}) {
    const current = await this.get(`/api/cases/${caseId}`)
    const { form } = await this.get(`/api/regulations/${act}/procedures/${procedure}`)
    for (const section of form.sections.filter((each) => each.filled_by === 'applicant' && each.fields.length)) {
      const kept = current.sections[section.id] ?? { version: 0, answers: {} }
      await this.send('PUT', `/api/cases/${caseId}/draft/${section.id}`, { answers: { ...answersFor(section.fields, kept.answers), ...also[section.id] } }, kept.version)
    }
    for (const slot of slots) await this.upload(caseId, slot)
  }

  async perform(caseId, action, body = {}) {
    const { version } = await this.get(`/api/cases/${caseId}`)
    return this.send('POST', `/api/cases/${caseId}/actions/${action}`, body, version)
  }
}

function answersFor(fields, present) {
  const answers = {}
  for (const field of fields) {
    const known = present[field.id]
    if (field.required || known) answers[field.id] = answerTo(field, known)
  }
  return answers
}

function answerTo(field, known) {
  if (field.type === 'list') {
    const items = [...(known ?? [])]
    while (items.length < Math.max(field.at_least ?? 0, 1)) items.push({})
    return items.map((item) => answersFor(field.item, item))
  }
  if (known) return known
  if (field.type === 'boolean') return true
  if (field.type === 'integer') return Math.max(field.at_least ?? 1, 1)
  if (field.type === 'phone') return '024-22510000'
  return field.type === 'choice' ? field.options[0].value : prose('填写内容', field.target_words || 40)
}
