import { readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import path from 'node:path'
import { cruise, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser'
import { forbiddenBetweenServices, type OutsideRule, outsideRules, type Room, rooms } from './arrows.ts'
import type { Finding } from './finding.ts'
import { workspaceFolders } from './workspaces.ts'

const OURS = '^(apps|packages|tests|tools)/'
/** As in the tsconfig of the workspace; one that is missing here shows as `not-found`. */
const ALIASES = { '@': 'apps/web/src' }
const TEST_FILES = ['^tests/', '\\.test\\.tsx?$']

/**
 * Every import of the tree obeys the table of `arrows.ts`.
 *
 * A checker that resolves nothing finds nothing, and looks green (an unsupported TypeScript or a changed layout is
 * enough). So it also says what it must have seen: every workspace, and imports from one to another.
 */
export async function checkArrows(root: string): Promise<readonly Finding[]> {
  const { output } = await cruise(
    ['apps', 'packages', 'tests', 'tools'],
    {
      baseDir: root,
      validate: true,
      ruleSet: { forbidden: [...arrowRules(root)] },
      doNotFollow: { path: ['node_modules', '^packages/db/src/generated/'] },
      exclude: { path: ['(^|/)\\.(next|data|turbo)/', '(^|/)next-env\\.d\\.ts$', '(^|/)test-results/'] },
      tsPreCompilationDeps: 'specify',
      combinedDependencies: true,
      moduleSystems: ['es6', 'cjs'],
      skipAnalysisNotInRules: true,
      enhancedResolveOptions: {
        exportsFields: ['exports'],
        conditionNames: ['import', 'require', 'node', 'default', 'types'],
      },
    },
    {
      alias: Object.entries(ALIASES).map(([name, folder]) => ({ name, alias: path.join(root, folder) })),
      extensions: ['.ts', '.tsx', '.d.ts', '.mjs', '.js', '.json', '.css'],
    },
  )
  if (typeof output === 'string') throw new Error(`dependency-cruiser answered text instead of a result: ${output}`)
  return [...blindness(root, output), ...homeless(output), ...violations(output)]
}

function arrowRules(root: string): readonly IForbiddenRuleType[] {
  return [
    ...rooms.flatMap(roomRules),
    ...packageEntryRules(root),
    ...domainRules(),
    ...outsideRules.map(outsideRule),
    {
      name: 'no-cycles',
      comment: 'Of two files that need each other neither can be understood, tested or moved alone.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'not-found',
      comment: 'An import that this check cannot resolve is one that it cannot judge.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ]
}

function roomRules(room: Room): readonly IForbiddenRuleType[] {
  const types = room.mayImportTypes ?? []
  const allowed = [room.name, ...room.mayImport, ...types].map((name) => roomPattern(roomNamed(name)))
  const list = [...room.mayImport, ...types.map((name) => `${name} (types only)`)].join(', ') || 'nothing of ours'
  return [
    {
      name: `arrow-${room.name}`,
      comment: `${room.name} may import ${list}. ${room.why}`,
      severity: 'error',
      from: { path: roomPattern(room) },
      to: { path: OURS, pathNot: allowed },
    },
    ...types.map(
      (name): IForbiddenRuleType => ({
        name: `arrow-${room.name}-types-only`,
        comment: `${room.name} may import only types of ${name} (import type). ${room.why}`,
        severity: 'error',
        from: { path: roomPattern(room) },
        to: { path: roomPattern(roomNamed(name)), preCompilationOnly: false },
      }),
    ),
  ]
}

/** A package is entered by what its package.json exports: Node enforces that for names, this for relative paths. */
function packageEntryRules(root: string): readonly IForbiddenRuleType[] {
  const entries = workspaceFolders(root)
    .filter((folder) => folder.startsWith('packages/'))
    .flatMap((folder) => exportedFiles(root, folder).map((file) => `^${escapeRegExp(file)}$`))
  const comment = 'A package is entered by what its package.json exports; everything else in it may change at any time.'
  return [
    {
      name: 'package-entry',
      comment,
      severity: 'error',
      from: { path: '^(packages|apps)/([^/]+)/' },
      to: { path: '^packages/', pathNot: ['^$1/$2/', ...entries] },
    },
    {
      name: 'package-entry',
      comment,
      severity: 'error',
      from: { path: '^(tools|tests)/' },
      to: { path: '^packages/', pathNot: entries },
    },
  ]
}

function domainRules(): readonly IForbiddenRuleType[] {
  const index = '^packages/domain/src/[^/]+/index\\.ts$'
  const comment = 'A domain service is entered by its index.ts: what is not there is its own business.'
  return [
    {
      name: 'service-entry',
      comment,
      severity: 'error',
      from: { path: '^packages/domain/src/([^/]+)/', pathNot: TEST_FILES },
      to: { path: '^packages/domain/src/[^/]+/', pathNot: ['^packages/domain/src/$1/', index] },
    },
    {
      name: 'service-entry',
      comment,
      severity: 'error',
      from: { path: '^packages/domain/src/[^/]+$', pathNot: TEST_FILES },
      to: { path: '^packages/domain/src/[^/]+/', pathNot: [index] },
    },
    ...forbiddenBetweenServices.map(
      ({ from, to, why }): IForbiddenRuleType => ({
        name: `service-${from}-to-${to}`,
        comment: why,
        severity: 'error',
        from: { path: `^packages/domain/src/${from}/`, pathNot: TEST_FILES },
        to: { path: `^packages/domain/src/${to}/` },
      }),
    ),
  ]
}

function outsideRule(rule: OutsideRule): IForbiddenRuleType {
  const modules = rule.modules.map(modulePattern)
  const inside = rule.rooms.map((name) => roomPattern(roomNamed(name)))
  const base = { name: `outside-${rule.name}`, severity: 'error' as const }
  switch (rule.kind) {
    case 'only-in':
      return {
        ...base,
        comment: `${rule.modules.join(', ')}: only in ${rule.rooms.join(', ')}. ${rule.why}`,
        from: { path: OURS, pathNot: inside },
        to: { path: modules },
      }
    case 'never-in':
      return {
        ...base,
        comment: `${rule.modules.join(', ')}: never in ${rule.rooms.join(', ')}. ${rule.why}`,
        from: { path: inside },
        to: { path: modules },
      }
    case 'nothing-else-in':
      return {
        ...base,
        comment: `${rule.rooms.join(', ')} may use ${rule.modules.join(', ')} and nothing else. ${rule.why}`,
        from: { path: inside },
        to: { pathNot: [OURS, ...modules] },
      }
  }
}

function roomNamed(name: string): Room {
  const room = rooms.find((candidate) => candidate.name === name)
  if (!room) throw new Error(`arrows.ts names a room "${name}" that it does not describe`)
  return room
}

/** Test files belong to `tests` wherever they lie, so every other room leaves them out. */
function roomPattern(room: Room): string {
  const outside = [...(room.outside ?? []), ...(room.name === 'tests' ? [] : ['.*\\.test\\.tsx?$'])]
  const except = outside.length > 0 ? `(?!${outside.join('|')})` : ''
  return `^${except}(${room.inside.join('|')})`
}

function modulePattern(name: string): string {
  if (name === 'node:*') return `^(node:)?(${builtinModules.map(escapeRegExp).join('|')})$`
  if (name.startsWith('node:')) return `^(node:)?${escapeRegExp(name.slice('node:'.length))}$`
  const wild = escapeRegExp(name).replace('\\*', '[^/]+')
  return `(^|node_modules/)(@types/)?${wild}(/|$)`
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

function exportedFiles(root: string, folder: string): readonly string[] {
  const manifest: unknown = JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8'))
  const exported = typeof manifest === 'object' && manifest !== null && 'exports' in manifest ? manifest.exports : {}
  return filesOf(exported).map((file) => path.posix.join(folder, file))
}

function filesOf(exported: unknown): readonly string[] {
  if (typeof exported === 'string') return [exported]
  return typeof exported === 'object' && exported !== null ? Object.values(exported).flatMap(filesOf) : []
}

function blindness(root: string, result: ICruiseResult): readonly Finding[] {
  const seen = result.modules.filter((module) => new RegExp(OURS).test(module.source))
  const edges = seen.flatMap((module) => module.dependencies.map(({ resolved }) => ({ from: module.source, to: resolved })))
  const crossing = edges.filter(({ from, to }) => to.startsWith('packages/') && workspaceOf(to) !== workspaceOf(from))
  const unseen = workspaceFolders(root).filter((folder) => !seen.some(({ source }) => source.startsWith(`${folder}/`)))
  const blind = (message: string): Finding => ({ file: 'tools/check/arrows.ts', rule: 'arrows-blind', message })
  return [
    ...unseen.map((folder) => blind(`saw no module of ${folder}: nothing there was checked`)),
    ...(edges.length < seen.length
      ? [blind(`saw ${edges.length} imports in ${seen.length} modules: it cannot read the sources`)]
      : []),
    ...(crossing.length === 0 ? [blind('saw no import from one workspace to another: names of packages are not resolved')] : []),
  ]
}

function homeless(result: ICruiseResult): readonly Finding[] {
  const patterns = rooms.map((room) => new RegExp(roomPattern(room)))
  return result.modules
    .map(({ source }) => source)
    .filter((source) => new RegExp(OURS).test(source) && !source.includes('node_modules/'))
    .filter((source) => !patterns.some((pattern) => pattern.test(source)))
    .map((file) => ({
      file,
      rule: 'arrow-no-room',
      message: 'lies in no room of tools/check/arrows.ts: add the room with its reason',
    }))
}

function violations(result: ICruiseResult): readonly Finding[] {
  return result.summary.violations.map(({ rule, from, to, cycle }) => {
    const comment = result.summary.ruleSetUsed?.forbidden?.find(({ name }) => name === rule.name)?.comment ?? ''
    const target = cycle ? cycle.map(({ name }) => name).join(' → ') : to
    return { file: from, rule: rule.name, message: `→ ${target}: ${comment}` }
  })
}

function workspaceOf(file: string): string {
  return file.split('/', 2).join('/')
}
