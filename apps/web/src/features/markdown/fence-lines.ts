/**
 * Lines that open or end a block of code: the marks at their start, or behind text with nothing but a language after them, as people
 * write it.
 */
const fenceLines = /^(?: {0,3}```[^`\n]*|[^`\n]*```[\w+#.-]*)$/gm

/** How many there are. */
export function countFences(body: string): number {
  return body.match(fenceLines)?.length ?? 0
}
