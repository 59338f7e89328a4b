import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { messages, openConversationWith, openPage, type Person, railRow, signUp, write } from './person.ts'

/** Cuts the network, and says so: emulation leaves open websockets to this machine alone. */
async function goOffline(context: BrowserContext): Promise<void> {
  await context.setOffline(true)
  for (const page of context.pages()) await page.evaluate(() => window.dispatchEvent(new Event('offline')))
}

/** What the page's storage has in a table, by key. */
function stored(page: Page, table: 'outbox' | 'snapshot'): Promise<Record<string, { cursor?: number }>> {
  return page.evaluate(async (name) => {
    const request = <Result>(asked: IDBRequest<Result>) =>
      new Promise<Result>((resolve, reject) => {
        asked.onsuccess = () => resolve(asked.result)
        asked.onerror = () => reject(asked.error)
      })
    const known = await indexedDB.databases()
    if (!known.some((database) => database.name === 'chatsphere')) return {}
    const database = await request(indexedDB.open('chatsphere'))
    const rows = database.transaction(name).objectStore(name)
    const [keys, values] = await Promise.all([request(rows.getAllKeys()), request(rows.getAll())])
    database.close()
    return Object.fromEntries(keys.map((key, index) => [String(key), values[index]]))
  }, table)
}

async function storedKeys(page: Page, table: 'outbox' | 'snapshot'): Promise<string[]> {
  return Object.keys(await stored(page, table))
}

/** From here on the page opens without a network: its version is installed, and the open conversation is stored with its message. */
async function readyForOffline(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { serviceWorker } = navigator
    if (!serviceWorker.controller) await new Promise((resolve) => serviceWorker.addEventListener('controllerchange', resolve))
  })
  const id = new URL(page.url()).pathname.split('/')[2]
  await expect.poll(async () => (await stored(page, 'snapshot'))[`conversation:${id}`]?.cursor ?? 0).toBeGreaterThan(0)
}

function sent(page: Page, name: string) {
  return messages(page, name).getByRole('img', { name: /^(Sent|Delivered|Read)$/ })
}

