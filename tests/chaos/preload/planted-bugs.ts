/** A text of a product file and what stands in its place; it must be there exactly once. */
export interface Patch {
  readonly file: string
  readonly find: string
  readonly replace: string
}

/** The bugs that prove the checker, by name. What shows each of them is in ../planted-runs.ts. */
export const plantedBugs: Readonly<Record<string, { readonly patches: readonly Patch[] }>> = {}
