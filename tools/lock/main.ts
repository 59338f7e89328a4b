import { readFile, writeFile } from 'node:fs/promises'
import { completeLock, type Lock } from './complete-lock.ts'

/** `npm run lock`, after each change of a dependency: completes package-lock.json and says by how much. */
const file = new URL('../../package-lock.json', import.meta.url)
const lock = JSON.parse(await readFile(file, 'utf8')) as Lock
const { completed, added, unknown } = completeLock(lock)
await writeFile(file, `${JSON.stringify(completed, null, 2)}\n`)
console.log(`${added.length} packages of other platforms added to package-lock.json`)
if (unknown.length > 0) {
  console.error(`No platform can be read from these names, add them by hand: ${unknown.join(', ')}`)
  process.exitCode = 1
}
