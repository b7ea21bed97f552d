import type { Schema } from '@/api'

export type Procedure = Schema<'Procedure'>
type Action = Procedure['actions'][number]

/** Whether an action leads forward: neither a refusal nor a return. */
function leadsForward(action: Action): boolean {
  return !action.is_refusal && !action.is_return
}

/** The states of the way from the first to the intended last one: the longest forward way, in the order of the file. */
export function mainPath(procedure: Procedure): string[] {
  const finals = new Set(procedure.states.filter((state) => state.is_final).map((state) => state.id))
  const granting = new Set(procedure.actions.filter((action) => action.effect === 'grant_status').map((action) => action.to))
  let best: string[] = []
  function walk(state: string, way: string[]): void {
    const isGoal = granting.size ? granting.has(state) : finals.has(state)
    if (isGoal && way.length > best.length) best = way
    for (const action of procedure.actions) {
      if (leadsForward(action) && action.from.includes(state) && !way.includes(action.to)) walk(action.to, [...way, action.to])
    }
  }
  const first = procedure.initial ?? procedure.states[0]?.id
  if (first) walk(first, [first])
  return best
}

export interface DiagramNode { id: string; x: number; y: number; state: Procedure['states'][number] }
export interface DiagramEdge { number: number; action: Action; from: string; path: string; labelX: number; labelY: number }
export interface Diagram { width: number; height: number; nodes: DiagramNode[]; edges: DiagramEdge[] }

export const nodeWidth = 112
export const nodeHeight = 44
const columnGap = 68
const rowGap = 92

/** Columns follow the main way; a state beside it stands below or under the first state that leads to it. */
export function layOut(procedure: Procedure): Diagram {
  const nodes = placeNodes(procedure, mainPath(procedure))
  const places = new Map(nodes.map((node) => [node.id, node]))
  const edges: DiagramEdge[] = []
  procedure.actions.forEach((action, index) => {
    action.from.forEach((from, turn) => {
      const [start, end] = [places.get(from), places.get(action.to)]
      if (start && end) edges.push({ number: index + 1, action, from, ...route(start, end, index + turn) })
    })
  })
  const width = Math.max(...nodes.map((node) => node.x)) + nodeWidth + 8
  const height = Math.max(...nodes.map((node) => node.y)) + nodeHeight + 40
  return { width, height, nodes, edges }
}

function placeNodes(procedure: Procedure, main: string[]): DiagramNode[] {
  const taken = new Set<string>()
  return [...procedure.states].sort((a, b) => rank(main, a.id) - rank(main, b.id)).map((state) => {
    let column = main.indexOf(state.id)
    let row = 0
    if (column < 0) {
      const sources = procedure.actions.filter((action) => action.to === state.id).flatMap((action) => action.from.map((from) => main.indexOf(from)))
      column = Math.max(0, ...sources)
      row = state.is_final ? 2 : 1
      while (taken.has(`${column}/${row}`)) {
        if (column > 0 && !taken.has(`${column - 1}/${row}`)) column--
        else row++
      }
    }
    taken.add(`${column}/${row}`)
    return { id: state.id, x: 8 + column * (nodeWidth + columnGap), y: 56 + row * rowGap, state }
  })
}

function rank(main: string[], id: string): number {
  const place = main.indexOf(id)
  return place < 0 ? main.length : place
}

function route(start: DiagramNode, end: DiagramNode, salt: number): { path: string; labelX: number; labelY: number } {
  const sameRow = start.y === end.y
  const isNext = sameRow && end.x - start.x === nodeWidth + columnGap
  if (isNext) {
    const y = start.y + nodeHeight / 2
    return { path: `M${start.x + nodeWidth},${y} H${end.x - 4}`, labelX: (start.x + nodeWidth + end.x) / 2 - 2, labelY: y }
  }
  if (sameRow) {
    const lift = 20 + (salt % 3) * 8
    const [a, b] = [start.x + nodeWidth / 2, end.x + nodeWidth / 2]
    return { path: `M${a},${start.y} C${a},${start.y - lift - 12} ${b},${start.y - lift - 12} ${b},${start.y - 4}`, labelX: (a + b) / 2, labelY: start.y - lift * 0.75 - 9 }
  }
  const down = end.y > start.y
  const shift = ((salt % 5) - 2) * 12
  const [x1, x2] = [start.x + nodeWidth / 2 + shift, end.x + nodeWidth / 2 + shift]
  const [y1, y2] = down ? [start.y + nodeHeight, end.y - 4] : [start.y, end.y + nodeHeight + 4]
  const middle = (y1 + y2) / 2
  return { path: `M${x1},${y1} C${x1},${middle} ${x2},${middle} ${x2},${y2}`, labelX: (x1 + x2) / 2, labelY: middle }
}
