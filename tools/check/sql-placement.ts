import { readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import type { Finding } from './finding.ts'
import { sourceFiles } from './workspaces.ts'

/** Upper case anywhere in a text, or lower case at its beginning: prose ("Select a person from the list") is neither. */
const SQL = [
  /\bSELECT\b[\s\S]+\bFROM\b|\bINSERT INTO\b|\bUPDATE\b[\s\S]+\bSET\b|\bDELETE FROM\b/,
  /^\s*(select\b[\s\S]+\bfrom\b|insert into\b|update\b[\s\S]+\bset\b|delete from\b)/,
]

const ALLOWED = [
  /^packages\/(db|testing)\//,
  /^(packages|apps)\/.+-repository\.ts$/,
  /^packages\/engines\/src\/.*postgres/,
  /^tools\/(start|test)\//,
  /^tests\//,
  /\.test\.tsx?$/,
]

/**
 * SQL lives in packages/db, in a repository or in a Postgres engine. An act with a statement of its own would take
 * locks in an order that no one sees, and its table could no longer be changed in one place.
 */
export async function checkSqlPlacement(root: string): Promise<readonly Finding[]> {
  return sourceFiles(root)
    .filter((file) => /^(apps|packages|tools)\/.+\.(ts|tsx|mts|js|mjs)$/.test(file))
    .filter((file) => !ALLOWED.some((place) => place.test(file)))
    .flatMap((file) => sqlIn(file, readFileSync(path.join(root, file), 'utf8')))
}

function sqlIn(file: string, text: string): readonly Finding[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const findings: Finding[] = []
  const visit = (node: ts.Node): void => {
    if (isText(node) && SQL.some((pattern) => pattern.test(textOf(node, source)))) {
      const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1
      findings.push({
        file,
        line,
        rule: 'sql-placement',
        message: 'SQL belongs to packages/db, a *-repository.ts or a Postgres engine',
      })
      return
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return findings
}

type Text = ts.StringLiteralLike | ts.TemplateExpression

function isText(node: ts.Node): node is Text {
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)
}

/** A template with its holes, so that a statement cut by `${}` is still seen as one. */
function textOf(node: Text, source: ts.SourceFile): string {
  return ts.isTemplateExpression(node) ? node.getText(source).slice(1, -1) : node.text
}
