// What an institution does on its way to an application: registering, entering its team, filling the form, adding papers; and how its case is decided.
import assert from 'node:assert/strict'
import { creditCode, paper, prose } from './papers.mjs'
import { settled } from './browser.mjs'
import { button, choose, dialog, download, pickFiles, press, said, write } from './steps.mjs'
import { word } from './words.mjs'

export const institution = {
  name: '沈阳星海知识产权信息研究院（测试）', kind: '科研机构', nature: '事业单位', district: '皇姑区', address: '沈阳市皇姑区崇山中路66号',
  principal: '孙明远', telephone: '024-86850000', person: '周晓彤（测试）', login: 'xinghai_01', password: 'Xinghai-2026',
}
export const team = [
  { name: '孙明远', employment: 'full_time', isPrincipal: true, post: '院长、研究员', education: '博士研究生' },
  { name: '李若溪', employment: 'full_time', post: '检索主管、副研究员', education: '硕士研究生' },
  { name: '王志强', employment: 'full_time', post: '培训专员、馆员', education: '大学本科' },
  { name: '赵一诺', employment: 'part_time', post: '专利代理师', education: '硕士研究生' },
]

/** The first step of the registration, left standing; `code` is typed as given. */
export async function writeIdentity(page, code) {
  await write(page, 'organisation-credit_code', code)
  await write(page, 'organisation-name', institution.name)
  await page.locator('#organisation-kind').selectOption({ label: institution.kind })
  await page.locator('#organisation-nature').selectOption({ label: institution.nature })
  const levels = page.locator('#organisation-registered_division select')
  for (const [depth, label] of ['辽宁省', '沈阳市', institution.district].entries()) await levels.nth(depth).selectOption({ label })
}

export async function writeContact(page) {
  await write(page, 'organisation-address', institution.address)
  await write(page, 'organisation-principal_name', institution.principal)
  await write(page, 'organisation-principal_post', '院长')
  await write(page, 'organisation-telephone', institution.telephone)
  await write(page, 'organisation-headcount', '46')
  await write(page, 'organisation-department', '知识产权信息服务部')
  await write(page, 'organisation-service_recipients', '皇姑区中小微企业、高校师生和社会公众')
}

export async function writeAccount(page) {
  await write(page, 'account-display_name', institution.person)
  await write(page, 'account-login_name', institution.login)
  await write(page, 'account-password', institution.password)
  await write(page, 'account-again', institution.password)
}

/** A code whose last character is not the one the rule gives. */
export function codes() {
  const good = creditCode('12210105MB1Q2W3E4')
  const last = good.endsWith('1') ? '2' : '1'
  return { good, wrong: good.slice(0, 17) + last }
}

export async function addMember(page, member) {
  await press(page, 'team.add')
  const form = dialog(page)
  await write(page, 'member-name', member.name)
  await choose(form, 'member-employment', word(`choice.employment.${member.employment}`))
  if (member.isPrincipal) await form.getByLabel(word('team.is_principal')).check()
  await write(page, 'member-post', member.post)
  await write(page, 'member-education', member.education)
  await choose(form, 'member-skills', word('choice.skill.patent'))
  await write(page, 'member-history', prose(`${member.name}的工作经历`, 190))
  await press(form, 'ui.save')
  await form.waitFor({ state: 'detached' })
  await page.locator('main tbody').getByText(member.name, { exact: false }).first().waitFor()
}

export async function addServiceItem(page) {
  await press(page, 'service.add')
  const form = dialog(page)
  await write(page, 'item-name', '专利文献检索与查新咨询')
  await page.locator('#item-kind').selectOption({ label: word('choice.item_kind.search') })
  await choose(form, 'item-ip_categories', word('choice.category.patent'), word('choice.category.trademark'))
  await choose(form, 'item-channels', word('choice.channel.online'), word('choice.channel.offline'))
  await choose(form, 'item-fee', word('choice.fee.free'))
  await write(page, 'item-description', '为中小微企业免费检索专利、商标文献，出具检索说明。')
  await press(form, 'ui.save')
  await form.waitFor({ state: 'detached' })
  await page.locator('main tbody').getByText('专利文献检索与查新咨询').first().waitFor()
}

/** Opens a section by the list beside the form. */
export async function goTo(page, section) {
  await page.locator(`.work nav a[href="?section=${section}"]`).click()
  await page.locator(`#title-${section}`).waitFor()
}

/** Autosave has taken what was written here. */
export async function saved(page) {
  await page.locator('.work .state[data-state="saved"]').filter({ hasText: /\d{1,2}:\d{2}/ }).waitFor()
}

export async function fillForm(page) {
  await goTo(page, 'section_1')
  for (const [field, text] of Object.entries({ department_head: '李若溪', department_telephone: '024-86850011', contact: '周晓彤', contact_telephone: '13800000000' }))
    await write(page, `field-section_1-${field}`, text)
  await saved(page)
  await goTo(page, 'section_2')
  await write(page, 'field-section_2-basis', prose('工作基础', 1000))
  await saved(page)
  await goTo(page, 'section_3')
  await fillPeople(page)
  await saved(page)
  await goTo(page, 'section_4')
  await write(page, 'field-section_4-development', prose('发展思路', 1500))
  await saved(page)
  await goTo(page, 'section_5')
  await addCase(page, 0, '变速箱专利预警服务')
  await addCase(page, 1, '地理标志品牌建设服务')
  await saved(page)
  await goTo(page, 'section_7')
  await write(page, 'field-section_7-opinion', '本单位对所填内容和所附材料的真实性负责，已落实场地、人员和经费保障，同意申请备案。')
  await saved(page)
}

