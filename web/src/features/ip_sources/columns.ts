/** Lines of "head=field", with the label or the id of a field, as {head: field}; null where a line is none. */
export function readColumns(lines: string, fields: { id: string; label: { zh: string; en: string } }[]): Record<string, string> | null {
  const columns: Record<string, string> = {}
  for (const line of lines.split('\n').map((each) => each.trim()).filter(Boolean)) {
    const [head, name] = [line.slice(0, Math.max(0, line.lastIndexOf('='))).trim(), line.slice(line.lastIndexOf('=') + 1).trim()]
    const field = fields.find((each) => [each.id, each.label.zh, each.label.en].includes(name))
    const id = field?.id ?? (name === 'address' ? name : '')
    if (!head || !id) return null
    columns[head] = id
  }
  return columns
}

export function printColumns(columns: Record<string, string>): string {
  return Object.entries(columns).map(([head, field]) => `${head}=${field}`).join('\n')
}
