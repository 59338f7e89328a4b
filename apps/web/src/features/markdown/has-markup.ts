const inline = /[*_~`\\[<]|www\.|\S@\S+\.\S/
const lineStart = /^ {0,3}(?:#{1,6}(?:\s|$)|>|[-+](?:\s|$)|\d{1,9}[.)](?:\s|$)|-[ -]*-[ -]*-)/m

/** Whether a body may have markup in it. Most have none, and are shown without what reads it. */
export function hasMarkup(body: string): boolean {
  return inline.test(body) || lineStart.test(body)
}