test.describe('without a network', () => {
  let mira: Person
  let jon: Person

  test.beforeEach(async ({ browser }) => {
    mira = await signUp(browser, { name: 'Mira Castell' })
    jon = await signUp(browser, { name: 'Jon Rees' })
    await openConversationWith(mira.page, jon)
    await write(mira.page, jon, 'before')
    await expect(sent(mira.page, jon.name)).toHaveCount(1)
    await readyForOffline(mira.page)
  })
  test.afterEach(async () => {
    expect(mira.complaints).toEqual([])
    expect(jon.complaints).toEqual([])
    await mira.context.close()
    await jon.context.close()
  })

  test('what is written survives a reload, and is sent once and in order when back', async () => {
    await goOffline(mira.context)
    for (const body of ['first', 'second']) await write(mira.page, jon, body)
    await expect(mira.page.getByText('2 messages will be sent when you are back')).toBeVisible()
    await mira.page.reload()
    await expect(messages(mira.page, jon.name)).toContainText(['before', 'first', 'second'])
    await expect(mira.page.getByText('2 messages will be sent when you are back')).toBeVisible()
    await write(mira.page, jon, 'third')
    await mira.page.reload()
    await expect(messages(mira.page, jon.name)).toContainText(['before', 'first', 'second', 'third'])
    await mira.context.setOffline(false)
    await expect(sent(mira.page, jon.name)).toHaveCount(4, { timeout: 30_000 })
    await railRow(jon.page, mira.name).click()
    await expect(messages(jon.page, mira.name)).toHaveCount(4)
    await expect(messages(jon.page, mira.name)).toContainText(['before', 'first', 'second', 'third'])
    expect(await storedKeys(mira.page, 'outbox')).toEqual([])
  })

  test('the app opens at any of its addresses, and a link into it at that conversation', async () => {
    const conversation = mira.page.url()
    await goOffline(mira.context)
    for (const path of ['/', '/chat', '/sign-in']) {
      await mira.page.goto(path)
      await expect(railRow(mira.page, jon.name)).toContainText('before')
      await expect(mira.page).toHaveURL(/\/chat$/)
    }
    await railRow(mira.page, jon.name).click()
    await expect(mira.page).toHaveURL(conversation)
    await mira.page.goBack()
    await expect(mira.page).toHaveURL(/\/chat$/)
    for (const address of [conversation, `${conversation}?m=1`]) {
      await mira.page.goto(address)
      await expect(messages(mira.page, jon.name)).toHaveText([/before/])
    }
    await mira.page.goto('/settings/appearance')
    await expect(mira.page.getByRole('heading', { level: 2, name: 'Appearance' })).toBeVisible()
    await mira.page.goto(conversation)
    await mira.page.getByRole('button', { name: 'Settings' }).click()
    await expect(mira.page.getByRole('menuitem', { name: 'Sign out' })).toBeVisible()
  })

  test('two tabs write, reload and come back: each message once, in the order of its tab', async () => {
    const other = await openPage(mira.context)
    await other.page.goto(mira.page.url())
    await expect(messages(other.page, jon.name)).toHaveCount(1)
    await goOffline(mira.context)
    for (const number of [1, 2, 3]) {
      await write(mira.page, jon, `left ${number}`)
      await write(other.page, jon, `right ${number}`)
    }
    await expect(messages(mira.page, jon.name)).toHaveCount(7)
    await Promise.all([mira.page.reload(), other.page.reload()])
    for (const page of [mira.page, other.page]) await expect(messages(page, jon.name)).toHaveCount(7)
    await mira.context.setOffline(false)
    for (const page of [mira.page, other.page]) await expect(sent(page, jon.name)).toHaveCount(7, { timeout: 30_000 })
    await railRow(jon.page, mira.name).click()
    await expect(messages(jon.page, mira.name)).toHaveCount(7)
    const arrived = (await messages(jon.page, mira.name).allTextContents()).join('\n').match(/(left|right) \d/g) ?? []
    for (const side of ['left', 'right']) {
      expect(arrived.filter((body) => body.startsWith(side))).toEqual([1, 2, 3].map((number) => `${side} ${number}`))
    }
    expect(other.complaints).toEqual([])
  })

  test('when the tab that sends closes, another one takes over', async () => {
    const other = await openPage(mira.context)
    await other.page.goto(mira.page.url())
    await expect(messages(other.page, jon.name)).toHaveCount(1)
    await goOffline(mira.context)
    await write(mira.page, jon, 'from the one that closes')
    await expect(messages(other.page, jon.name)).toHaveCount(2)
    await mira.page.close()
    await write(other.page, jon, 'from the one that stays')
    await mira.context.setOffline(false)
    await expect(sent(other.page, jon.name)).toHaveCount(3, { timeout: 30_000 })
    await railRow(jon.page, mira.name).click()
    await expect(messages(jon.page, mira.name)).toContainText(['before', 'from the one that closes', 'from the one that stays'])
  })

  test('a device that cannot store says so, and sends all the same', async () => {
    await mira.page.evaluate(() => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException('full', 'QuotaExceededError')
      }
    })
    await goOffline(mira.context)
    await write(mira.page, jon, 'not stored')
    await expect(messages(mira.page, jon.name)).toHaveCount(2)
    await expect(mira.page.getByText('1 unsent – keep this page open')).toBeVisible()
    await mira.context.setOffline(false)
    await expect(sent(mira.page, jon.name)).toHaveCount(2, { timeout: 30_000 })
  })

  test('it opens within a second', async () => {
    await goOffline(mira.context)
    const took: number[] = []
    for (let round = 0; round < 5; round++) {
      await mira.page.reload({ waitUntil: 'commit' })
      await expect(messages(mira.page, jon.name)).toHaveText([/before/])
      // Since the navigation began; what the test needs to notice it comes on top.
      took.push(await mira.page.evaluate(() => performance.now()))
    }
    const median = took.sort((one, other) => one - other)[2] ?? Number.NaN
    console.log(`offline open: median ${Math.round(median)} ms of ${took.map(Math.round).join(', ')}`)
    expect(median).toBeLessThan(1_000)
  })
})

