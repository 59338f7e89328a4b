import { expect, test } from '@playwright/test'
import { linkIn, mailTo } from './mail.ts'
import { fillSignUp, type Person, signUp } from './person.ts'

let ada: Person
test.beforeEach(async ({ browser }) => {
  ada = await signUp(browser, { name: 'Ada Byron' })
})
test.afterEach(() => ada.context.close())

const address = () => `${ada.username}@example.org`

async function signIn(password: string): Promise<void> {
  await ada.page.goto('/sign-in')
  await ada.page.getByLabel('E-mail or username').fill(ada.username)
  await ada.page.getByLabel('Password', { exact: true }).fill(password)
  await ada.page.getByRole('button', { name: 'Sign in' }).click()
}

test('the form makes an account, and leads into the app', async ({ browser }) => {
  const context = await browser.newContext({ locale: 'en-GB' })
  const page = await context.newPage()
  const username = `joan.${Date.now().toString(36)}`
  await fillSignUp(page, { name: 'Joan Clarke', username, password: 'a long enough password' })
  await expect(page).toHaveURL(/\/chat$/)
  await expect(page.getByRole('button', { name: 'Joan Clarke' })).toBeVisible()
  await context.close()
})

test('the link of the first mail confirms the address, once', async () => {
  const { page } = ada
  await page.goto('/settings/account')
  await expect(page.getByText('Not verified yet')).toBeVisible()
  const link = linkIn(await mailTo(address(), /confirm/i))
  await page.goto(link)
  // The token leaves the address bar at once.
  await expect(page).toHaveURL(/\/verify$/)
  await page.getByRole('button', { name: 'Confirm my address' }).click()
  await expect(page.getByText('The address is confirmed')).toBeVisible()
  await page.goto('/settings/account')
  await expect(page.getByText('Verified', { exact: true })).toBeVisible()
  await page.goto('/chat')
  await page.goto(link)
  await page.getByRole('button', { name: 'Confirm my address' }).click()
  await expect(page.getByText(/used or has expired/)).toBeVisible()
})

test('a forgotten password: the mailed link sets a new one, and every device is out', async ({ browser }) => {
  const { page } = ada
  const elsewhere = await browser.newContext({ locale: 'en-GB' })
  const other = await elsewhere.newPage()
  await other.goto('/sign-in')
  await other.getByRole('link', { name: 'Forgot your password?' }).click()
  await other.getByLabel('E-mail', { exact: true }).fill(address())
  await other.getByRole('button', { name: 'Send the link' }).click()
  await expect(other.getByText('Look into your mail')).toBeVisible()
  await other.goto(linkIn(await mailTo(address(), /password/i)))
  const field = other.getByLabel('Password', { exact: true })
  await field.fill('password1')
  await other.getByRole('button', { name: 'Set the password' }).click()
  await expect(other.getByText(/Too well known/)).toBeVisible()
  await field.fill('quite another one')
  await other.getByRole('button', { name: 'Set the password' }).click()
  await expect(other.getByText('Your password is set')).toBeVisible()
  await elsewhere.close()
  // This device was signed in all the while.
  await expect(page).toHaveURL(/\/sign-in/)
  await signIn(ada.password)
  await expect(page.getByText('Wrong e-mail, username or password')).toBeVisible()
  await signIn('quite another one')
  await expect(page).toHaveURL(/\/chat/)
})

test('changing the password asks for the old one, and signs out the other devices only', async ({ browser }) => {
  const { page } = ada
  const elsewhere = await browser.newContext({ locale: 'en-GB' })
  const other = await elsewhere.newPage()
  await other.goto('/sign-in')
  await other.getByLabel('E-mail or username').fill(ada.username)
  await other.getByLabel('Password', { exact: true }).fill(ada.password)
  await other.getByRole('button', { name: 'Sign in' }).click()
  await expect(other).toHaveURL(/\/chat/)

  await page.goto('/settings/account')
  const part = page.locator('section', { has: page.getByRole('heading', { name: 'Password', exact: true }) })
  await part.getByLabel('Current password').fill('not mine at all')
  await part.getByLabel('New password').fill('quite another one')
  await part.getByRole('button', { name: 'Change password' }).click()
  await expect(part.getByText('This is not your password')).toBeVisible()
  await part.getByLabel('Current password').fill(ada.password)
  await part.getByRole('button', { name: 'Change password' }).click()
  await expect(part.getByText('Your password is changed', { exact: false })).toBeVisible()
  await expect(other).toHaveURL(/\/sign-in/)
  await page.goto('/chat')
  await expect(page.getByRole('navigation', { name: 'Conversations' })).toBeVisible()
  await elsewhere.close()
})

test('the address changes when the new one is confirmed, and the old one is told', async () => {
  const { page } = ada
  const next = `next.${address()}`
  await page.goto('/settings/account')
  const part = page.locator('section', { has: page.getByRole('heading', { name: 'E-mail', exact: true }) })
  await part.getByLabel('New e-mail').fill(next)
  await part.getByLabel('Current password').fill(ada.password)
  await part.getByRole('button', { name: 'Change e-mail' }).click()
  await expect(part.getByText(`sent to ${next}`, { exact: false })).toBeVisible()
  await mailTo(address(), /changed|change/i)
  await page.goto(linkIn(await mailTo(next, /confirm/i)))
  await page.getByRole('button', { name: 'Confirm my address' }).click()
  await expect(page.getByText('The address is confirmed')).toBeVisible()
  await page.goto('/settings/account')
  await expect(page.getByText(next)).toBeVisible()
})

test('a deleted account is gone', async () => {
  const { page } = ada
  await page.goto('/settings/account')
  await page.getByRole('button', { name: 'Delete account' }).click()
  await page.getByLabel('I understand').check()
  const part = page.locator('section', { has: page.getByRole('heading', { name: 'Delete account' }) })
  await part.getByLabel('Current password').fill(ada.password)
  await page.getByRole('button', { name: 'Delete account' }).click()
  await expect(page).toHaveURL(/\/sign-in/)
  await signIn(ada.password)
  await expect(page.getByText('Wrong e-mail, username or password')).toBeVisible()
})
