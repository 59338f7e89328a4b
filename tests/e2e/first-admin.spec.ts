import { expect, test } from '@playwright/test'

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
