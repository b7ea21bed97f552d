import { afterEach, expect, it, vi } from 'vitest'
import type { FieldDefinition } from '@/forms/procedure'
import { expectAccessible } from '../../../tests/axe'
import { openPage, settled } from '../../../tests/page'
import { answerWith, lastOf } from '../../../tests/server'
import { linesOf } from './change'
import ChangePanel from './ChangePanel.vue'
import PausePanel from './PausePanel.vue'

const text = (zh: string) => ({ zh, en: zh })
const items = {
  id: 'service_items', type: 'list', label: text('服务事项'), required: true,
  item: [{ id: 'name', type: 'text', label: text('名称'), required: true }, { id: 'fee', type: 'choice', label: text('收费'), required: true, options: [{ value: 'free', label: text('免费') }, { value: 'market', label: text('市场价') }] }],
} as unknown as FieldDefinition
const name = { id: 'name', type: 'text', label: text('单位名称'), required: true }
const change = {
  items: [{ record: 'organisation.name', label: text('单位名称'), field: name, before: '甲大学', after: '甲{{name}}大学' }, { record: 'service_items.list', label: text('服务事项'), field: items, before: [{ name: '检索', fee: 'free' }, { name: '培训', fee: 'free' }], after: [{ name: '检索', fee: 'market' }, { name: '预警', fee: 'free' }] }],
  prompt: [{ label: text('及时报备'), changed_on: '2026-08-01', last_day: '2026-08-31', days_late: 15, consequence: text('只作提示'), cites: [] }], is_recorded: false,
}

afterEach(() => vi.unstubAllGlobals())

it('sets each item beside the one of the same name', () => {
  expect(linesOf(items, change.items[1]?.after, change.items[1]?.before)).toEqual([{ text: '检索（市场价）', mark: 'altered' }, { text: '预警（免费）', mark: 'new' }])
  expect(linesOf(items, null, [])).toEqual([])
})

it('shows before beside after, braces as they are, and how late the report was', async () => {
  answerWith({ 'GET /api/cases/c1/change': change })
  const { wrapper } = await openPage(ChangePanel, '/', { current: { id: 'c1', act_id: 'a' } })
  expect(wrapper.text()).toContain('甲{{name}}大学')
  expect(wrapper.text()).toContain('晚报 15 天')
  expect(wrapper.text()).toContain('新增')
  expect(wrapper.text()).toContain('取消')
  expect(wrapper.text()).not.toContain('已更新登记')
  await expectAccessible()
})

it('a case waits for its handler to look at the new name', async () => {
  const pause = { kind: 'renamed', former: '甲大学', paused_on: '2026-09-15', checked_on: null as string | null, remark: '' }
  const requests = answerWith({ 'GET /api/cases/c1/pause': () => Response.json({ pause, may_check: pause.checked_on === null }), 'POST /api/cases/c1/change-check': () => Response.json({ ...pause, checked_on: (pause.checked_on = '2026-09-16') }) })
  const { wrapper } = await openPage(PausePanel, '/', { current: { id: 'c1', organisation_name: '甲{{name}}大学' } })
  expect(wrapper.text()).toContain('由“甲大学”变更为“甲{{name}}大学”')
  await expectAccessible()
  await wrapper.get('textarea').setValue(' 与登记证书一致。 ')
  await wrapper.get('form').trigger('submit')
  await settled()
  expect(JSON.parse(lastOf(requests, 'POST')?.body ?? '')).toEqual({ remark: '与登记证书一致。' })
  expect(wrapper.emitted('checked')).toHaveLength(1)
  expect(wrapper.text()).not.toContain('已核对变更')
})
