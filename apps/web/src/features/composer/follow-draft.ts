interface Draft {
  /** What stands in the composer. */
  body: string
  /** What is stored now, and what was before that. */
  stored: string
  storedBefore: string
  /** Somebody writes here. */
  focused: boolean
}

/**
 * What stands in the composer once the stored draft has changed, for example in another tab. It follows, unless somebody
 * writes here and has gone on from what was stored: nothing that is being written is ever replaced.
 */
export function followedDraft({ body, stored, storedBefore, focused }: Draft): string {
  return focused && body !== storedBefore ? body : stored
}
