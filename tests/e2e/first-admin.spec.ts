import { type Browser, expect, type Page, test } from '@playwright/test'
import { fillSignUp, signUp } from './person.ts'

/** Taken from what the start command printed, by playwright.config.ts. */
const setupToken = process.env.E2E_SETUP_TOKEN ?? ''

test('the link that the start prints makes the first admin, once, and leaves the address bar', async ({ browser }) => {
  expect(setupToken).not.toBe('')
  const claim = async (username: string) => {
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.goto(`/setup#${setupToken}`)
    await page.getByLabel('Your name').fill('First Admin')
    await page.getByLabel('E-mail').fill(`${username}@example.org`)
    await page.getByLabel('Username').fill(username)
    await page.getByLabel('Password', { exact: true }).fill('a long enough password')
    expect(page.url()).not.toContain(setupToken)
    await page.getByRole('button', { name: 'Create administrator' }).click()
    return { page, context }
  }
  const first = await claim('first.admin')
  await expect(first.page).toHaveURL(/\/chat$/)
  const { result } = await first.page.evaluate(async () => (await fetch('/api/trpc/users.me')).json())
  expect(result.data).toMatchObject({ username: 'first.admin', role: 'admin' })
  const second = await claim('second.admin')
  await expect(second.page.getByText(/used or/)).toBeVisible()
  await first.context.close()
  await second.context.close()
})

test('an admin finds people, gives a role, ends sessions, switches an account off and on, and invites somebody', async ({
  browser,
}) => {
  const context = await browser.newContext({ locale: 'en-GB', permissions: ['clipboard-read', 'clipboard-write'] })
  const page = await context.newPage()
  await page.goto('/sign-in')
  await page.getByLabel('E-mail or username').fill('first.admin')
  await page.getByLabel('Password', { exact: true }).fill('a long enough password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(/\/chat$/)
  const noor = await signUp(browser, { name: 'Noor Aziz' })

  await page.getByRole('button', { name: 'You and settings' }).click()
  await page.getByRole('menuitem', { name: 'Administration' }).click()
  await page.getByRole('searchbox').fill(noor.username)
  const row = page.getByRole('listitem').filter({ hasText: `@${noor.username}` })
  await expect(row).toHaveCount(1)
  await row.getByLabel('Role of Noor Aziz').selectOption('moderator')
  const roleOfNoor = () =>
    noor.page.evaluate(async () => (await (await fetch('/api/trpc/users.me')).json()).result.data.role as string)
  await expect.poll(roleOfNoor).toBe('moderator')

  await row.getByRole('button', { name: 'Disable Noor Aziz' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Disable' }).click()
  await expect(noor.page).toHaveURL(/\/sign-in/)
  await row.getByRole('button', { name: 'Enable Noor Aziz' }).click()
  await expect(row.getByRole('button', { name: 'Disable Noor Aziz' })).toBeVisible()
  await noor.page.getByLabel('E-mail or username').fill(noor.username)
  await noor.page.getByLabel('Password', { exact: true }).fill(noor.password)
  await noor.page.getByRole('button', { name: 'Sign in' }).click()
  await expect(noor.page).toHaveURL(/\/chat/)

  await row.getByRole('button', { name: 'Sessions of Noor Aziz' }).click()
  await row.getByRole('button', { name: 'End all sessions' }).click()
  await expect(noor.page).toHaveURL(/\/sign-in/)

  await page.getByRole('searchbox').fill('first.admin')
  const own = page.getByRole('listitem').filter({ hasText: '@first.admin' })
  await own.getByLabel('Role of First Admin').selectOption('user')
  await expect(own.getByText('At least one administrator has to remain.')).toBeVisible()
  await expect(own.getByLabel('Role of First Admin')).toHaveValue('admin')
  const settings = page.getByRole('region', { name: 'Settings of the server' })
  await settings.getByLabel('Published events are kept').selectOption('14')
  await expect(settings.getByRole('list', { name: 'What was changed' })).toContainText('@first.admin')

  const history = settings.getByRole('list', { name: 'What was changed' }).getByRole('listitem')
  await settings.getByLabel('Registration').selectOption('By invitation')
  await expect(history.first()).toContainText('By invitation')
  try {
    await registerByInvitation(page, browser)
  } finally {
    // The other tests register without one.
    await settings.getByLabel('Registration').selectOption('Open to everybody')
    await expect(history.first()).toContainText('Open to everybody')
  }

  const services = page.getByRole('region', { name: 'Services' }).getByRole('listitem')
  // Functions come and go: they are no process that could be listed.
  const names = process.env.E2E_WEB === 'functions' ? ['realtime', 'workers'] : ['web', 'realtime', 'workers']
  for (const name of names) await expect(services.filter({ hasText: name })).not.toHaveCount(0)
  await context.close()
  await noor.context.close()
})

test('who is no admin finds a closed door', async ({ browser }) => {
  const lise = await signUp(browser, { name: 'Lise Bakker' })
  await lise.page.goto('/admin')
  await expect(lise.page.getByText('For administrators only')).toBeVisible()
  const status = await lise.page.evaluate(async () => (await fetch('/api/trpc/admin.accounts?input=%7B%7D')).status)
  expect(status).toBe(403)
  await lise.context.close()
})

/** Makes a link for one person, who opens it and is in. */
async function registerByInvitation(page: Page, browser: Browser): Promise<void> {
  const invitations = page.getByRole('region', { name: 'Invitations' })
  await invitations.getByRole('button', { name: 'Make a link' }).click()
  await invitations.getByRole('button', { name: 'Copy the link' }).click()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  const context = await browser.newContext()
  const form = await context.newPage()
  await fillSignUp(form, { name: 'Ines Duarte', username: 'ines.duarte', password: 'a password of mine' }, link)
  await expect(form).toHaveURL(/\/chat/)
  await expect(invitations.getByRole('listitem').filter({ hasText: 'used: 1 of 1' })).toBeVisible()

  const late = await (await browser.newContext()).newPage()
  await fillSignUp(late, { name: 'Otto Late', username: 'otto.late', password: 'a password of mine' }, link)
  await expect(late.getByText('This invitation has been used up or has ended.')).toBeVisible()
  await late.context().close()
  await context.close()
}
