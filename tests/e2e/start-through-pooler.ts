import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { startPgBouncer } from '@chatsphere/testing'
import { findServers } from '../../tools/test/find-servers.ts'

/*
 * Instead of `npm start` alone, with E2E_POOLER=on: the same behind a PgBouncer of its own, whose pool is smaller than what any process may ask for.
 */
const poolSize = 4
const { TEST_DATABASE_URL: url } = process.env
if (!url) throw new Error('TEST_DATABASE_URL is missing: start the tests with "npm test"')
const { env, missing } = await findServers(process.env, [])
for (const { name, howToGet } of missing) throw new Error(`No ${name} found. Get one: ${howToGet}`)
Object.assign(process.env, env)

const pooler = await startPgBouncer({ url, poolSize })
const launcher = spawn(process.execPath, [path.resolve(import.meta.dirname, '../../tools/start/main.ts')], {
  env: { ...process.env, DATABASE_URL: pooler.through(url), DIRECT_DATABASE_URL: url },
  stdio: 'inherit',
})
process.on('SIGTERM', () => launcher.kill('SIGTERM'))
const [code] = await once(launcher, 'exit')
await pooler.stop()
process.exit(Number(code ?? 1))
