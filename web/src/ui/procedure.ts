import type { Schema } from '@/api'

export type Procedure = Schema<'Procedure'>
type Action = Procedure['actions'][number]

/** Whether an action leads forward: neither a refusal nor a return. */
function leadsForward(action: Action): boolean {
  return !action.is_refusal && !action.is_return
}

/** The states of the way from the first to the intended last one: the longest forward way, in the order of the file. */
export function mainPath(procedure: Procedure): string[] {
  const granting = new Set(procedure.actions.filter((action) => action.effect === 'grant_status').map((action) => action.to))
  const goals = granting.size ? granting : new Set(procedure.states.filter((state) => state.is_final).slice(0, 1).map((state) => state.id))
  let best: string[] = []
  function walk(state: string, way: string[]): void {
    if (goals.has(state) && way.length > best.length) best = way
    for (const action of procedure.actions) {
      if (leadsForward(action) && action.from.includes(state) && !way.includes(action.to)) walk(action.to, [...way, action.to])
    }
  }
  const first = procedure.initial ?? procedure.states[0]?.id
  if (first) walk(first, [first])
  return best
}

export interface DiagramNode { id: string; x: number; y: number; row: number; state: Procedure['states'][number] }
export interface DiagramEdge { number: number; action: Action; from: string; path: string; labelX: number; labelY: number }
export interface Diagram { width: number; height: number; nodes: DiagramNode[]; edges: DiagramEdge[] }
