import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type Room, rooms } from './arrows.ts'
import type { Finding } from './finding.ts'

const FILE = 'docs/architecture.md'
const BEGIN = '<!-- arrows:begin -->'
const END = '<!-- arrows:end -->'

/** The picture in docs/architecture.md is the table that the arrows are checked by, or this fails. */
export async function checkArchitecturePicture(root: string): Promise<readonly Finding[]> {
  const file = path.join(root, FILE)
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  if (between(text) === architecturePicture()) return []
  const message = 'is not what tools/check/arrows.ts says: run `npm run check -- --write`'
  return [{ file: FILE, rule: 'picture-stale', message }]
}

export function writeArchitecturePicture(root: string): void {
  const file = path.join(root, FILE)
  const text = existsSync(file) ? readFileSync(file, 'utf8') : `# Architecture\n\n${BEGIN}${END}\n`
  const old = between(text)
  if (old === undefined) throw new Error(`${FILE} has no place for the picture: add ${BEGIN} and ${END}`)
  writeFileSync(
    file,
    text.replace(`${BEGIN}${old}${END}`, () => `${BEGIN}${architecturePicture()}${END}`),
  )
}

function between(text: string): string | undefined {
  const begin = text.indexOf(BEGIN)
  const end = text.indexOf(END)
  return begin < 0 || end < begin ? undefined : text.slice(begin + BEGIN.length, end)
}

/** Tests may import everything, which would bury the picture: they stand in the list below it only. */
function architecturePicture(): string {
  const drawn = rooms.filter((room) => room.name !== 'tests' && room.name !== 'testing')
  const kinds = [
    ['apps', drawn.filter((room) => room.inside.every((place) => place.startsWith('apps/')))],
    ['packages', drawn.filter((room) => room.inside.every((place) => place.startsWith('packages/')))],
  ] as const
  const lines = [
    '```mermaid',
    'flowchart TD',
    ...kinds.flatMap(([kind, members]) => [`  subgraph ${kind}`, ...members.map((room) => `    ${node(room)}`), '  end']),
    ...drawn.filter((room) => !kinds.some(([, members]) => members.includes(room))).map((room) => `  ${node(room)}`),
    ...drawn.flatMap((room) => [
      ...room.mayImport.map((target) => `  ${id(room.name)} --> ${id(target)}`),
      ...(room.mayImportTypes ?? []).map((target) => `  ${id(room.name)} -. types .-> ${id(target)}`),
    ]),
    '```',
    '',
    '| room | holds | may import | why |',
    '| --- | --- | --- | --- |',
    ...rooms.map((room) => `| \`${room.name}\` | ${room.holds} | ${targets(room)} | ${room.why} |`),
  ]
  return `\n${lines.join('\n')}\n`
}

function node(room: Room): string {
  return `${id(room.name)}["<b>${room.name}</b><br/>${room.holds}"]`
}

function id(name: string): string {
  return name.replace('/', '-')
}

function targets(room: Room): string {
  if (room.name === 'tests') return 'everything'
  if (room.name === 'testing') return 'all packages'
  return [...room.mayImport, ...(room.mayImportTypes ?? []).map((name) => `${name} (types only)`)].join(', ') || 'nothing of ours'
}
