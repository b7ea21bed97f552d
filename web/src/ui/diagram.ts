import { mainPath, type Diagram, type DiagramEdge, type DiagramNode, type Procedure } from './procedure'

type Action = Procedure['actions'][number]
interface Transition { number: number; action: Action; start: DiagramNode; end: DiagramNode }
interface Port { node: DiagramNode; side: 'top' | 'bottom'; key: string; towards: number }

export const nodeWidth = 112
export const nodeHeight = 44
const pitch = 204
const left = 8
const top = 60
const labelRoom = 44
const laneHeight = 16

/**
 * Columns follow the main way in row 0; open states beside it stand half a column off in row 1, final ones in row 2. Lines leave
 * and enter at ports of their own and run along lanes between the rows, so that no line crosses a box.
 */
export function layOut(procedure: Procedure): Diagram {
  const nodes = placeNodes(procedure, mainPath(procedure))
  const places = new Map(nodes.map((node) => [node.id, node]))
  const transitions = procedure.actions.flatMap((action, index) => action.from.flatMap((from): Transition[] => {
    const [start, end] = [places.get(from), places.get(action.to)]
    return start && end ? [{ number: index + 1, action, start, end }] : []
  }))
  const lanes = assignLanes(transitions)
  placeRows(nodes, lanes)
  const ports = assignPorts(transitions)
  const edges = transitions.map((each): DiagramEdge => ({ number: each.number, action: each.action, from: each.start.id, ...route(each, lanes, ports) }))
  return { width: Math.max(...nodes.map((node) => node.x)) + nodeWidth + left, height: Math.max(...nodes.map((node) => node.y)) + nodeHeight + left, nodes, edges }
}

function placeNodes(procedure: Procedure, main: string[]): DiagramNode[] {
  const taken = new Set<string>()
  const columns = new Map<string, number>()
  const rank = (state: Procedure['states'][number]) => (main.includes(state.id) ? main.indexOf(state.id) : main.length + (state.is_final ? 1 : 0))
  return [...procedure.states].sort((a, b) => rank(a) - rank(b)).map((state) => {
    let column = main.indexOf(state.id)
    let row = 0
    if (column < 0) {
      row = state.is_final ? 2 : 1
      const sources = procedure.actions.filter((action) => action.to === state.id).flatMap((action) => action.from.map((from) => columns.get(from)))
      const known = sources.filter((each) => each !== undefined)
      column = known.length ? (row === 1 ? Math.min(...known) + 0.5 : Math.round(known.reduce((sum, each) => sum + each, 0) / known.length)) : 0
      for (let step = 1; taken.has(`${column}/${row}`); step++) column = Math.max(0, column + (step % 2 ? step : -step))
    }
    taken.add(`${column}/${row}`)
    columns.set(state.id, column)
    return { id: state.id, x: left + column * pitch, y: 0, row, state }
  })
}

const isStraight = (each: Transition) => each.start.row === each.end.row && each.end.x > each.start.x && each.end.x - each.start.x <= pitch
const isArc = (each: Transition) => each.start.row === each.end.row && !isStraight(each)
/** The gap a line turns in: the one above the lower of its two rows. */
const gapOf = (each: Transition) => Math.max(each.start.row, each.end.row)
const laneKey = (each: Transition) => `${gapOf(each)}/${each.action.id}`

/** One lane per action and gap; lines of one action to one state share it. */
function assignLanes(transitions: Transition[]): Map<string, number> {
  const lanes = new Map<string, number>()
  const used = new Map<number, number>()
  for (const each of transitions) {
    if (isStraight(each) || isArc(each) || lanes.has(laneKey(each))) continue
    const next = used.get(gapOf(each)) ?? 0
    lanes.set(laneKey(each), next)
    used.set(gapOf(each), next + 1)
  }
  return lanes
}

function placeRows(nodes: DiagramNode[], lanes: Map<string, number>): void {
  const rows = [...new Set(nodes.map((node) => node.row))].sort()
  let y = top
  rows.forEach((row, index) => {
    const count = [...lanes.keys()].filter((key) => key.startsWith(`${row}/`)).length
    if (index > 0) y += nodeHeight + labelRoom + count * laneHeight
    nodes.filter((node) => node.row === row).forEach((node) => (node.y = y))
  })
}

function portsOf(each: Transition): { exit: Port; entry: Port } {
  const isDown = each.end.row > each.start.row
  return {
    exit: { node: each.start, side: isDown ? 'bottom' : 'top', key: `${each.start.id}>${each.action.id}`, towards: each.end.x },
    entry: { node: each.end, side: isDown ? 'top' : 'bottom', key: `${each.end.id}<${each.action.id}`, towards: each.start.x },
  }
}

/** Where on its side of a box each line begins or ends, ordered by where it comes from. */
function assignPorts(transitions: Transition[]): Map<string, number> {
  const sides = new Map<string, Map<string, Port>>()
  for (const each of transitions) {
    if (isStraight(each) || isArc(each)) continue
    const { exit, entry } = portsOf(each)
    for (const port of [exit, entry]) {
      const side = `${port.node.id}/${port.side}`
      sides.set(side, (sides.get(side) ?? new Map<string, Port>()).set(port.key, port))
    }
  }
  const places = new Map<string, number>()
  for (const ports of sides.values()) {
    const ordered = [...ports.values()].sort((a, b) => a.towards - b.towards)
    ordered.forEach((port, index) => places.set(port.key, port.node.x + 16 + ((index + 0.5) / ordered.length) * (nodeWidth - 32)))
  }
  return places
}

function route(each: Transition, lanes: Map<string, number>, ports: Map<string, number>): { path: string; labelX: number; labelY: number } {
  const { start, end } = each
  if (isStraight(each)) {
    const y = start.y + nodeHeight / 2
    return { path: `M${start.x + nodeWidth},${y} H${end.x - 4}`, labelX: (start.x + nodeWidth + end.x) / 2, labelY: y }
  }
  if (isArc(each)) {
    const [a, b] = [start.x + nodeWidth / 2, end.x + nodeWidth / 2]
    return { path: `M${a},${start.y} C${a},${start.y - 44} ${b},${start.y - 44} ${b},${start.y - 4}`, labelX: (a + b) / 2, labelY: start.y - 34 }
  }
  const { exit, entry } = portsOf(each)
  const [x1, x2] = [ports.get(exit.key) ?? start.x, ports.get(entry.key) ?? end.x]
  const isDown = end.row > start.row
  const [y1, y2] = isDown ? [start.y + nodeHeight, end.y - 4] : [start.y, end.y + nodeHeight + 4]
  const lower = isDown ? end : start
  const lane = lower.y - 14 - (lanes.get(laneKey(each)) ?? 0) * laneHeight
  const stagger = Math.round((x1 - start.x) / 20) % 2 ? 30 : 13
  return { path: `M${x1},${y1} V${lane} H${x2} V${y2}`, labelX: x1, labelY: isDown ? y1 + stagger : y1 - 10 }
}
