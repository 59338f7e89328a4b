import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { type ChatClient, createClient } from '@chatsphere/client'
import { loadConfig } from '@chatsphere/config'
import { createLogger } from '@chatsphere/runtime'
import {
  createAccountFor,
  createTestCtx,
  createTestDatabase,
  freePort,
  startApiServer,
  type TestAccount,
  type TestDatabase,
  testAuthSecret,
  testIssuer,
  until,
} from '@chatsphere/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RealtimeNode, startNode } from '../../apps/realtime/src/node.ts'
import { packClient } from '../../tools/pack/pack-client.ts'

const run = promisify(execFile)
const root = path.resolve(import.meta.dirname, '../..')

let outside: string
let database: TestDatabase
let node: RealtimeNode
let api: Awaited<ReturnType<typeof startApiServer>>
let ada: TestAccount
let bob: TestAccount
let client: ChatClient

async function startServer(): Promise<void> {
  database = await createTestDatabase()
  const ctx = await createTestCtx(database.open('chatsphere_web'))
  const port = await freePort()
  const config = loadConfig({
    DATABASE_URL: database.url,
    AUTH_SECRET: testAuthSecret,
    PUBLIC_URL: testIssuer,
    REALTIME_PORT: String(port),
    HOST: '127.0.0.1',
    PORT: '1',
  })
  node = await startNode(config, createLogger('realtime', 'silent'))
  api = await startApiServer(ctx, `http://127.0.0.1:${port}`)
  ada = await createAccountFor(ctx, 'ada')
  bob = await createAccountFor(ctx, 'bob')
  client = await createClient({ url: api.url, login: { identifier: bob.username, password: bob.password } })
  client.start()
  await client.whenReady()
}

/** A folder outside the workspace in which the tarball is all that is known of the project. */
async function install(): Promise<void> {
  outside = await mkdtemp(path.join(os.tmpdir(), 'chatsphere-outside-'))
  const tarball = await packClient(root, outside)
  const nodeTypes = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')).devDependencies['@types/node']
  await writeFile(path.join(outside, 'package.json'), '{ "private": true, "type": "module" }')
  const packages = [tarball, `@types/node@${nodeTypes}`]
  await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', ...packages], { cwd: outside })
  await copyFile(path.join(import.meta.dirname, 'fixtures/say-hello.ts'), path.join(outside, 'say-hello.ts'))
  await copyFile(path.join(root, 'examples/echo-bot/echo-bot.ts'), path.join(outside, 'echo-bot.ts'))
}

/**
 * What the compiler has to say about a program outside and about the declarations that it uses, a line for each error. Those of tRPC
 * themselves need types of `ws` that it does not bring along, so that they are not asked for.
 */
async function compile(file: string): Promise<string[]> {
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc')
  const options = ['--strict', '--noEmit', '--target', 'es2024', '--module', 'nodenext', '--types', 'node']
  const { stdout } = await run(process.execPath, [tsc, ...options, file], { cwd: outside }).catch(
    (error: { stdout: string }) => error,
  )
  return stdout.split('\n').filter((line) => line.includes('error TS') && !line.startsWith('node_modules/@trpc/'))
}

beforeAll(async () => {
  await Promise.all([startServer(), install()])
})
afterAll(async () => {
  client?.stop()
  await api?.close()
  await node?.close()
  await database?.drop()
  if (outside) await rm(outside, { recursive: true, force: true })
})

test('the tarball names no package of the workspace, neither in what it needs nor in what it says', async () => {
  const folder = path.join(outside, 'node_modules/@chatsphere/client')
  const manifest = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'))
  expect(
    Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }).filter((name) => /chatsphere/.test(name)),
  ).toEqual([])
  const { stdout } = await run('grep', ['-rlE', `from "@chatsphere/|import\\("@chatsphere/`, 'dist'], { cwd: folder }).catch(
    () => ({
      stdout: '',
    }),
  )
  expect(stdout).toBe('')
})

test('a program of ten lines compiles strictly, signs in, opens a conversation and sends', async () => {
  expect(await compile('say-hello.ts')).toEqual([])
  const args = ['say-hello.ts', api.url, ada.username, ada.password, bob.actor.userId]
  await run(process.execPath, args, { cwd: outside, timeout: 20_000 })
  const conversation = await until(() => client.state().conversations.find(({ peer }) => peer?.id === ada.actor.userId))
  await until(() => client.timeline(conversation.id).messages.at(-1)?.body === 'Hello from outside')
})

test.each([
  ['input', '{ identifier,', '{ identifer: identifier,'],
  ['call', 'client.openDirect', 'client.opnDirect'],
])('a misspelt %s is the one thing that does not compile', async (_what, right, wrong) => {
  const text = await readFile(path.join(outside, 'say-hello.ts'), 'utf8')
  const lines = text.replace(right, wrong).split('\n')
  await writeFile(path.join(outside, 'misspelt.ts'), lines.join('\n'))
  const at = lines.findIndex((line) => line.includes(wrong)) + 1
  const errors = await compile('misspelt.ts')
  expect(errors.map((error) => error.replace(/,.*/, ''))).toEqual([`misspelt.ts(${at}`])
})

async function startBot(): Promise<ChildProcess> {
  const bot = spawn(process.execPath, ['echo-bot.ts'], {
    cwd: outside,
    env: { ...process.env, CHATSPHERE_URL: api.url, BOT_USERNAME: ada.username, BOT_PASSWORD: ada.password },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const printed of bot.stdout) if (String(printed).includes('is listening')) break
  return bot
}

test('the echo bot answers each message written to it, once and in order, and ends when it is told to', async () => {
  expect(await compile('echo-bot.ts')).toEqual([])
  const bot = await startBot()
  try {
    const { id } = await client.openDirect(ada.actor.userId)
    const heard: string[] = []
    const end = client.onMessage((message) => void heard.push(message.body))
    for (const word of ['one', 'two', 'three']) client.send(id, word)
    await until(() => heard.length >= 3)
    expect(heard).toEqual(['You said: one', 'You said: two', 'You said: three'])
    const [first] = client.timeline(id).messages.filter((message) => message.body === 'one')
    expect(client.timeline(id).messages.find((message) => message.replyTo === first?.id)?.body).toBe('You said: one')
    end()
  } finally {
    const ended = once(bot, 'exit')
    bot.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
  }
})
