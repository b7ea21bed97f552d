import { afterEach, describe, expect, it, vi } from 'vitest'
import { session } from '@/api'
import { expectAccessible } from '../../../tests/axe'
import { openPage, settled } from '../../../tests/page'
import { answerWith, lastOf } from '../../../tests/server'
import RegisterPage from './RegisterPage.vue'
import SignInPage from './SignInPage.vue'
import TotpForm from './TotpForm.vue'

const signedIn = { account: { id: 'a', login_name: 'li', display_name: '李明', state: 'active', grants: [] }, is_demonstration_mode: true, business_today: '2024-10-04' }
const accounts = { password: 'p', items: [{ login_name: 'city', display_name: '陈立', role: 'authority_officer', place: '市局', level: 'city' }] }
const divisions = ({ query }: { query: URLSearchParams }) => ({ items: query.get('parent') ? [{ code: '210103', name: '沈河区', level: 'county', full_name: '沈阳市沈河区' }] : [{ code: '210100', name: '沈阳市', level: 'city', full_name: '沈阳市' }] })

afterEach(() => {
  vi.unstubAllGlobals()
  session.value = null
})

describe('signing in', () => {
  it('leads back to where the reader wanted to go, and only inside the site', async () => {
    answerWith({ 'GET /api/demonstration-accounts': { password: '', items: [] }, 'POST /api/session': signedIn })
    for (const [next, where] of [['/cases/1', '/cases/1'], ['//evil.example', '/'], ['https://evil.example', '/']] as const) {
      const { wrapper, router } = await openPage(SignInPage, `/sign-in?next=${encodeURIComponent(next)}`)
      await wrapper.get('#sign-in-login_name').setValue('li')
      await wrapper.get('#sign-in-password').setValue('secret')
      await wrapper.get('form').trigger('submit')
      await settled()
      expect(router.currentRoute.value.fullPath).toBe(where)
      wrapper.unmount()
    }
  })

  it('asks for the one-time password when the server does', async () => {
    answerWith({ 'GET /api/demonstration-accounts': { password: '', items: [] }, 'POST /api/session': () => Response.json({ id: 'accounts.totp_required', title: '请输入动态口令' }, { status: 401 }) })
    const { wrapper } = await openPage(SignInPage, '/sign-in')
    expect(wrapper.find('#sign-in-totp').exists()).toBe(false)
    await wrapper.get('form').trigger('submit')
    await settled()
    expect(wrapper.find('#sign-in-totp').exists()).toBe(true)
    expect(wrapper.text()).toContain('请输入动态口令')
  })

  it('lists the demonstration accounts with their roles and enters as one of them', async () => {
    const requests = answerWith({ 'GET /api/demonstration-accounts': accounts, 'POST /api/session': signedIn })
    const { wrapper } = await openPage(SignInPage, '/sign-in')
    expect(wrapper.get('tbody').text()).toContain('备案部门经办人员')
    await expectAccessible()
    await wrapper.get('tbody button').trigger('click')
    await settled()
    expect(JSON.parse(lastOf(requests, 'POST')?.body ?? '')).toEqual({ login_name: 'city', password: 'p' })
  })
})

