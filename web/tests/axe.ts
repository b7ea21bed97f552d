import axe from 'axe-core'
import { expect } from 'vitest'

/** axe-core over an element in the document; colours are checked in a real browser by the journeys. */
export async function expectAccessible(element: Element = document.body): Promise<void> {
  const result = await axe.run(element, {
    runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
    rules: { 'color-contrast': { enabled: false }, 'document-title': { enabled: false }, 'html-has-lang': { enabled: false } },
  })
  expect(result.violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.html).join(' | ')}`)).toEqual([])
}
