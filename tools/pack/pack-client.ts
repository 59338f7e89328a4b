import { execFile } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { build } from 'tsdown'

const run = promisify(execFile)

/** In which of the written declarations the workspace's packages are. */
const ours: Readonly<Record<string, string>> = {
  '@chatsphere/contracts': 'contracts/src/index.d.ts',
  '@chatsphere/api': 'api/src/app-router.d.ts',
}

/** What only the entries for screens need: a program without any installs none of it. */
const forScreens: ReadonlySet<string> = new Set(['react', '@trpc/react-query', '@tanstack/react-query'])

interface Manifest {
  name: string
  version: string
  exports: Record<string, string>
  dependencies: Record<string, string>
}

/**
 * Packs the typed client as other programs get it, and answers the tarball's path in `destination`: JavaScript and declarations that
 * need no other package of this workspace. The types of the contracts and of the API's router are in the declarations.
 */
export async function packClient(root: string, destination: string): Promise<string> {
  const scratch = await mkdtemp(path.join(os.tmpdir(), 'chatsphere-pack-'))
  try {
    const declared = path.join(scratch, 'declared')
    const staged = path.join(scratch, 'package')
    await declareTypes(root, declared)
    await bundle(root, declared, path.join(staged, 'dist'))
    await stage(root, staged)
    await mkdir(destination, { recursive: true })
    const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', destination], { cwd: staged })
    return path.join(destination, tarballName(stdout))
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

/** tsc writes them, since to a bundler's own compiler the server's types, Prisma's among them, are too many. */
async function declareTypes(root: string, declared: string): Promise<void> {
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc')
  await run(process.execPath, [tsc, '-p', 'packages/client/tsconfig.pack.json', '--outDir', declared], { cwd: root })
  // What the server hands its procedures is nobody's business outside, and would bring the server's types along.
  await writeFile(path.join(declared, 'api/src/context.d.ts'), 'export type ApiContext = object\n')
  for (const file of await readdir(declared, { recursive: true })) {
    if (!file.endsWith('.d.ts')) continue
    const full = path.join(declared, file)
    await writeFile(full, pointInside(await readFile(full, 'utf8'), path.dirname(full), declared))
  }
}

/** Every import of one of our packages becomes one of its declarations. */
function pointInside(text: string, folder: string, declared: string): string {
  return text
    .replace(/(['"])(@chatsphere\/[a-z]+)\1/g, (whole, quote: string, name: string) => {
      const inside = ours[name]
      return inside ? `${quote}./${path.relative(folder, path.join(declared, inside)).replaceAll(path.sep, '/')}${quote}` : whole
    })
    .replace(/(['"]\.[^'"]*?)(?:\.d)?\.ts(['"])/g, '$1.js$2')
}

/** The names of the package's entries, and their sources in `src` without extension. */
function entriesOf(client: Manifest): [name: string, source: string][] {
  return Object.entries(client.exports).map(([entry, file]) => [
    entry === '.' ? 'index' : entry.slice('./'.length),
    file.slice('./src/'.length, -'.ts'.length),
  ])
}

async function readManifest(root: string, folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(path.join(root, folder, 'package.json'), 'utf8')) as Manifest
}

async function bundle(root: string, declared: string, outDir: string): Promise<void> {
  const cwd = path.join(root, 'packages/client')
  const entries = entriesOf(await readManifest(root, 'packages/client'))
  const from = (folder: string, extension: string) =>
    Object.fromEntries(entries.map(([name, source]) => [name, path.join(folder, source + extension)]))
  const common = { cwd, outDir, config: false, platform: 'neutral', clean: false, logLevel: 'error' } as const
  // Of the contracts only the values that it uses; their schemas stay with the server.
  await build({ ...common, entry: from(path.join(cwd, 'src'), '.ts'), dts: false, noExternal: [/^@chatsphere\//] })
  await build({
    ...common,
    entry: from(path.join(declared, 'client/src'), '.d.ts'),
    dts: { dtsInput: true, emitDtsOnly: true },
  })
}

async function stage(root: string, staged: string): Promise<void> {
  const client = await readManifest(root, 'packages/client')
  const contracts = await readManifest(root, 'packages/contracts')
  const api = await readManifest(root, 'packages/api')
  const needed = Object.entries({
    ...client.dependencies,
    '@trpc/server': api.dependencies['@trpc/server'],
    zod: contracts.dependencies.zod,
  }).filter(([name]) => !name.startsWith('@chatsphere/'))
  const [peers, dependencies] = [true, false].map((optional) => needed.filter(([name]) => forScreens.has(name) === optional))
  const manifest = {
    name: client.name,
    version: client.version,
    description: 'The typed client of ChatSphere X.',
    type: 'module',
    engines: { node: '>=22' },
    exports: Object.fromEntries(
      entriesOf(client).map(([name]) => [
        name === 'index' ? '.' : `./${name}`,
        { types: `./dist/${name}.d.ts`, default: `./dist/${name}.js` },
      ]),
    ),
    files: ['dist'],
    dependencies: Object.fromEntries(dependencies ?? []),
    peerDependencies: Object.fromEntries((peers ?? []).map(([name, version]) => [name, `^${version}`])),
    peerDependenciesMeta: Object.fromEntries((peers ?? []).map(([name]) => [name, { optional: true }])),
  }
  await writeFile(path.join(staged, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  await copyFile(path.join(root, 'docs/subsystems/client.md'), path.join(staged, 'README.md'))
}

/** npm answers a list, and newer ones an object by the package's name. */
function tarballName(answer: string): string {
  const packed = Object.values(JSON.parse(answer) as Record<string, { filename: string }>)[0]
  if (!packed) throw new Error('npm packed nothing')
  return packed.filename.replace(/^@/, '').replace('/', '-')
}
