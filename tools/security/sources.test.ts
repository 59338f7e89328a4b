import { readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { sourceFiles } from '../check/workspaces.ts'

const root = path.resolve(import.meta.dirname, '../..')
/** What runs at people's; tests and tools are left out. */
const files = sourceFiles(root).filter(
  (file) => /^(apps|packages)\/.+\.tsx?$/.test(file) && !/\.test\.tsx?$|test-data|^packages\/testing\//.test(file),
)

const textOf = (file: string) => readFileSync(path.join(root, file), 'utf8')

/** The files that have a word, read as TypeScript. */
const parsedWith = (word: string) => files.filter((file) => textOf(file).includes(word)).map(parse)

function parse(file: string): ts.SourceFile {
  const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
  return ts.createSourceFile(file, textOf(file), ts.ScriptTarget.Latest, true, kind)
}

function nodesOf(node: ts.Node, found: ts.Node[] = []): ts.Node[] {
  found.push(node)
  ts.forEachChild(node, (child) => void nodesOf(child, found))
  return found
}

/** The functions around a node, from inside out. */
function functionsAround(node: ts.Node): ts.SignatureDeclaration[] {
  const around: ts.SignatureDeclaration[] = []
  for (let outer = node.parent; outer; outer = outer.parent) if (ts.isFunctionLike(outer)) around.push(outer)
  return around
}

function callsOf(source: ts.SourceFile, name: string): ts.CallExpression[] {
  return nodesOf(source).filter(
    (node): node is ts.CallExpression => ts.isCallExpression(node) && node.expression.getText(source) === name,
  )
}

const nameOf = (made: ts.SignatureDeclaration): string =>
  made.name?.getText() ?? (ts.isVariableDeclaration(made.parent) ? made.parent.name.getText() : '')

/** Made while the module loads: at its top level, or in a function that is called there alone. */
function isMadeAtLoad(source: ts.SourceFile, call: ts.CallExpression): boolean {
  return functionsAround(call).every((made) => {
    const name = nameOf(made)
    const calls = name === '' ? [] : callsOf(source, name)
    return calls.length > 0 && calls.every((each) => functionsAround(each).length === 0)
  })
}

const placeOf = (source: ts.SourceFile, node: ts.Node) =>
  `${source.fileName}:${source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1}`

describe('the sources', () => {
  test('make every SQL statement while they load: nothing that a request says can be part of one', () => {
    const statements = parsedWith('statement(').flatMap((source) =>
      callsOf(source, 'statement').map((call) => ({ source, call })),
    )
    expect(statements.length).toBeGreaterThan(80)
    const late = statements.filter(({ source, call }) => !isMadeAtLoad(source, call))
    expect(late.map(({ source, call }) => placeOf(source, call))).toEqual([])
  })

  test('hand SQL as text to a database in packages/db and in the fan-out alone', () => {
    // What runs in a browser has queries too, of tRPC.
    const servers = files.filter((file) => !/^(packages\/client|apps\/web\/src\/features)\//.test(file))
    const asText = /\$(query|execute)Raw|\.query\(\s*[`'"{]/
    const raw = servers.filter((file) => asText.test(textOf(file)))
    expect(raw).toEqual([
      'packages/db/src/database.ts',
      'packages/db/src/migrate.ts',
      'packages/db/src/outbox-signal.ts',
      'packages/engines/src/fanout/postgres-fanout.ts',
    ])
  })

  test('make no regular expression of what somebody has written', () => {
    const made = parsedWith('RegExp(').flatMap((source) =>
      nodesOf(source)
        .filter((node) => ts.isNewExpression(node) || ts.isCallExpression(node))
        .filter((node) => node.expression.getText(source) === 'RegExp')
        .map(() => source.fileName),
    )
    // Of the name of a cookie, a constant.
    expect(made).toEqual(['apps/web/src/features/messages/language.ts'])
  })

  test('turn no text into markup or code: React escapes it, and nothing goes around React', () => {
    const sinks = /dangerouslySetInnerHTML|\b(inner|outer)HTML\b|insertAdjacentHTML|document\.write|\beval\(|new Function\(/
    expect(files.filter((file) => sinks.test(textOf(file)))).toEqual([])
  })
})
