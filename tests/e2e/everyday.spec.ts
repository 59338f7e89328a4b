import { expect, type Locator, type Page, test } from '@playwright/test'
import { messages, openConversationWith, type Person, railRow, signUp, write } from './person.ts'
import { conversationIdOf, writeMany } from './seed.ts'

/** What somebody notices who lives in a chat all day. */
const lines = Array.from({ length: 60 }, (_, index) => `line ${index + 1}`)

let mina: Person
let jon: Person
test.beforeEach(async ({ browser }) => {
  mina = await signUp(browser, { name: 'Mina Cho' })
  jon = await signUp(browser, { name: 'Jon Rees' })
  await openConversationWith(jon.page, mina)
})
test.afterEach(async () => {
  expect([...mina.complaints, ...jon.complaints]).toEqual([])
  await mina.context.close()
  await jon.context.close()
})

const composer = (page: Page, name: string) => page.getByRole('textbox', { name: `Message ${name}` })
const banner = (page: Page) => page.getByRole('region', { name: /new since/ })

async function unreadOf(page: Page): Promise<number> {
  const badge = railRow(page, jon.name).getByText(/unread message/)
  return (await badge.count()) === 0 ? 0 : Number.parseInt((await badge.textContent()) ?? '', 10)
}

test('what has been in sight is read, row after row, and stays so', async () => {
  const { page } = mina
  await writeMany(jon.page, conversationIdOf(jon.page), lines)
  await expect.poll(() => unreadOf(page)).toBe(60)
  await railRow(page, jon.name).click()
  await expect(page.getByTestId('new-line')).toBeInViewport()
  await expect.poll(() => unreadOf(page)).toBeLessThan(60)
  const before = await unreadOf(page)
  expect(before).toBeGreaterThan(0)
  await expect(banner(page)).toHaveAccessibleName(new RegExp(`^${before} new since`))
  await page.getByRole('log').evaluate((log) => log.scrollBy({ top: 300, behavior: 'instant' }))
  await expect.poll(() => unreadOf(page)).toBeLessThan(before)
  await expect(page.getByRole('heading', { name: 'Today' })).toBeInViewport()
  const after = await unreadOf(page)
  expect(after).toBeGreaterThan(0)
  await page.goto('/chat')
  await expect.poll(() => unreadOf(page)).toBe(after)
})

test('what a link has jumped over stays unread; the banner leads to it, and marks it read', async () => {
  const { page } = mina
  const id = conversationIdOf(jon.page)
  await writeMany(jon.page, id, lines)
  await expect.poll(() => unreadOf(page)).toBe(60)
  await page.goto(`/chat/${id}?m=30`)
  await expect(messages(page, jon.name).filter({ hasText: /line 30$/ })).toBeInViewport()
  await expect(page.locator('.animate-flash')).toHaveCount(1)
  await expect(page.locator('.animate-flash')).toHaveCount(0)
  expect(await unreadOf(page)).toBe(60)
  await banner(page).getByRole('button', { name: 'Jump' }).click()
  await expect(page.getByTestId('new-line')).toBeInViewport()
  await expect.poll(() => unreadOf(page)).toBeLessThan(60)
  await banner(page).getByRole('button', { name: 'Mark read' }).click()
  await expect.poll(() => unreadOf(page)).toBe(0)
  await expect(banner(page)).toHaveCount(0)
})

test('a conversation that has just been read leaves the unread ones a moment later', async () => {
  const { page } = mina
  await write(jon.page, mina, 'one word')
  const part = (name: string) => page.getByRole('region', { name }).getByRole('link', { name: /Jon Rees/ })
  await part('Unread').click()
  await expect(messages(page, jon.name)).toHaveCount(1)
  await expect(part('Unread')).toBeVisible()
  await expect(part('Direct')).toBeVisible()
  await expect(part('Unread')).toHaveCount(0)
})

test('code behind text is code, marks around nothing are text, and the list shows neither marks nor fences', async () => {
  const { page } = mina
  await writeMany(jon.page, conversationIdOf(jon.page), ['```\n```', 'run this: ```sh\nnpm start\n```\n**then** look'])
  await page.goto('/settings/privacy')
  await expect(railRow(page, jon.name)).toContainText('run this: npm start then look')
  await railRow(page, jon.name).click()
  const rows = messages(page, jon.name)
  await expect(rows.nth(1).locator('pre')).toHaveText('npm start')
  await expect(rows.nth(1).locator('p')).toHaveText(['run this:', 'then look'])
  await expect(rows.nth(0).locator('pre')).toHaveCount(0)
  await expect(rows.nth(0)).toContainText('```')
})

