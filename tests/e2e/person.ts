import { type Browser, type BrowserContext, expect, type Page } from '@playwright/test'

export interface Person {
  readonly name: string
  readonly username: string
  readonly password: string
  readonly page: Page
  readonly context: BrowserContext
  /** What the browser complained about: script errors and breaches of the content security policy. */
  readonly complaints: string[]
}

let count = 0

/** Opens a browser of its own for a new person, with a session as the form gives it. `given` keeps the names of two tests apart. */
export async function signUp(
  browser: Browser,
  given: {
    name: string
    phone?: boolean
    dark?: boolean /** Where the server is, if not at the tests' own. */
    address?: string
  },
): Promise<Person> {
  count += 1
  const username = `${given.name
    .split(' ')[0]
    ?.toLowerCase()
    .normalize('NFD')
    .replace(/[^a-z]/g, '')}.${Date.now().toString(36)}${count}`
  const context = await browser.newContext({
    viewport: given.phone ? { width: 390, height: 844 } : { width: 1440, height: 900 },
    hasTouch: given.phone ?? false,
    colorScheme: given.dark ? 'dark' : 'light',
    locale: 'en-GB',
    ignoreHTTPSErrors: given.address !== undefined,
    ...(given.address !== undefined && { baseURL: given.address }),
  })
  const person = { name: given.name, username, password: 'a long enough password', context, ...(await openPage(context)) }
  const { page } = person
  // An address that only this browser knows cannot be asked from outside of it.
  if (given.address !== undefined) await fillSignUp(page, person)
  else {
    const { name: displayName, password } = person
    await startSession(context, 'register', { email: `${username}@example.org`, username, displayName, password })
    await page.goto('/chat')
  }
  await expect(page).toHaveURL(/\/chat$/)
  await expect(page.getByRole('navigation', { name: 'Conversations' })).toBeVisible()
  return person
}

/** Signs up as people do, at the page or by the link of an invitation; they are in the chat afterwards. */
export async function fillSignUp(
  page: Page,
  person: Pick<Person, 'name' | 'username' | 'password'>,
  address = '/sign-up',
): Promise<void> {
  await page.goto(address)
  await page.getByLabel('Your name').fill(person.name)
  await page.getByLabel('E-mail').fill(`${person.username}@example.org`)
  await page.getByLabel('Username').fill(person.username)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Create account' }).click()
}

/** Another device of somebody. */
export async function secondDevice(browser: Browser, { username, password }: Person): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' })
  await startSession(context, 'login', { identifier: username, password })
  const { page } = await openPage(context)
  await page.goto('/chat')
  return page
}

/** What the account forms do: the answer's ticket is traded for the session cookie. */
async function startSession(context: BrowserContext, act: 'register' | 'login', input: Record<string, string>): Promise<void> {
  const answer = await context.request.post(`/api/trpc/auth.${act}`, { data: { ...input, ticket: true } })
  const { result } = await answer.json()
  const { csrfToken } = await (await context.request.get('/api/auth/csrf')).json()
  const form = { csrfToken, ticket: result.data.ticket, json: 'true' }
  const signedIn = await context.request.post('/api/auth/callback/credentials', { form })
  expect(signedIn.ok()).toBe(true)
}

/** One more tab of a signed-in context. */
export async function openPage(context: BrowserContext): Promise<{ page: Page; complaints: string[] }> {
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource|WebSocket connection/.test(message.text()))
      complaints.push(message.text())
  })
  return { page, complaints }
}

/** Finds somebody by typing into the dialog, and opens the conversation. */
export async function openConversationWith(page: Page, person: { name: string; username: string }): Promise<void> {
  await page.keyboard.press('Control+k')
  const box = page.getByRole('combobox')
  await box.fill(person.username)
  await page
    .getByRole('option', { name: new RegExp(person.name) })
    .first()
    .click()
  await expect(page.getByRole('heading', { level: 1, name: person.name })).toBeVisible()
}

export async function write(page: Page, to: { name: string }, body: string): Promise<void> {
  const composer = page.getByRole('textbox', { name: `Message ${to.name}` })
  await composer.fill(body)
  await composer.press('Enter')
  await expect(composer).toHaveValue('')
}

/** The messages on screen. */
export function messages(page: Page, withName: string) {
  return page.getByRole('log', { name: `Messages with ${withName}` }).getByRole('article')
}

/** A row of the conversation list. */
export function railRow(page: Page, name: string) {
  return page.getByRole('navigation', { name: 'Conversations' }).getByRole('link', { name: new RegExp(name) })
}
