import ts from 'typescript'

/** Stands between the titles of the `describe`s around a test and its own. */
const titleSeparator = ' › '

/** What a title holds in the place of what is known at run time only: of `test.each` and of templates. */
const hole = '%s'

/**
 * The full names of the tests in a file, as they stand there, without running anything. A name that is a template has `%s` in its holes;
 * what `test.each` puts into one is left as it is written (`%s`, `%i`).
 */
export function testNamesIn(fileName: string, text: string): readonly string[] {
  const kind = fileName.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
  const source = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true, kind)
  const names: string[] = []
  const visit = (node: ts.Node, around: readonly string[]): void => {
    const call = ts.isCallExpression(node) ? titledCall(node) : undefined
    if (call?.what === 'test') names.push([...around, call.title].join(titleSeparator))
    const inside = call?.what === 'describe' ? [...around, call.title] : around
    ts.forEachChild(node, (child) => visit(child, inside))
  }
  visit(source, [])
  return names
}

function titledCall(call: ts.CallExpression): { what: 'test' | 'describe'; title: string } | undefined {
  const [first] = call.arguments
  const title = first && titleOf(first)
  const words = calledName(call.expression)
  if (title === undefined || words === undefined) return undefined
  if (words === 'describe' || words === 'test.describe') return { what: 'describe', title }
  return words === 'test' || words === 'it' ? { what: 'test', title } : undefined
}

/** `test`, `describe`, `test.describe`; of `test.each(rows)` and `test.for(rows)` the part before. */
function calledName(expression: ts.Expression): string | undefined {
  if (ts.isIdentifier(expression)) return expression.text
  if (ts.isPropertyAccessExpression(expression)) {
    const before = calledName(expression.expression)
    return before === undefined ? undefined : `${before}.${expression.name.text}`
  }
  if (!ts.isCallExpression(expression)) return undefined
  return /^(.+)\.(?:each|for)$/.exec(calledName(expression.expression) ?? '')?.[1]
}

function titleOf(node: ts.Expression): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text
  if (!ts.isTemplateExpression(node)) return undefined
  return node.head.text + node.templateSpans.map((span) => hole + span.literal.text).join('')
}

/** Whether a test that ran under `ran` is one of those that stand in the sources under `written`. */
export function isTestOf(written: string, ran: string): boolean {
  const pattern = written
    .split(/%[sdifjo#]|\$[\w.]+/)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*')
  return new RegExp(`^${pattern}$`, 's').test(ran)
}
