import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Finding, formatFinding } from './finding.ts'
import { runTool } from './run-tool.ts'
import { workspaceFolders } from './workspaces.ts'

/**
 * A check that sees nothing is green. So a copy of this very tree gets one breach of each kind, and `npm run check`
 * has to name each of them, and nothing else: what it says about the rest is what it says about the clean tree.
 */
const root = path.resolve(import.meta.dirname, '../..')
const copy = mkdtempSync(path.join(os.tmpdir(), 'chatsphere-breaches-'))
const NOT_COPIED = new Set(['node_modules', '.git', '.next', '.data', '.turbo', 'test-results'])
const CHECK_NAMES = ['types', 'dead-code', 'lint', 'arrows', 'picture', 'sql', 'names']

const domain = 'packages/domain/src'
const contracts = 'packages/contracts/src'
const client = 'packages/client/src'

/** What is wrong, in which file, its text, and the rule that has to catch it. */
type Breach = readonly [what: string, file: string, text: string, rule: string]

const breaches: readonly Breach[] = [
  [
    'an unchecked index access',
    `${contracts}/planted-index.ts`,
    'export const first = (list: string[]): string => list[0]\n',
    'TS2322',
  ],
  [
    'undefined given to an optional property',
    `${contracts}/planted-optional.ts`,
    'export const planted: { name?: string } = { name: undefined }\n',
    'TS2375',
  ],
  ['an unused local', `${contracts}/planted-local.ts`, 'export function f(): void {\n  const left = 1\n}\n', 'TS6133'],
  ['a Node global in browser-safe code', `${contracts}/planted-global.ts`, 'export const here = process.cwd()\n', 'TS2591'],

  [
    'an any',
    `${contracts}/planted-any.ts`,
    'export const planted = (input: any): unknown => input\n',
    'lint/suspicious/noExplicitAny',
  ],
  [
    'process.env read outside config',
    `${domain}/planted-env.ts`,
    'export const port = process.env.PORT\n',
    'lint/style/noProcessEnv',
  ],
  ['a default export', `${domain}/planted-default.ts`, 'export default 1\n', 'lint/style/noDefaultExport'],
  [
    'a file name that is not kebab-case',
    `${domain}/PlantedName.ts`,
    'export const planted = 1\n',
    'lint/style/useFilenamingConvention',
  ],
  [
    'an unused import',
    `${domain}/planted-unused-import.ts`,
    "import path from 'node:path'\n\nexport const planted = 1\n",
    'lint/correctness/noUnusedImports',
  ],
  ['a file that is not formatted', `${domain}/planted-format.ts`, 'export const planted = "double";\n', 'format'],

  ['domain → engines', `${domain}/planted-engines.ts`, "import '@chatsphere/engines'\n", 'arrow-domain'],
  ['contracts → another package', `${contracts}/planted-package.ts`, "import '../../planted/src/index.ts'\n", 'arrow-contracts'],
  ['client → domain', `${client}/planted-domain.ts`, "import '@chatsphere/domain'\n", 'arrow-client'],
  ['client → a value of api', `${client}/planted-api.ts`, "import '@chatsphere/api'\n", 'arrow-client-types-only'],
  ['a screen → db', 'apps/web/src/features/planted/planted-db.ts', "import '@chatsphere/db'\n", 'arrow-web'],
  [
    'a screen → the server side of web',
    'apps/web/src/features/planted/planted-part.ts',
    "import '../../server/planted-server.ts'\n",
    'arrow-web',
  ],
  ['a route → domain', 'apps/web/src/app/planted/planted-domain.ts', "import '@chatsphere/domain'\n", 'arrow-web/app'],
  [
    'an app → another app',
    'apps/realtime/src/planted-app.ts',
    "import '../../workers/src/planted-testing.ts'\n",
    'arrow-realtime',
  ],
  ['production → testing', 'apps/workers/src/planted-testing.ts', "import '@chatsphere/testing'\n", 'arrow-workers'],
  ['production → a test', `${domain}/planted-test.ts`, "import './planted-used.test.ts'\n", 'arrow-domain'],
  ['a package → tools', 'packages/engines/src/planted-tools.ts', "import '../../../tools/check/finding.ts'\n", 'arrow-engines'],
  ['a package that is in no room', 'packages/planted/src/index.ts', 'export const planted = 1\n', 'arrow-no-room'],
  [
    'past the entry of a package',
    'apps/workers/src/planted-entry.ts',
    "import '../../../packages/domain/src/planted-used.ts'\n",
    'package-entry',
  ],
  [
    'past the index of a domain service',
    `${domain}/presence/planted-deep.ts`,
    "import '../chat/planted-act.ts'\n",
    'service-entry',
  ],
  [
    'the domain root past the index of a service',
    `${domain}/planted-deep.ts`,
    "import './chat/planted-act.ts'\n",
    'service-entry',
  ],
  ['chat → groups', `${domain}/chat/planted-groups.ts`, "import '../groups/index.ts'\n", 'service-chat-to-groups'],
  ['a cycle', `${domain}/planted-cycle.ts`, "import './planted-round.ts'\n", 'no-cycles'],
  ['domain → socket.io', `${domain}/planted-socket.ts`, "import 'socket.io'\n", 'outside-transports'],
  ['domain → node:http', `${domain}/planted-http.ts`, "import 'node:http'\n", 'outside-transports'],
  ['pg outside db and engines', 'apps/workers/src/planted-pg.ts', "import 'pg'\n", 'outside-database-drivers'],
  ['contracts → more than zod', `${contracts}/planted-uuid.ts`, "import 'uuidv7'\n", 'outside-contracts-imports'],
  ['a Node module in browser code', `${client}/planted-node.ts`, "import 'node:fs'\n", 'outside-browser-safe'],
  ['an import of nothing', `${domain}/planted-nothing.ts`, "import './planted-absent.ts'\n", 'not-found'],

  ['an unused file', `${domain}/planted-file.ts`, 'export const planted = 1\n', 'dead-code-files'],
  ['an unused export', `${domain}/planted-used.ts`, 'export const used = 1\nexport const unused = 2\n', 'dead-code-exports'],
  [
    'an undeclared dependency',
    `${domain}/planted-used.test.ts`,
    "import 'pino'\nimport { used } from './planted-used.ts'\n\nexport const sum = used\n",
    'dead-code-unlisted',
  ],

  [
    'SQL in an act',
    `${domain}/chat/planted-act.ts`,
    `export const planted = (id: string): string => \`SELECT body FROM m WHERE id = \${id}\`\n`,
    'sql-placement',
  ],
  [
    'SQL in small letters',
    'apps/web/src/server/planted-server.ts',
    "export const planted = 'delete from chat_schema.message'\n",
    'sql-placement',
  ],
  ['a file named after nothing', `${domain}/chat/planted-helpers.ts`, 'export const planted = 1\n', 'nameless'],
  ['a folder named after nothing', `${domain}/utils/planted-part.ts`, 'export const planted = 1\n', 'nameless'],
]