/** One block per person stands there already; what the team list does not know is added. */
async function fillPeople(page) {
  if (!(await page.locator('#field-section_3-overview').inputValue())) await write(page, 'field-section_3-overview', prose('团队概况', 220))
  const blocks = page.locator('[id="field-section_3-people"] .block')
  assert.ok((await blocks.count()) >= 3, 'the members of the team are prefilled, one block per person')
  assert.equal(await page.locator('[id="field-section_3-people-0-name"]').inputValue(), team[0].name)
}

async function addCase(page, index, name) {
  const block = page.locator(`[id="field-section_5-cases-${index}-name"]`)
  if (!(await block.count())) await press(page, 'form.add', { label: '典型案例' })
  await block.fill(name)
  await write(page, `field-section_5-cases-${index}-period`, '2025年3月至2026年6月')
  await write(page, `field-section_5-cases-${index}-content_and_effect`, prose(name, 480))
}

export const slots = ['signed_form', 'licence', 'working_rules', 'two_year_report', 'staff_evidence']

/** Adds one file to a slot of the materials and waits until the list shows it. */
export async function addMaterial(page, slot, file = paper(slot), begins = 'material') {
  const place = page.locator(`[id="${begins}-${slot}"]`)
  await pickFiles(page, place.getByRole('button', { name: new RegExp(`^(${word('material.add')}|${word('material.add_more')})`) }), file)
  await place.locator('.file').filter({ hasText: file.name }).first().waitFor()
  await settled(page)
}

/** The four sections of a work summary, the figures and cases of the service log left as they are. */
export async function fillSummary(page) {
  for (const [section, field, characters] of [['section_1', 'work', 1000], ['section_3', 'experience', 300], ['section_4', 'plan', 300]]) {
    await goTo(page, section)
    await write(page, `field-${section}-${field}`, prose(field, characters))
    await saved(page)
  }
  await goTo(page, 'section_2')
  if (!(await page.locator('[id="field-section_2-cases-0-name"]').count())) await press(page, 'form.add', { label: '典型案例' })
  await write(page, 'field-section_2-cases-0-name', '变速箱专利预警服务')
  await write(page, 'field-section_2-cases-0-period', '2026年3月至10月')
  await write(page, 'field-section_2-cases-0-content_and_effect', prose('变速箱专利预警服务', 500))
  await saved(page)
}

/** The print as PDF and DOCX: real files of the right kind, not empty. */
export async function printForm(page) {
  const form = await download(page, button(page, 'case.print_pdf'))
  assert.match(form.name, /\.pdf$/)
  assert.equal(form.bytes.subarray(0, 5).toString('latin1'), '%PDF-')
  assert.ok(form.bytes.length > 20_000, `the PDF has ${form.bytes.length} bytes: the font is embedded`)
  const text = await download(page, button(page, 'case.print_docx'))
  assert.match(text.name, /\.docx$/)
  assert.equal(text.bytes.subarray(0, 2).toString('latin1'), 'PK')
  assert.ok(text.bytes.includes('word/document.xml'), 'the DOCX holds a document')
  return form.bytes
}

/** Presses an allowed action of the case page and confirms it in its dialog. */
export async function perform(page, label, fill = async () => undefined) {
  await page.locator('.course .actions').getByRole('button', { name: label, exact: true }).click()
  const box = dialog(page)
  await box.waitFor()
  await fill(box)
  await box.locator('button[type="submit"]').click()
  await box.waitFor({ state: 'detached' })
  await said(page, `已办理：${label}`)
  await settled(page)
}

/** An office decides and signs: every judgement met, its words, who signed and when, the sealed scan. `before` sees the dialog filled. */
export async function decide(page, label, { signedOn, scan, signs, opinion, before = async () => undefined }) {
  await perform(page, label, async (box) => {
    for (const judged of await box.locator('.judge').all()) await judged.getByRole('button', { name: word('condition.met'), exact: true }).click()
    if (opinion) await write(page, 'field-input-opinion', opinion)
    await write(page, 'field-input-handler_name', '林晓峰')
    await write(page, 'field-input-head_name', '陈立新')
    await write(page, 'field-input-signed_on', signedOn)
    await addMaterial(page, scan, paper(scan), 'scan')
    await choose(box, 'action-signed', ...signs.map((each) => word(`sign.${each}`)))
    await before(page)
  })
}

/** The office takes the status away, with the sealed decision of that number. */
export async function decideRevocation(page, number, reasons) {
  await perform(page, '决定撤销', async (box) => {
    await write(page, 'field-input-decision_number', number)
    await write(page, 'field-input-reasons', reasons)
    await write(page, 'field-input-handler_name', '林晓峰')
    await write(page, 'field-input-head_name', '陈立新')
    await addMaterial(page, 'decision_scan', paper('decision'), 'scan')
    await choose(box, 'action-signed', word('sign.handler'), word('sign.head'), word('sign.seal'))
  })
}
