import { expect, type Page, test } from '@playwright/test'
import { messages, openConversationWith, type Person, railRow, signUp, write } from './person.ts'
import { call } from './seed.ts'

/** What ends by itself, and what a phone takes away from the page. */
let noa: Person
let ben: Person
test.beforeEach(async ({ browser }) => {
  noa = await signUp(browser, { name: 'Noa Levi' })
  ben = await signUp(browser, { name: 'Ben Ode', phone: true })
  await openConversationWith(noa.page, ben)
})
test.afterEach(async () => {
  expect([...noa.complaints, ...ben.complaints]).toEqual([])
  await noa.context.close()
  await ben.context.close()
})

const header = (page: Page) => page.locator('header').filter({ has: page.getByRole('heading', { level: 1 }) })
const composer = (page: Page, name: string) => page.getByRole('textbox', { name: `Message ${name}` })

test('who does nothing for five minutes is away, and back with the first touch', async () => {
  const { page } = ben
  await page.clock.install()
  // The five minutes begin when the page's client starts, which may be after the list is on screen; then it connects.
  const connects = page.waitForEvent('websocket')
  await page.reload()
  await connects
  await expect(header(noa.page).getByText('Online', { exact: true })).toBeVisible()
  await page.clock.fastForward(4 * 60_000)
  await expect(header(noa.page).getByText('Online', { exact: true })).toBeVisible()
  await page.clock.fastForward(61_000)
  // Minutes that pass in a moment cost the page its connection: it says that it is idle when it is back, which may take its longest pause.
  await expect(header(noa.page).getByText('Away', { exact: true })).toBeVisible({ timeout: 30_000 })
  await page.mouse.move(100, 300)
  await expect(header(noa.page).getByText('Online', { exact: true })).toBeVisible()
})

test('who types and vanishes types no longer after some seconds', async () => {
  await write(noa.page, ben, 'Are you there?')
  await railRow(ben.page, noa.name).click()
  const typing = noa.page.getByText('Ben Ode is typing')
  await composer(ben.page, noa.name).pressSequentially('I')
  await expect(typing).toBeVisible()
  // Nothing can be said any more, not even that it ends.
  await ben.context.setOffline(true)
  await ben.page.evaluate(() => window.dispatchEvent(new Event('offline')))
  await expect(typing).toBeHidden({ timeout: 7_000 })
})

test('a status ends at its time, for oneself and for others', async () => {
  const expiresAt = new Date(Date.now() + 4_000).toISOString()
  await call(ben.page, 'presence.setStatus', { status: 'dnd', emoji: '🎧', text: 'Focusing', expiresAt })
  await expect(header(noa.page).getByText('🎧 Focusing · Do not disturb')).toBeVisible()
  await expect(ben.page.getByRole('button', { name: /Set a status/ })).toContainText('Focusing')
  await expect(header(noa.page).getByText('Online', { exact: true })).toBeVisible()
  await expect(ben.page.getByRole('button', { name: /Set a status/ })).not.toContainText('Focusing')
})

test('nothing lies under the notch or the home indicator', async () => {
  const { page, context } = ben
  await write(noa.page, ben, 'Hello')
  await railRow(page, noa.name).click()
  await expect(messages(page, noa.name)).toHaveCount(1)
  const devtools = await context.newCDPSession(page)
  await devtools.send('Emulation.setSafeAreaInsetsOverride', { insets: { top: 47, bottom: 34 } })
  const topOf = (name: string) => page.getByRole('button', { name }).evaluate((button) => button.getBoundingClientRect().top)
  await expect.poll(() => topOf('Back to conversations')).toBeGreaterThanOrEqual(47)
  const bottom = await composer(page, noa.name).evaluate((box) => box.closest('form')?.getBoundingClientRect().bottom ?? 0)
  expect(bottom).toBeLessThanOrEqual(844 - 34)
})

test('the keyboard of a phone takes room from the messages, and covers neither the composer nor the newest of them', async () => {
  const { page } = ben
  for (let number = 1; number <= 12; number++) await write(noa.page, ben, `line ${number}`)
  await railRow(page, noa.name).click()
  await expect(messages(page, noa.name).last()).toBeInViewport()
  await expect(page.locator('meta[name="viewport"]')).toHaveAttribute('content', /interactive-widget=resizes-content/)
  await composer(page, noa.name).click()
  // What a browser does that resizes the content.
  await page.setViewportSize({ width: 390, height: 460 })
  await expect(composer(page, noa.name)).toBeInViewport({ ratio: 1 })
  await expect(messages(page, noa.name).last()).toBeInViewport({ ratio: 1 })
  await expect(page.getByRole('heading', { level: 1 })).toBeInViewport({ ratio: 0.9 })
})
