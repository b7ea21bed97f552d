/** Fen as yuan with two decimals. */
export function yuan(fen: number): string {
  return (fen / 100).toLocaleString('zh-CN', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
}

/** Yuan as written, at most two decimals, as fen; null while empty, undefined where it is no sum. */
export function fenOf(text: string): number | null | undefined {
  const plain = text.trim().replace(/[,，\s]/g, '')
  if (!plain) return null
  const parts = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(plain)
  return parts ? Number(parts[1]) * 100 + Number((parts[2] ?? '').padEnd(2, '0')) : undefined
}
