/** A test by its file and its full name there: titles joined with ` › `, `%s` in the place of what `test.each` or a template puts in. */
export interface TestName {
  readonly file: string
  readonly name: string
}

/** What shows that a line holds: tests that pass, or the reason why there is none. */
export type Proof = { readonly tests: readonly TestName[] } | { readonly reason: string }

/** One thing that can be checked. */
export interface Line {
  readonly id: string
  readonly text: string
  /** Of OWASP ASVS 5.0. */
  readonly asvs?: string
  readonly proof: Proof
}

export interface Area {
  readonly name: string
  readonly lines: readonly Line[]
}

/** The tests of one file, for lines that are proven there. */
export function testsOf(file: string): (...names: readonly string[]) => { tests: readonly TestName[] } {
  return (...names) => ({ tests: names.map((name) => ({ file, name })) })
}

/** A line that more than one file proves. */
export function together(...proofs: readonly { tests: readonly TestName[] }[]): { tests: readonly TestName[] } {
  return { tests: proofs.flatMap(({ tests }) => tests) }
}

/** Nothing of it is there yet: it begins with the subject that is named. */
export function notBefore(subject: string): { reason: string } {
  return { reason: `not there yet: it comes with ${subject}` }
}
