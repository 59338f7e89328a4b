import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { openConversationWith, openPage, type Person, railRow, signUp, write } from './person.ts'

let rana: Person
let ines: Person
test.beforeEach(async ({ browser }) => {
  rana = await signUp(browser, { name: 'Rana Haddad' })
  ines = await signUp(browser, { name: 'Ines Kowalczyk' })
})
test.afterEach(async () => {
  expect(rana.complaints).toEqual([])
  await rana.context.close()
  await ines.context.close()
})

const chosen = (page: Page, name: string) => page.getByRole('radio', { name })

test('a setting takes effect at once, on the other page too, and stays', async () => {
  const { page } = rana
  const { page: other } = await openPage(rana.context)
  await other.goto('/chat')
  await page.keyboard.press('Control+,')
  await page.getByRole('link', { name: 'Appearance' }).click()
  await page.getByText('Dark', { exact: true }).click()
  await page.getByText('Compact', { exact: true }).click()
  for (const one of [page, other]) {
    await expect(one.locator('html')).toHaveAttribute('data-theme', 'dark')
    await expect(one.locator('html')).toHaveAttribute('data-density', 'compact')
  }
  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(chosen(page, 'Compact')).toBeChecked()
  await page.keyboard.press('Escape')
  await expect(page).toHaveURL(/\/chat/)
})

test('another language changes the words and the direction, also of the next page', async () => {
  const { page } = rana
  await page.goto('/settings/appearance')
  await page.getByLabel('Language').selectOption('ar')
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
  await expect(page.getByRole('heading', { level: 1, name: 'الإعدادات' })).toBeVisible()
  await page.goto('/chat')
  await expect(page.locator('html')).toHaveAttribute('lang', 'ar')
  await expect(page.getByRole('navigation', { name: 'المحادثات' })).toBeVisible()
  const rail = page.getByRole('navigation', { name: 'المحادثات' })
  await expect.poll(async () => (await rail.boundingBox())?.x).toBeGreaterThan(700)
})

test('a new name, colour and profile are seen by others without a reload', async () => {
  const { page } = rana
  await openConversationWith(ines.page, rana)
  await write(ines.page, rana, 'hello')
  await page.goto('/settings/profile')
  await page.getByLabel('Your name').fill('Rana H. Haddad')
  await page.getByLabel('Pronouns').fill('she/her')
  await page.getByLabel('In a few words').fill('Tides and boats.')
  await page.getByRole('radio', { name: 'Colour 4' }).check({ force: true })
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved')).toBeVisible()
  await expect(ines.page.getByRole('heading', { level: 1, name: 'Rana H. Haddad' })).toBeVisible()
  await expect(railRow(ines.page, 'Rana H. Haddad')).toBeVisible()
  await ines.page.getByRole('heading', { level: 1 }).getByRole('button').click()
  const dialog = ines.page.getByRole('dialog')
  await expect(dialog.getByText('she/her')).toBeVisible()
  await expect(dialog.getByText('Tides and boats.')).toBeVisible()
})

test('a status with words, do-not-disturb and invisible are seen by others, or not', async () => {
  const { page } = rana
  await openConversationWith(ines.page, rana)
  const header = ines.page.locator('header').filter({ has: ines.page.getByRole('heading', { level: 1 }) })
  await expect(header.getByText('Online')).toBeVisible()
  const set = async (presence: string, suggestion?: string) => {
    await page.getByRole('button', { name: /Set a status/ }).click()
    if (suggestion !== undefined) await page.getByRole('button', { name: suggestion }).click()
    await page.getByText(presence, { exact: true }).click()
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }
  await set('Do not disturb', 'On holiday')
  await expect(header.getByText('🌴 On holiday · Do not disturb')).toBeVisible()
  await set('Invisible')
  await expect(header.getByText(/Offline|Last seen/)).toBeVisible()
  await expect(header.getByText('On holiday')).toHaveCount(0)
  await expect(page.getByRole('button', { name: /Set a status/ })).toContainText('On holiday')
  await page.getByRole('button', { name: /Set a status/ }).click()
  await page.getByRole('button', { name: 'Clear status' }).click()
  await expect(header.getByText('Online', { exact: true })).toBeVisible()
})