/** What the breaches lean on, and what must not be called a breach. */
const innocent: Readonly<Record<string, string>> = {
  [`${domain}/planted-round.ts`]: "import './planted-cycle.ts'\n",
  [`${client}/planted-types.ts`]: "import type { AppRouter } from '@chatsphere/api'\n\nexport type Planted = AppRouter\n",
  [`${domain}/planted-prose.ts`]: "export const hint = 'Select a person from the list, or update your name to set it'\n",
  [`${domain}/planted-repository.ts`]: "export const planted = 'SELECT 1 FROM conversation'\n",
  'packages/planted/package.json': '{ "name": "@chatsphere/planted", "version": "0.1.0", "private": true, "type": "module" }\n',
}

const changed: readonly (readonly [what: string, file: string, change: (text: string) => string, rule: string])[] = [
  [
    'a picture that is not the table',
    'docs/architecture.md',
    (text) => text.replace('domain --> db', 'domain --> engines'),
    'picture-stale',
  ],
  [
    'an unused dependency',
    'packages/domain/package.json',
    (text) => text.replace(/"dependencies":\s*\{/, (start) => `${start} "jose": "*",`),
    'dead-code-dependencies',
  ],
]

describe('npm run check', () => {
  let findings: readonly Finding[] = []

  beforeAll(async () => {
    copyTree()
    for (const [file, text] of Object.entries(innocent)) plant(file, text)
    for (const [, file, text] of breaches) plant(file, text)
    if (!existsSync(path.join(copy, domain, 'groups/index.ts'))) plant(`${domain}/groups/index.ts`, 'export const planted = 1\n')
    for (const [, file, change] of changed) plant(file, change(readFileSync(path.join(copy, file), 'utf8')))
    findings = (await Promise.all([check(CHECK_NAMES.slice(0, 1)), check(CHECK_NAMES.slice(1))])).flat()
  }, 240_000)

  afterAll(() => rmSync(copy, { recursive: true, force: true }))

  it.each([...breaches, ...changed])('catches %s', (_what, file, _text, rule) => {
    const rules = findings.filter((finding) => finding.file === file).map((finding) => finding.rule)
    expect(rules).toContain(rule)
  })

  it.each([
    [`${client}/planted-types.ts`, 'arrow-'],
    [`${domain}/planted-prose.ts`, 'sql-'],
    [`${domain}/planted-repository.ts`, 'sql-'],
    [`${domain}/planted-used.test.ts`, 'arrow-'],
  ])('leaves %s alone', (file, rules) => {
    expect(findings.filter((finding) => finding.file === file && finding.rule.startsWith(rules))).toEqual([])
  })

  it('finds nothing where nothing was planted', () => {
    const touched = new Set(changed.map(([, file]) => file))
    const planted = (file: string): boolean => /planted/i.test(file) || touched.has(file) || file === `${domain}/groups/index.ts`
    const others = findings.filter(({ file }) => !planted(file)).map(formatFinding)
    expect(others, `npm run check, of the tree as it is:\n${others.join('\n')}\n`).toEqual([])
  })
})

/** The tools are linked; the names of our own packages lead into the copy, or the real tree would be checked. */
function copyTree(): void {
  cpSync(root, copy, { recursive: true, filter: (source) => !NOT_COPIED.has(path.basename(source)) })
  mkdirSync(path.join(copy, 'node_modules/@chatsphere'), { recursive: true })
  for (const entry of readdirSync(path.join(root, 'node_modules'))) {
    if (entry === '@chatsphere' || entry === '.cache') continue
    symlinkSync(path.join(root, 'node_modules', entry), path.join(copy, 'node_modules', entry))
  }
  for (const folder of workspaceFolders(root)) {
    symlinkSync(path.join(copy, folder), path.join(copy, 'node_modules/@chatsphere', path.basename(folder)))
    const nested = path.join(root, folder, 'node_modules')
    if (existsSync(nested)) symlinkSync(nested, path.join(copy, folder, 'node_modules'))
  }
}

function plant(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(copy, file)), { recursive: true })
  writeFileSync(path.join(copy, file), text)
}

async function check(names: readonly string[]): Promise<readonly Finding[]> {
  const args = names.flatMap((name) => ['--only', name])
  const { stdout, stderr, code } = await runTool(copy, '../tools/check/main.ts', [...args, '--json'])
  if (code !== 0) throw new Error(`the checks ${names.join(', ')} crashed:\n${stderr}`)
  return JSON.parse(stdout) as readonly Finding[]
}
