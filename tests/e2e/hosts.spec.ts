import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { messages, openConversationWith, type Person, signUp, write } from './person.ts'
import { call } from './seed.ts'

const root = path.resolve(import.meta.dirname, '../..')

/*
 * A split deploy on one machine. Two names lead here, which for browsers are two sites: the web app is at one, sockets are at the other. The
 * web process may write no file.
 */
for (const host of ['as functions, without our own server around Next', 'as a server'] as const) {
  test.describe(`web ${host}, and sockets on another site`, () => {
    let folder: string
    let launcher: ChildProcess
    let address: string
    let realtimeUrl: string
    let shown = ''

    test.beforeEach(async ({ baseURL }) => {
      test.slow()
      folder = await mkdtemp(path.join(os.tmpdir(), 'chatsphere-hosts-'))
      const port = Number(new URL(baseURL ?? '').port) + 60
      const names = ['PORT', 'REALTIME_PORT', 'OPS_PORT_WEB', 'OPS_PORT_REALTIME', 'OPS_PORT_WORKERS']
      const ports = Object.fromEntries(names.map((name, index) => [name, String(port + index)]))
      address = `http://localhost:${port}`
      realtimeUrl = `http://127.0.0.1:${port + 1}`
      const asFunctions = host.startsWith('as functions')
      const args = [path.join(root, 'tests/e2e/start-hosted.ts'), '--read-only', ...(asFunctions ? ['--functions'] : [])]
      launcher = spawn(process.execPath, args, {
        cwd: root,
        env: {
          PATH: process.env.PATH,
          HOME: process.env.HOME,
          ...ports,
          DATA_DIR: folder,
          PUBLIC_URL: address,
          REALTIME_URL: realtimeUrl,
          RATE_LIMITS: 'off',
          ...(asFunctions && { CLIENT_ADDRESS_HEADER: 'x-real-ip' }),
        },
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      shown = ''
      const ready = Promise.withResolvers<void>()
      launcher.stdout?.on('data', (chunk) => {
        shown += String(chunk)
        if (shown.includes('Ready in')) ready.resolve()
      })
      launcher.once('exit', () => ready.reject(new Error(`It did not start:\n${shown}`)))
      await ready.promise
    })
    test.afterEach(async () => {
      const ended = once(launcher, 'exit')
      if (launcher.exitCode === null && launcher.kill('SIGTERM')) await ended
      await rm(folder, { recursive: true, force: true })
    })

    test('two people chat live, in pages that may connect there and send it no cookie', async ({ browser }) => {
      const ada = await signUp(browser, { name: 'Ada Byron', address })
      const bob = await signUp(browser, { name: 'Bob Stone', address })
      const sockets: string[] = []
      ada.page.on('websocket', (socket) => sockets.push(socket.url()))
      await ada.page.reload()
      await openConversationWith(ada.page, bob)
      await write(ada.page, bob, 'from one site')
      await openConversationWith(bob.page, ada)
      await expect(messages(bob.page, ada.name)).toContainText(['from one site'])
      await write(bob.page, ada, 'over the other')
      await expect(messages(ada.page, bob.name)).toContainText(['from one site', 'over the other'])

      expect(new Set(sockets.map((url) => new URL(url).origin))).toEqual(new Set([realtimeUrl.replace('http', 'ws')]))
      expect(await call(ada.page, 'system.realtime', undefined)).toEqual({ url: realtimeUrl })
      expect(await ada.context.cookies(realtimeUrl)).toEqual([])
      expect(await ada.page.evaluate(async () => (await navigator.serviceWorker.ready).active !== null)).toBe(true)
      expect([...ada.complaints, ...bob.complaints]).toEqual([])

      // Nothing was written, although signing up wanted to: so it was not possible either.
      expect(await readdir(folder)).not.toContain('mail')
      expect(shown).toContain('a mail could not be sent')
      await closeAll(ada, bob)
    })

    test('what is asked wrongly is refused, and every answer to a call has a name', async ({ request }) => {
      const refused = [
        await request.post(`${address}/sign-in`, { headers: { 'next-action': '0'.repeat(42) }, data: '[]' }),
        await request.post(`${address}/api/auth/callback/credentials`, { form: { ticket: 'x'.repeat(100_000) } }),
        await request.get(`${address}/api/trpc/users.me`),
        await request.get(`${address}/api/auth/session`),
      ]
      expect(refused.map((answer) => answer.status())).toEqual([405, 413, 401, 404])
      const named = { 'x-request-id': 'chosen-by-the-client' }
      const name = (await request.get(`${address}/api/trpc/users.me`, { headers: named })).headers()['x-request-id']
      // A server of ours believes this machine, where a proxy of one's own may stand; functions believe nobody.
      expect(name).toMatch(host === 'as a server' ? /^chosen-by-the-client$/ : /^[\da-f-]{36}$/)
      const worker = await request.get(`${address}/service-worker.js`)
      expect(worker.headers()).toMatchObject({
        'cache-control': 'no-cache',
        'content-security-policy': "default-src 'none'; connect-src 'self'",
        'content-type': expect.stringContaining('javascript'),
      })
    })
  })
}

async function closeAll(...people: readonly Person[]): Promise<void> {
  for (const { context } of people) await context.close()
}
