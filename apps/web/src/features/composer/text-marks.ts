/** A text with what is selected in it. */
export interface Written {
  body: string
  start: number
  end: number
}

/** Of the same kind at both ends; the first of them is what is put. */
export const marks = { bold: '**', italic: '_', code: '`' } as const
export type Mark = keyof typeof marks

const fence = '```'

/**
 * Puts a mark around the selection, or takes it away if it is there already. Without a selection the caret ends up between the two.
 * Several lines of code get a block of their own.
 */
export function toggleMark({ body, start, end }: Written, mark: Mark): Written {
  const selected = body.slice(start, end)
  if (mark === 'code' && selected.includes('\n')) return withFence({ body, start, end })
  const sign = marks[mark]
  const inner = trimmed({ body, start, end })
  if (isMarked(body, inner.start, inner.end, sign)) {
    return {
      body: body.slice(0, inner.start - sign.length) + body.slice(inner.start, inner.end) + body.slice(inner.end + sign.length),
      start: inner.start - sign.length,
      end: inner.end - sign.length,
    }
  }
  const within = body.slice(inner.start, inner.end)
  if (within.length > sign.length * 2 && within.startsWith(sign) && within.endsWith(sign)) {
    const bare = within.slice(sign.length, -sign.length)
    return { body: body.slice(0, inner.start) + bare + body.slice(inner.end), start: inner.start, end: inner.start + bare.length }
  }
  return {
    body: body.slice(0, inner.start) + sign + within + sign + body.slice(inner.end),
    start: inner.start + sign.length,
    end: inner.end + sign.length,
  }
}

/** Whether the mark stands around the selection. */
export function hasMark(written: Written, mark: Mark): boolean {
  const { start, end } = trimmed(written)
  return isMarked(written.body, start, end, marks[mark])
}

/** Marks with a space inside are none: the spaces at the ends of a selection stay outside. */
function trimmed({ body, start, end }: Written): { start: number; end: number } {
  const selected = body.slice(start, end)
  if (selected.trim() === '') return { start, end }
  return {
    start: start + selected.length - selected.trimStart().length,
    end: end - (selected.length - selected.trimEnd().length),
  }
}

function isMarked(body: string, start: number, end: number, sign: string): boolean {
  return body.slice(Math.max(0, start - sign.length), start) === sign && body.slice(end, end + sign.length) === sign
}

function withFence({ body, start, end }: Written): Written {
  const before = body.slice(0, start)
  const after = body.slice(end)
  const head = `${before === '' || before.endsWith('\n') ? '' : '\n'}${fence}\n`
  const tail = `${body.slice(start, end).endsWith('\n') ? '' : '\n'}${fence}${after === '' || after.startsWith('\n') ? '' : '\n'}`
  return { body: before + head + body.slice(start, end) + tail + after, start: start + head.length, end: end + head.length }
}
