import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/**
 * Writes the Prisma client to `src/generated`, without the network: Prisma's CLI insists on a schema engine
 * that it would download, but never starts it to generate, so any executable lets it pass.
 */
const here = fileURLToPath(new URL('.', import.meta.url))
const prisma = fileURLToPath(import.meta.resolve('prisma/build/index.js'))
const run = spawnSync(process.execPath, [prisma, 'generate', '--no-hints'], {
  cwd: here,
  env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1' },
  encoding: 'utf8',
})
if (run.status !== 0) {
  process.stderr.write(`${run.stdout}${run.stderr}\nThe Prisma client could not be generated.\n`)
  process.exit(1)
}
