import { afterEach, describe, expect, it, vi } from 'vitest'
import { expectAccessible } from '../../../tests/axe'
import { openPage, settled } from '../../../tests/page'
import { answerWith, lastOf } from '../../../tests/server'
import ComplaintPage from './ComplaintPage.vue'

const text = (zh: string) => ({ zh, en: zh })
const form = {
  outlet_id: 'o1', outlet_name: '甲网点', act_id: 'a', status_label: text('市级网点'), authority_name: '沈阳市知识产权局', authority_telephone: '024',
  grounds: [{ id: 'false_materials', label: text('备案中弄虚作假'), cites: ['a/art_19_2'] }, { id: 'other', label: text('其他'), cites: [] }],
}
const sent = { 'GET /api/outlets/o1/complaint-form': form, 'POST /api/outlets/o1/complaints': { receipt: 'TSABCDEFGH', secret: 'AAAA-BBBB', authority_name: '沈阳市知识产权局' } }

afterEach(() => vi.unstubAllGlobals())

describe('a complaint', () => {
  it('by name asks for name and contact, and gives number and secret once', async () => {
    const requests = answerWith(sent)
    const { wrapper } = await openPage(ComplaintPage, '/outlets/o1/complaint', { id: 'o1' })
    await expectAccessible()
    await wrapper.get('form').trigger('submit')
    for (const missing of ['请选择投诉事由', '请写明事情的经过', '请填写姓名', '请填写联系方式']) expect(wrapper.get('.summary').text()).toContain(missing)
    expect(lastOf(requests, 'POST /api/outlets/o1/complaints')).toBeUndefined()
    await wrapper.get('input[value="false_materials"]').setValue(true)
    expect(wrapper.find('.chip').exists(), 'the article of the ground').toBe(true)
    await wrapper.get('#complaint-statement').setValue('社保记录系伪造。')
    await wrapper.get('#complaint-name').setValue('丁某')
    await wrapper.get('#complaint-contact').setValue('139')
    await wrapper.get('form').trigger('submit')
    await settled()
    expect(JSON.parse(lastOf(requests, 'POST /api/outlets/o1/complaints')?.body ?? '{}')).toEqual({ ground: 'false_materials', statement: '社保记录系伪造。', is_anonymous: false, name: '丁某', contact: '139', evidence: [] })
    expect(wrapper.text()).toContain('AAAA-BBBB')
  })

  it('anonymously needs neither, and says that nobody can ask back', async () => {
    const requests = answerWith(sent)
    const { wrapper } = await openPage(ComplaintPage, '/outlets/o1/complaint', { id: 'o1' })
    await wrapper.get('input[value="anonymous"]').setValue(true)
    expect(wrapper.text()).toContain('无法再向您了解情况')
    await wrapper.get('input[value="other"]').setValue(true)
    await wrapper.get('#complaint-statement').setValue('无人值守。')
    await wrapper.get('form').trigger('submit')
    await settled()
    expect(JSON.parse(lastOf(requests, 'POST /api/outlets/o1/complaints')?.body ?? '{}')).toEqual({ ground: 'other', statement: '无人值守。', is_anonymous: true, evidence: [] })
  })
})
