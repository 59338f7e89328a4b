/** Marks a part of the window that F6 goes to. */
export const regionAttribute = 'data-region'

/** Where the focus goes in a region: where one is in it, else to the first thing that takes it. */
const targets = ['[aria-current="page"]', '[tabindex="0"]', 'textarea', 'a[href]', 'button', 'input']

/** Moves the focus to the next part of the window that is in sight, round and round; `step` −1: to the one before. */
export function focusRegion(step: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>(`[${regionAttribute}], [role="log"], form:has(textarea)`)].filter(
    (region) => region.getClientRects().length > 0 && targetIn(region) !== undefined,
  )
  if (regions.length === 0) return
  const at = regions.findLastIndex((region) => region.contains(document.activeElement))
  const next = at === -1 ? (step === 1 ? 0 : regions.length - 1) : (at + step + regions.length) % regions.length
  const region = regions[next]
  if (region) targetIn(region)?.focus()
}

function targetIn(region: HTMLElement): HTMLElement | undefined {
  for (const target of targets) {
    const found = [...region.querySelectorAll<HTMLElement>(target)].find((element) => element.getClientRects().length > 0)
    if (found) return found
  }
  return undefined
}
