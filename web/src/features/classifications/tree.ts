import { reactive } from 'vue'
import type { Schema } from '@/api'

type Class = Schema<'Class'>

export interface TreeNode {
  entry: Class
  /** From 1. */
  depth: number
  above: TreeNode | null
  children: TreeNode[] | null
  isOpen: boolean
  isLoading: boolean
}

/** What is shown of a tree: every node whose parents are all open, from the top down. */
export function visible(nodes: TreeNode[]): TreeNode[] {
  return nodes.flatMap((node) => (node.isOpen && node.children ? [node, ...visible(node.children)] : [node]))
}

export function nodesOf(classes: Class[], above: TreeNode | null): TreeNode[] {
  return classes.map((entry) => reactive({ entry, depth: (above?.depth ?? 0) + 1, above, children: null, isOpen: false, isLoading: false }))
}

/** A node is known by its place: a Nice item stands in several groups. */
export const placeOf = (node: TreeNode): string => (node.above ? `${placeOf(node.above)}/${node.entry.code}` : node.entry.code)

/** Where a key leads from a node: another node, or what is to be done with this one. */
export function step(shown: TreeNode[], from: TreeNode, key: string): TreeNode | 'open' | 'close' | null {
  const at = shown.indexOf(from)
  switch (key) {
    case 'ArrowDown': return shown[at + 1] ?? null
    case 'ArrowUp': return shown[at - 1] ?? null
    case 'Home': return shown[0] ?? null
    case 'End': return shown.at(-1) ?? null
    case 'ArrowRight': return !from.entry.has_children ? null : from.isOpen ? from.children?.[0] ?? null : 'open'
    case 'ArrowLeft': return from.isOpen ? 'close' : from.above
    default: return null
  }
}