test('ticks stand in one column, each at the last line of its text; who writes on is not named again', async () => {
  const { page } = jon
  await writeMany(page, conversationIdOf(page), ['one', '**two**\nlines', '```\ncode\n```', 'with a reaction'])
  const rows = messages(page, mina.name)
  await expect(rows.getByRole('img', { name: /Sent|Delivered/ })).toHaveCount(4)
  await rows.last().hover()
  await rows
    .last()
    .getByRole('button', { name: /^React with/ })
    .first()
    .click()
  await expect(rows.last().getByRole('list', { name: 'Reactions' })).toBeVisible()
  await expect(rows.locator('pre')).toBeVisible()
  const ticks = await Promise.all((await rows.all()).map(tickAndLine))
  for (const { x, offBy } of ticks) {
    expect(Math.abs(x - (ticks[0]?.x ?? 0))).toBeLessThan(0.6)
    expect(offBy).toBeLessThan(3)
  }
  await expect(rows.locator('bdi').filter({ hasText: 'Jon Rees' })).toHaveCount(1)
})

/** Where the tick's middle is, and how far it is above or below the middle of the last line. */
function tickAndLine(row: Locator): Promise<{ x: number; offBy: number }> {
  return row.evaluate((article) => {
    const tick = article.querySelector('[role="img"] svg')?.getBoundingClientRect() ?? new DOMRect()
    const body = [...article.querySelectorAll('p, code')].at(-1) ?? article
    const text = document.createRange()
    text.selectNodeContents(body)
    const line = [...text.getClientRects()].at(-1) ?? new DOMRect()
    return {
      x: tick.x + tick.width / 2,
      offBy: Math.abs(tick.y + tick.height / 2 - (line.y + line.height / 2)),
    }
  })
}

test('Enter and Shift+Enter change places where somebody wants that', async () => {
  const { page } = jon
  await page.keyboard.press('Control+,')
  await page.getByRole('link', { name: 'Appearance' }).click()
  await page.getByRole('group', { name: 'In the composer, Enter' }).getByText('starts a new line', { exact: true }).click()
  await page.keyboard.press('Escape')
  // The choice comes back from the server.
  await expect(composer(page, mina.name)).toHaveAttribute('enterkeyhint', 'enter')
  await composer(page, mina.name).click()
  await page.keyboard.type('first')
  await page.keyboard.press('Enter')
  await page.keyboard.type('second')
  await expect(composer(page, mina.name)).toHaveValue('first\nsecond')
  await page.keyboard.press('Shift+Enter')
  await expect(messages(page, mina.name)).toHaveCount(1)
  await expect(messages(page, mina.name).locator('p')).toHaveText('first\nsecond')
  await page.keyboard.type('third')
  await page.keyboard.press('Control+Enter')
  await expect(messages(page, mina.name)).toHaveCount(2)
})

test('a half-written edit outlives a reload, and the next one at the device does not find it', async () => {
  const { page } = jon
  await write(page, mina, 'as it was')
  await expect(messages(page, mina.name).getByRole('img', { name: /Sent|Delivered/ })).toHaveCount(1)
  await page.keyboard.press('ArrowUp')
  await page.keyboard.type(', and more')
  await page.reload()
  await expect(page.getByText('Editing your message')).toBeVisible()
  await expect(composer(page, mina.name)).toHaveValue('as it was, and more')
  await composer(page, mina.name).press('Enter')
  await expect(messages(page, mina.name).last()).toContainText('as it was, and more')
  await composer(page, mina.name).press('ArrowUp')
  await page.keyboard.type(' for me alone')
  await page.getByRole('button', { name: 'You and settings' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/\/sign-in/)
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }))).not.toContain('for me alone')
})