describe('registering', () => {
  it('goes step by step, warns of a wrong check digit and asks to confirm it', async () => {
    const requests = answerWith({ 'GET /api/divisions': divisions as never, 'POST /api/registrations': signedIn })
    const { wrapper, router } = await openPage(RegisterPage, '/register')
    await wrapper.get('form').trigger('submit')
    expect(wrapper.get('.summary').findAll('li')).toHaveLength(4)
    await wrapper.get('#organisation-credit_code').setValue('91350128M00000019A')
    expect(wrapper.text()).toContain('校验位与前17位不符')
    await wrapper.get('#organisation-name').setValue('甲单位')
    await wrapper.get('#organisation-kind').setValue('library')
    await wrapper.findAll('#organisation-registered_division select')[0]?.setValue('210100')
    await settled()
    await wrapper.findAll('#organisation-registered_division select')[1]?.setValue('210103')
    await wrapper.get('#organisation-is_branch').setValue(true)
    await wrapper.get('form').trigger('submit')
    expect(wrapper.get('.summary').text()).toContain('请勾选确认')
    expect(wrapper.get('.summary').text()).toContain('请填写所属法人名称')
    await wrapper.get('#organisation-legal_person_name').setValue('总馆')
    await wrapper.get('#organisation-legal_person_code').setValue('1')
    expect(wrapper.get('.summary').text()).toContain('应为18位')
    await wrapper.get('#organisation-legal_person_code').setValue('91440300 708461136t')
    await expectAccessible()
    await wrapper.get('#organisation-is_code_confirmed').setValue(true)
    await wrapper.get('form').trigger('submit')
    await wrapper.get('#organisation-address').setValue('青年大街1号')
    await wrapper.get('#organisation-principal_name').setValue('周宁')
    await wrapper.get('#organisation-telephone').setValue('024-12345678')
    await wrapper.get('form').trigger('submit')
    for (const [name, value] of [['display_name', '李明'], ['login_name', 'li'], ['password', 'long enough'], ['again', 'long enough']] as const) await wrapper.get(`#account-${name}`).setValue(value)
    await wrapper.get('form').trigger('submit')
    await settled()
    expect(JSON.parse(lastOf(requests, 'POST')?.body ?? '')).toEqual({
      login_name: 'li', password: 'long enough', display_name: '李明',
      organisation: { credit_code: '91350128M00000019A', is_code_confirmed: true, name: '甲单位', kind: 'library', registered_division: '210103', address: '青年大街1号', principal_name: '周宁', telephone: '024-12345678', legal_person_name: '总馆', legal_person_code: '91440300708461136T' },
    })
    expect(router.currentRoute.value.path).toBe('/organisation')
  })

  it('returns to the step of a refused field', async () => {
    answerWith({ 'GET /api/divisions': divisions as never, 'POST /api/registrations': () => Response.json({ id: 'organisations.code_taken', title: '冲突', errors: [{ field: 'organisation.credit_code', message: '已经注册' }] }, { status: 409 }) })
    const { wrapper } = await openPage(RegisterPage, '/register')
    await wrapper.get('#organisation-credit_code').setValue('91440300708461136T')
    expect(wrapper.text()).toContain('校验通过')
    await wrapper.get('#organisation-name').setValue('甲单位')
    await wrapper.get('#organisation-kind').setValue('library')
    await wrapper.findAll('#organisation-registered_division select')[0]?.setValue('210100')
    await settled()
    await wrapper.findAll('#organisation-registered_division select')[1]?.setValue('210103')
    await wrapper.get('form').trigger('submit')
    for (const name of ['address', 'principal_name', 'telephone']) await wrapper.get(`#organisation-${name}`).setValue('024-12345678')
    await wrapper.get('form').trigger('submit')
    for (const name of ['display_name', 'login_name', 'password', 'again']) await wrapper.get(`#account-${name}`).setValue('long enough')
    await wrapper.get('form').trigger('submit')
    await settled()
    expect(wrapper.find('#organisation-credit_code').exists()).toBe(true)
    expect(wrapper.get('.summary').text()).toContain('已经注册')
  })
})

describe('one-time passwords', () => {
  it('are enrolled by a picture to scan or the key to type', async () => {
    const requests = answerWith({ 'POST /api/totp': { secret: 'JBSWY3DPEHPK3PXP', uri: 'otpauth://totp/x', qr: { side: 21, path: 'M4 4h7v1h-7z' } }, 'PUT /api/totp': () => new Response(null, { status: 204 }), 'GET /api/session': { ...signedIn, has_totp: true } })
    const { wrapper } = await openPage(TotpForm, '/account')
    await wrapper.get('button').trigger('click')
    await settled()
    const picture = wrapper.get('svg[role="img"]')
    expect([picture.attributes('aria-label'), picture.attributes('viewBox'), picture.get('path').attributes('d')]).toEqual(['身份验证器用的二维码', '0 0 29 29', 'M4 4h7v1h-7z'])
    await expectAccessible()
    await wrapper.get('#totp-totp').setValue('123456')
    await wrapper.get('form').trigger('submit')
    await settled()
    expect(JSON.parse(requests.find((request) => request.method === 'PUT')?.body ?? '{}')).toEqual({ secret: 'JBSWY3DPEHPK3PXP', totp: '123456' })
    expect(wrapper.find('svg[role="img"]').exists(), 'shown once').toBe(false)
  })
})
