export interface Tile {
  /** Code of GB/T 2260, as the field counts it. */
  code: string
  /** The one or two characters a province is called by in short. */
  short: string
  column: number
  row: number
}

/** Provinces as equal tiles, about where they lie to one another; no map. From the top, each row with the columns its tiles stand in. */
const rows: [column: number, code: string, short: string][][] = [
  [[8, '230000', '黑']],
  [[1, '650000', '新'], [6, '150000', '蒙'], [7, '210000', '辽'], [8, '220000', '吉']],
  [[2, '630000', '青'], [3, '620000', '甘'], [4, '640000', '宁'], [5, '140000', '晋'], [6, '130000', '冀'], [7, '110000', '京'], [8, '120000', '津']],
  [[1, '540000', '藏'], [4, '610000', '陕'], [5, '410000', '豫'], [6, '370000', '鲁']],
  [[3, '510000', '川'], [4, '500000', '渝'], [5, '420000', '鄂'], [6, '340000', '皖'], [7, '320000', '苏'], [8, '310000', '沪']],
  [[3, '530000', '云'], [4, '520000', '贵'], [5, '430000', '湘'], [6, '360000', '赣'], [7, '330000', '浙']],
  [[4, '450000', '桂'], [5, '440000', '粤'], [6, '350000', '闽'], [8, '710000', '台']],
  [[4, '460000', '琼'], [5, '820000', '澳'], [6, '810000', '港']],
]
export const tiles: Tile[] = rows.flatMap((row, index) => row.map(([column, code, short]) => ({ code, short, column, row: index + 1 })))

/** The next tile an arrow key leads to: in its row or column, else the nearest one further on. */
export function nextTile(from: Tile, key: string): Tile | null {
  const side = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[key]
  if (!side) return null
  const [dx = 0, dy = 0] = side
  const ahead = tiles
    .map((tile) => ({ tile, along: (tile.column - from.column) * dx + (tile.row - from.row) * dy, aside: Math.abs(dx ? tile.row - from.row : tile.column - from.column) }))
    .filter((each) => each.along > 0 && (dx ? each.aside === 0 : true))
  ahead.sort((a, b) => a.along * 2 + a.aside * 3 - (b.along * 2 + b.aside * 3))
  return ahead[0]?.tile ?? null
}

/** How dark a tile is, 0 to 4: by the share of the largest, none for nothing. */
export const shadeOf = (count: number, most: number): number => (count === 0 ? 0 : Math.max(1, Math.ceil((count / most) * 4)))
