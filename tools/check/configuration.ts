import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { listVariables, type Variable } from '@chatsphere/config'
import type { Finding } from './finding.ts'

/** What is written from the variables of packages/config. */
const files: Readonly<Record<string, (variables: readonly Variable[]) => string>> = {
  'docs/configuration.md': table,
  '.env.example': example,
}

/** The table of docs/configuration.md and .env.example say what the processes read, or this fails. */
export async function checkConfiguration(root: string): Promise<readonly Finding[]> {
  const variables = listVariables()
  return Object.entries(files)
    .filter(([file, write]) => read(path.join(root, file)) !== write(variables))
    .map(([file]) => ({
      file,
      rule: 'configuration-stale',
      message: 'is not what packages/config/src says: run `npm run check -- --write`',
    }))
}

export function writeConfiguration(root: string): void {
  const variables = listVariables()
  for (const [file, write] of Object.entries(files)) writeFileSync(path.join(root, file), write(variables))
}

const read = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined)

function table(variables: readonly Variable[]): string {
  return `# Configuration
What a process reads once, when it starts. Everything has a default with \`npm start\`; whatever is wrong is told at start, all at once. What can be
changed while the server runs is in the app, under Administration. This page is written by \`npm run check -- --write\`.

| variable | default | what it is for |
| --- | --- | --- |
${variables.map(({ name, defaultValue, text }) => `| \`${name}\` | ${defaultValue ? `\`${defaultValue}\`` : ''} | ${text} |`).join('\n')}
`
}

function example(variables: readonly Variable[]): string {
  const entries = variables.map(
    ({ name, text, example, defaultValue }) => `# ${text.replaceAll('`', '')}\n#${name}=${example ?? defaultValue ?? ''}\n`,
  )
  return `# Everything has a default. Copy what you change to .env; the environment wins over the file.\n\n${entries.join('\n')}`
}
