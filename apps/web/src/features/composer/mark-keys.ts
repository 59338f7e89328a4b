import type { Mark } from './text-marks.ts'

/** The key that sets a mark, together with Ctrl or ⌘. */
export const markKeys = { bold: 'B', italic: 'I', code: 'E' } as const satisfies Record<Mark, string>

export function markOfKey(key: string): Mark | undefined {
  const wanted = key.toUpperCase()
  return (Object.keys(markKeys) as Mark[]).find((mark) => markKeys[mark] === wanted)
}
