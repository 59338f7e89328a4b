import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { chromium, expect, type Page, test } from '@playwright/test'
import { openConversationWith, signUp, write } from './person.ts'

const root = path.resolve(import.meta.dirname, '../..')

/** A name that leads to this machine and that no browser takes for it: what a phone on the network sees. */
const networkName = 'box.test'

test('from another device over plain HTTP it runs in reduced mode, which says so and chats', async ({ baseURL }) => {
  const { port } = new URL(baseURL ?? '')
  const { launchOptions } = test.info().project.use
  const args = [...(launchOptions?.args ?? []), `--host-resolver-rules=MAP ${networkName} 127.0.0.1`]
  const browser = await chromium.launch({ ...launchOptions, args })
  const address = `http://${networkName}:${port}`
  const ada = await signUp(browser, { name: 'Ada Byron', address })
  const bob = await signUp(browser, { name: 'Bob Stone', address })
  expect(await ada.page.evaluate(() => window.isSecureContext)).toBe(false)
  await openConversationWith(ada.page, bob)
  await write(ada.page, bob, 'over the network')
  await expect(bob.page.getByRole('link', { name: /Ada Byron/ })).toContainText('over the network')
  await ada.page.getByRole('button', { name: 'You and settings' }).click()
  await expect(ada.page.getByText('Reduced mode')).toBeVisible()
  await browser.close()
})

test.describe('npm start -- --https', () => {
  let folder: string
  let launcher: ChildProcess
  let address: string

  test.beforeEach(async ({ baseURL }) => {
    test.slow()
    folder = await mkdtemp(path.join(os.tmpdir(), 'chatsphere-https-'))
    const port = Number(new URL(baseURL ?? '').port) + 40
    const names = ['PORT', 'REALTIME_PORT', 'OPS_PORT_WEB', 'OPS_PORT_REALTIME', 'OPS_PORT_WORKERS']
    const ports = Object.fromEntries(names.map((name, index) => [name, String(port + index)]))
    address = `https://localhost:${port}`
    launcher = spawn(process.execPath, [path.join(root, 'tools/start/main.ts'), '--https'], {
      cwd: root,
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...ports, DATA_DIR: folder, HOST: '127.0.0.1' },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let shown = ''
    for await (const chunk of launcher.stdout ?? []) {
      shown += String(chunk)
      if (shown.includes('Ready in')) break
    }
    expect(shown).toContain(`Open            ${address}`)
  })
  test.afterEach(async () => {
    const ended = once(launcher, 'exit')
    launcher.kill('SIGTERM')
    await ended
    await rm(folder, { recursive: true, force: true })
  })

  test('speaks HTTPS with its own certificate: cookies are bound to the host, sockets are secure', async ({ browser }) => {
    const rana = await signUp(browser, { name: 'Rana Haddad', address })
    const sockets: string[] = []
    rana.page.on('websocket', (socket) => sockets.push(socket.url()))
    await rana.page.reload()
    await expect(rana.page.getByRole('button', { name: /Online/ })).toBeVisible()
    expect(sockets[0]).toMatch(/^wss:/)
    const [cookie] = (await rana.context.cookies()).filter(({ name }) => name.includes('session'))
    expect(cookie).toMatchObject({ name: '__Host-chatsphere.session', secure: true, httpOnly: true })
    expect(await isSecure(rana.page)).toBe(true)
    const authority = await rana.page.request.get(`${address}/authority.crt`)
    expect(await authority.text()).toContain('BEGIN CERTIFICATE')
    await rana.context.close()
  })
})

function isSecure(page: Page): Promise<boolean> {
  return page.evaluate(() => window.isSecureContext)
}