test('what is refused says why, aloud too, and is sent again or deleted by hand', async () => {
  const { page } = jon
  await write(page, mina, 'before')
  await expect(messages(page, mina.name).getByRole('img', { name: /Sent|Delivered/ })).toHaveCount(1)
  await jon.context.setOffline(true)
  await write(page, mina, 'too late')
  await railRow(mina.page, jon.name).click()
  await mina.page.getByRole('heading', { level: 1 }).getByRole('button', { name: jon.name }).click()
  await mina.page.getByRole('dialog', { name: 'Profile of Jon Rees' }).getByRole('button', { name: 'Block' }).click()
  await mina.page.getByRole('alertdialog').getByRole('button', { name: 'Block' }).click()
  await expect(mina.page.getByRole('button', { name: 'Unblock' }).first()).toBeVisible()
  await jon.context.setOffline(false)
  const refused = messages(page, mina.name).last()
  await expect(refused.getByRole('button', { name: 'Retry' })).toBeVisible({ timeout: 30_000 })
  await expect(page.getByRole('status').filter({ hasText: 'Not sent' })).toBeAttached()
  await refused.getByRole('button', { name: 'Delete' }).click()
  await expect(messages(page, mina.name)).toHaveCount(1)
})

test('the fields of a form stand equally far apart', async ({ page: stranger }) => {
  const { page } = mina
  await page.goto('/settings/profile')
  await expect(page.getByLabel('Your name')).toBeVisible()
  await stranger.goto('/sign-up')
  for (const form of [page.locator('form').first(), stranger.locator('form')]) {
    const gaps = await form.evaluate((element) => {
      const labels = [...element.querySelectorAll('label[for]')].map((label) => label.getBoundingClientRect())
      const fields = [...element.querySelectorAll('input:not([type="radio"]), textarea, select')].map((field) =>
        field.getBoundingClientRect(),
      )
      return fields.slice(0, -1).map((field, index) => (labels[index + 1]?.top ?? 0) - field.bottom)
    })
    expect(gaps.length).toBeGreaterThan(2)
    expect(Math.max(...gaps) - Math.min(...gaps), gaps.join(' ')).toBeLessThan(3)
  }
})

test('each pane says what to do where there is nothing, no way in, or no answer', async () => {
  const { page } = mina
  await expect(page.getByRole('main').getByRole('button', { name: 'Find people' })).toBeVisible()
  await page.goto('/chat/00000000-0000-8000-8000-000000000000')
  await expect(page.getByRole('heading', { name: 'Conversation not found' })).toBeVisible()
  await page.getByRole('button', { name: 'Show my conversations' }).click()
  await expect(page).toHaveURL(/\/chat$/)
  await page.route('**/api/trpc/users.blocked**', (route) => route.abort())
  await page.goto('/settings/privacy')
  const retry = page.getByRole('button', { name: 'Try again' })
  await expect(retry).toBeVisible({ timeout: 30_000 })
  await page.unroute('**/api/trpc/users.blocked**')
  await retry.click()
  await expect(page.getByText('You have blocked nobody.')).toBeVisible()
})

test('a lost connection says nothing for a moment, then how many messages wait', async () => {
  const { page } = jon
  await write(page, mina, 'before')
  await expect(messages(page, mina.name).getByRole('img', { name: /Sent|Delivered/ })).toHaveCount(1)
  const lost = Date.now()
  await jon.context.setOffline(true)
  await write(page, mina, 'after')
  await expect(page.getByRole('status').getByText(/^(?:Offline|Reconnecting…)$/)).toBeVisible()
  expect(Date.now() - lost).toBeGreaterThan(1_900)
  await expect(page.getByText(/^1 (?:unsent|message will be sent when you are back)$/)).toBeVisible()
  await jon.context.setOffline(false)
  await expect(messages(page, mina.name).getByRole('img', { name: /Sent|Delivered/ })).toHaveCount(2, { timeout: 30_000 })
})

test('on a phone the button that copies code stands beside it', async ({ browser }) => {
  const ayo = await signUp(browser, { name: 'Ayo Bello', phone: true })
  await openConversationWith(jon.page, ayo)
  await writeMany(jon.page, conversationIdOf(jon.page), [`\`\`\`\n${'npm run something '.repeat(8)}\n\`\`\``])
  await railRow(ayo.page, jon.name).tap()
  const code = await messages(ayo.page, jon.name).locator('pre').boundingBox()
  const copy = await messages(ayo.page, jon.name).getByRole('button', { name: 'Copy code' }).boundingBox()
  expect((code?.x ?? 0) + (code?.width ?? 0)).toBeLessThanOrEqual((copy?.x ?? 0) + 0.5)
  expect(Math.min(copy?.width ?? 0, copy?.height ?? 0)).toBeGreaterThanOrEqual(43.5)
  await ayo.context.close()
})
