import type { Rule } from 'eslint'

export const folderOrder: Rule.RuleModule
