import { join } from 'node:path'
import { Linter } from 'eslint'
import { describe, expect, it } from 'vitest'
import { folderOrder } from '../scripts/folder_order.mjs'

const linter = new Linter({ configType: 'flat' })
const config = [{ files: ['**/*.ts'], plugins: { zhidian: { rules: { 'folder-order': folderOrder } } }, rules: { 'zhidian/folder-order': 'error' } }] as unknown as Linter.Config[]

function findings(file: string, code: string): string[] {
  return linter.verify(code, config, { filename: join(process.cwd(), 'src', file) }).map((message) => message.message)
}

describe('the rule of the folders', () => {
  it('refuses imports from a later folder', () => {
    expect(findings('api/client.ts', "import { say } from '@/ui'")).toHaveLength(1)
    expect(findings('ui/field.ts', "import { home } from '../features/home/index'")).toHaveLength(1)
    expect(findings('features/home/page.ts', "export * from '@/app/router'")).toHaveLength(1)
    expect(findings('forms/field.ts', "const page = import('@/features/cases/page')")).toHaveLength(1)
  })

  it('refuses imports between features', () => {
    expect(findings('features/home/page.ts', "import { row } from '../directory/row'")).toHaveLength(1)
  })

  it('allows imports from earlier folders, from the own feature and from packages', () => {
    expect(findings('features/home/page.ts', "import { call } from '@/api'; import { AppButton } from '@/ui'; import { x } from './parts'; import { ref } from 'vue'")).toEqual([])
    expect(findings('app/router.ts', "import { features } from '../features/home/index'")).toEqual([])
  })
})
