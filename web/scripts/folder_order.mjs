// ESLint rule: api ◂ ui ◂ forms ◂ features ◂ app. A folder imports only from itself and from those before it; features never
// import each other. `locales` may be read by everybody.
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const source = join(dirname(fileURLToPath(import.meta.url)), '../src')
const order = ['locales', 'api', 'ui', 'forms', 'features', 'app']

function placeOf(path) {
  const parts = relative(source, path).split(sep)
  if (parts[0] === '..' || !order.includes(parts[0])) return null
  return { folder: parts[0], feature: parts[0] === 'features' ? parts[1] : null }
}

function resolve(specifier, file) {
  if (specifier.startsWith('@/')) return join(source, specifier.slice(2))
  if (specifier.startsWith('.')) return join(dirname(file), specifier)
  return null
}

export const folderOrder = {
  meta: { type: 'problem', schema: [], messages: { upward: '{{from}} may not import from {{to}} (api ◂ ui ◂ forms ◂ features ◂ app).', sideways: 'Feature {{from}} may not import from feature {{to}}.' } },
  create(context) {
    const from = placeOf(context.filename)
    if (!from) return {}
    function check(node) {
      if (typeof node?.value !== 'string') return
      const target = resolve(node.value, context.filename)
      const to = target && placeOf(target)
      if (!to) return
      if (order.indexOf(to.folder) > order.indexOf(from.folder)) context.report({ node, messageId: 'upward', data: { from: from.folder, to: to.folder } })
      else if (from.feature && to.feature && from.feature !== to.feature) context.report({ node, messageId: 'sideways', data: { from: from.feature, to: to.feature } })
    }
    return {
      ImportDeclaration: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      ExportAllDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
    }
  },
}