test.describe('signed out', () => {
  let mira: Person
  let jon: Person

  test.beforeEach(async ({ browser }) => {
    mira = await signUp(browser, { name: 'Mira Castell' })
    jon = await signUp(browser, { name: 'Jon Rees' })
    await openConversationWith(mira.page, jon)
    await write(mira.page, jon, 'a secret of Mira')
    await expect(sent(mira.page, jon.name)).toHaveCount(1)
    await readyForOffline(mira.page)
  })
  test.afterEach(async () => {
    await mira.context.close()
    await jon.context.close()
  })

  /** Neither in the storage nor in any cache is anything of hers. */
  async function expectNothingLeft(page: Page): Promise<void> {
    expect(await storedKeys(page, 'snapshot')).toEqual([])
    expect(await storedKeys(page, 'outbox')).toEqual([])
    const { addresses, texts } = await page.evaluate(async () => {
      const texts: string[] = []
      const addresses: string[] = []
      for (const name of await caches.keys()) {
        const cache = await caches.open(name)
        for (const answer of await cache.matchAll()) {
          addresses.push(new URL(answer.url).pathname)
          texts.push(await answer.text())
        }
      }
      return { addresses, texts }
    })
    expect(texts.some((cached) => cached.includes('a secret of Mira') || cached.includes(mira.username))).toBe(false)
    expect(addresses.filter((path) => path !== '/offline' && !path.startsWith('/_next/static/'))).toEqual([])
    expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('draft')))).toEqual([])
  }

  test('by hand, nothing of the chat stays on the device, and its other tabs leave too', async () => {
    const other = await openPage(mira.context)
    await other.page.goto(mira.page.url())
    await other.page.getByRole('textbox', { name: `Message ${jon.name}` }).fill('a draft')
    await mira.page.getByRole('button', { name: 'Settings' }).click()
    await mira.page.getByRole('menuitem', { name: 'Sign out' }).click()
    await expect(mira.page).toHaveURL(/\/sign-in/)
    await expect(other.page).toHaveURL(/\/sign-in/)
    await expectNothingLeft(mira.page)
    await mira.context.setOffline(true)
    await mira.page.goto('/chat')
    await expect(mira.page.getByRole('heading', { name: 'ChatSphere cannot be reached' })).toBeVisible()
    await expect(mira.page.getByText('a secret of Mira')).toHaveCount(0)
  })

  test('from another device, nothing stays either', async ({ browser }) => {
    const { result } = await mira.page.evaluate(async () => (await fetch('/api/trpc/auth.sessions')).json())
    const sessionId = result.data.find((session: { current: boolean }) => session.current).id
    const device = await browser.newContext()
    const page = await device.newPage()
    await page.goto('/sign-in')
    await page.getByLabel('E-mail or username').fill(mira.username)
    await page.getByLabel('Password', { exact: true }).fill(mira.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page).toHaveURL(/\/chat/)
    const status = await page.evaluate(async (id) => {
      const headers = { 'content-type': 'application/json' }
      const answer = await fetch('/api/trpc/auth.revokeSession', {
        method: 'POST',
        headers,
        body: JSON.stringify({ sessionId: id }),
      })
      return answer.status
    }, sessionId)
    expect(status).toBe(200)
    await expect(mira.page).toHaveURL(/\/sign-in/)
    await expectNothingLeft(mira.page)
    await device.close()
  })

  test('without a network, the session ends as soon as there is one', async () => {
    await goOffline(mira.context)
    await mira.page.getByRole('button', { name: 'Settings' }).click()
    await mira.page.getByRole('menuitem', { name: 'Sign out' }).click()
    await expect(mira.page.getByRole('heading', { name: 'ChatSphere cannot be reached' })).toBeVisible()
    await expectNothingLeft(mira.page)
    await mira.context.setOffline(false)
    await expect(mira.page).toHaveURL(/\/sign-in/)
    await mira.page.goto('/chat')
    await expect(mira.page).toHaveURL(/\/sign-in/)
  })
})

test('the very last broadcast is lost: the message comes all the same, without a touch', async ({ browser }) => {
  test.slow()
  const mira = await signUp(browser, { name: 'Mira Castell' })
  const jon = await signUp(browser, { name: 'Jon Rees' })
  let swallowing = false
  let swallowed = 0
  await jon.page.routeWebSocket(/\/socket\.io\//, (socket) => {
    const server = socket.connectToServer()
    server.onMessage((frame) => {
      if (swallowing && String(frame).includes('message:changed')) swallowed += 1
      else socket.send(frame)
    })
  })
  await openConversationWith(mira.page, jon)
  await write(mira.page, jon, 'arrives')
  await jon.page.reload()
  await railRow(jon.page, mira.name).click()
  await expect(messages(jon.page, mira.name)).toHaveCount(1)
  swallowing = true
  await write(mira.page, jon, 'is lost on its way')
  await expect.poll(() => swallowed).toBe(1)
  await expect(messages(jon.page, mira.name)).toContainText(['arrives', 'is lost on its way'], { timeout: 30_000 })
  await mira.context.close()
  await jon.context.close()
})

test('the app can be installed', async ({ page, request }) => {
  await page.goto('/sign-in')
  const href = await page.locator('link[rel="manifest"]').getAttribute('href')
  const manifest = await (await request.get(href ?? '')).json()
  expect(manifest).toMatchObject({ start_url: '/chat', display: 'standalone' })
  for (const icon of manifest.icons as { src: string; type: string }[]) {
    const answer = await request.get(icon.src)
    expect([answer.status(), answer.headers()['content-type']]).toEqual([200, icon.type])
  }
})
