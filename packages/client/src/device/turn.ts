/** The right to do something that only one of several tabs may do at a time. */
export interface Turn {
  /**
   * Calls `onTaken` when it is ours, which may be at once, later or never, and `onLost` when it was taken away; after that it may come
   * again. Answers the function that gives it back or stops waiting, for good; that calls neither.
   */
  request(onTaken: () => void, onLost: () => void): () => void
}

/** Of who is alone. */
export const alwaysOurs: Turn = {
  request(onTaken) {
    onTaken()
    return () => {}
  },
}
