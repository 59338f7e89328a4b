/** One thing that is wrong: where, which rule says so, and what to do about it. */
export type Finding = {
  readonly file: string
  readonly line?: number
  readonly rule: string
  readonly message: string
}

export type Check = (root: string) => Promise<readonly Finding[]>

export function formatFinding(finding: Finding): string {
  const place = finding.line === undefined ? finding.file : `${finding.file}:${finding.line}`
  return `  ${place}  [${finding.rule}]  ${finding.message}`
}
