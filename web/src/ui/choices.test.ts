import { afterEach, expect, it } from 'vitest'
import { wordedFound } from './choices'
import { setLanguage } from './i18n'

afterEach(() => setLanguage('zh-CN'))

it('coded values of a finding are said in words, numbers and sentences stay as they are', () => {
  expect(wordedFound('服务所涉知识产权类别：patent、geographical_indication')).toBe('服务所涉知识产权类别：专利、地理标志')
  expect(wordedFound('现有网点身份：municipal_outlet')).toBe('现有网点身份：市级网点')
  expect(wordedFound('公共服务体系节点身份：tisc、other_in_system')).toBe('公共服务体系节点身份：技术与创新支持中心（TISC）、体系内其他机构')
  expect(wordedFound('类别：geographical_indication、patent；现有身份：national_outlet；说明：写明如下：a、patent 等')).toBe('类别：地理标志、专利；现有身份：国家级网点；说明：写明如下：a、patent 等')
  expect(wordedFound('注册地：210105', '皇姑区')).toBe('注册地：皇姑区')
  expect(wordedFound('注册地：210105')).toBe('注册地：210105')
  expect(wordedFound('专职人员人数：3人', '皇姑区')).toBe('专职人员人数：3人')
  expect(wordedFound('判断为符合')).toBe('判断为符合')
})

it('in English the list keeps its commas', async () => {
  await setLanguage('en')
  expect(wordedFound('IP categories served: patent, trademark')).toBe('IP categories served: Patents, Trademarks')
  expect(wordedFound('awaits the judgement of the other library')).toBe('awaits the judgement of the other library')
})