test('who is blocked cannot write any more, sees nobody there, and is let in again', async () => {
  const { page } = rana
  await openConversationWith(page, ines)
  await write(page, ines, 'hello')
  await openConversationWith(ines.page, rana)
  const composer = ines.page.getByRole('textbox', { name: 'Message Rana Haddad' })
  await expect(composer).toBeVisible()
  await page.getByRole('heading', { level: 1 }).getByRole('button').click()
  await page.getByRole('button', { name: 'Block', exact: true }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Block' }).click()
  await expect(composer).toHaveCount(0)
  await expect(ines.page.getByText('Online', { exact: true })).toHaveCount(1)
  await page.getByRole('button', { name: 'Close profile' }).click()
  await page.getByRole('button', { name: 'Unblock' }).click()
  await expect(composer).toBeVisible()
  await page.getByRole('heading', { level: 1 }).getByRole('button').click()
  await page.getByRole('button', { name: 'Block', exact: true }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Block' }).click()
  await expect(composer).toHaveCount(0)
  await page.goto('/settings/privacy')
  await page.getByRole('button', { name: 'Unblock Ines Kowalczyk' }).click()
  await expect(page.getByText('You have blocked nobody.')).toBeVisible()
  await expect(composer).toBeVisible()
})

test('a device is signed out from another one', async ({ browser }) => {
  const { page } = rana
  const elsewhere = await browser.newContext({ locale: 'en-GB' })
  const other = await elsewhere.newPage()
  await other.goto('/sign-in')
  await other.getByLabel('E-mail or username').fill(rana.username)
  await other.getByLabel('Password', { exact: true }).fill(rana.password)
  await other.getByRole('button', { name: 'Sign in' }).click()
  await expect(other.getByRole('navigation', { name: 'Conversations' })).toBeVisible()
  await page.goto('/settings/devices')
  await expect(page.getByText('This device')).toBeVisible()
  await page.getByRole('button', { name: /^Sign out Chrome/ }).click()
  await expect(other).toHaveURL(/\/sign-in/)
  await expect(page.getByText('You are signed in on this device only.')).toBeVisible()
  await elsewhere.close()
})

test('shortcuts: the sheet, unread neighbours, everything read, and round the regions', async () => {
  const { page } = rana
  await openConversationWith(ines.page, rana)
  await write(ines.page, rana, 'unread')
  await expect(railRow(page, ines.name).getByText('1 unread message')).toBeAttached()
  await page.keyboard.press('Control+/')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('Shift+Escape')
  await expect(railRow(page, ines.name).getByText('unread message')).toHaveCount(0)
  await write(ines.page, rana, 'unread again')
  await expect(railRow(page, ines.name).getByText('1 unread message')).toBeAttached()
  await page.keyboard.press('Alt+Shift+ArrowDown')
  await expect(page.getByRole('heading', { level: 1, name: ines.name })).toBeVisible()
  const composer = page.getByRole('textbox', { name: `Message ${ines.name}` })
  await composer.focus()
  await page.keyboard.press('F6')
  await expect(railRow(page, ines.name)).toBeFocused()
  await page.keyboard.press('F6')
  await expect(page.getByRole('log').getByRole('article').last()).toBeFocused()
  await page.keyboard.press('F6')
  await expect(composer).toBeFocused()
  await page.keyboard.press('Shift+F6')
  await expect(page.getByRole('log').getByRole('article').last()).toBeFocused()
})

test('the switcher finds commands', async () => {
  const { page } = rana
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('devices')
  await page.getByRole('option', { name: 'Settings: Devices' }).click()
  await expect(page).toHaveURL(/\/settings\/devices/)
})

for (const theme of ['light', 'dark'] as const) {
  test(`every section is accessible, on a phone too, ${theme}`, async ({ browser }) => {
    test.slow()
    const phone = await signUp(browser, { name: 'Lise Bakker', phone: true, dark: theme === 'dark' })
    const { page } = phone
    await page.goto('/settings')
    for (const section of ['Profile', 'Account', 'Devices', 'Appearance', 'Privacy']) {
      await page.getByRole('link', { name: section }).click()
      await expect(page.getByRole('heading', { level: 2, name: section })).toBeVisible()
      const width = await page.evaluate(() => document.documentElement.scrollWidth)
      expect(width, section).toBeLessThanOrEqual(390)
      const { violations } = await new AxeBuilder({ page }).analyze()
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
      expect(serious.map(({ id, nodes }) => `${section} ${id}: ${nodes.map(({ target }) => target).join(' ')}`)).toEqual([])
      await page.getByRole('button', { name: 'Back to settings' }).click()
    }
    await phone.context.close()
  })
}
