/** Next has this module twice, in its own bundle and beside it: what both know is kept where both look. */
const place = globalThis as typeof globalThis & { chatsphereOwnServer?: true }

/** Said by `main.ts` before it answers anything. */
export function noteOwnServer(): void {
  place.chatsphereOwnServer = true
}

/**
 * Whether a server of ours stands around Next in this process, which has refused, marked and limited each request before it gets here. Where
 * a host runs the app as functions there is none, and nothing that a request says of itself has been looked at.
 */
export function hasOwnServer(): boolean {
  return place.chatsphereOwnServer === true
}
