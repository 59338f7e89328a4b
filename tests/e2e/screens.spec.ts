import { expect, test } from '@playwright/test'
import { expectAccessible } from './expect-accessible.ts'
import { messages, openConversationWith, type Person, railRow, signUp, write } from './person.ts'

for (const theme of ['light', 'dark'] as const) {
  test(`every screen is accessible, ${theme}`, async ({ browser }) => {
    test.slow()
    const dark = theme === 'dark'
    const anonymous = await browser.newContext({ colorScheme: theme })
    const page = await anonymous.newPage()
    for (const path of ['/sign-in', '/sign-up', '/setup', '/nowhere']) {
      await page.goto(path)
      await expectAccessible(page, path)
    }
    await page.goto('/sign-up')
    await page.getByRole('button', { name: 'Create account' }).click()
    await expectAccessible(page, 'sign-up with errors')
    await anonymous.close()

    const ayo = await signUp(browser, { name: 'Ayo Okafor', dark })
    const ines = await signUp(browser, { name: 'Ines Kowalczyk', dark })
    await expectAccessible(ayo.page, 'the empty chat')
    await ayo.page.keyboard.press('Control+k')
    await ayo.page.getByRole('combobox').fill(ines.username)
    await expect(ayo.page.getByRole('option').first()).toBeVisible()
    await expectAccessible(ayo.page, 'the people dialog')
    await ayo.page.keyboard.press('Escape')
    await openConversationWith(ayo.page, ines)
    await write(ayo.page, ines, 'The tide tables are in the folder now.')
    await expect(railRow(ines.page, ayo.name).getByText('1 unread message')).toBeAttached()
    await expectAccessible(ines.page, 'an unread conversation')
    await expectAccessible(ayo.page, 'a conversation')
    await ayo.context.close()
    await ines.context.close()
  })
}

test.describe('by keyboard alone', () => {
  let lise: Person
  let noor: Person
  test.beforeEach(async ({ browser }) => {
    lise = await signUp(browser, { name: 'Lise Bakker' })
    noor = await signUp(browser, { name: 'Noor Aziz' })
  })
  test.afterEach(async () => {
    await lise.context.close()
    await noor.context.close()
  })

  test('somebody is found, written to, and the next conversation reached', async () => {
    const { page } = lise
    await page.keyboard.press('Control+k')
    await expect(page.getByRole('combobox')).toBeFocused()
    await page.keyboard.type(noor.username)
    await expect(page.getByRole('option', { name: /Noor Aziz/ }).first()).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('textbox', { name: 'Message Noor Aziz' })).toBeFocused()
    await page.keyboard.type('hello')
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.type('there')
    await page.keyboard.press('Enter')
    await expect(messages(page, noor.name)).toHaveText([/hello\s+there/])
    await expect(railRow(noor.page, lise.name).getByText('1 unread message')).toBeAttached()
    await noor.page.keyboard.press('Alt+ArrowDown')
    await expect(noor.page.getByRole('heading', { level: 1, name: 'Lise Bakker' })).toBeVisible()
  })
})

test('the switcher opens and closes by Ctrl+K, returns the focus, and finds conversations at once', async ({ browser }) => {
  const ayo = await signUp(browser, { name: 'Ayo Okafor' })
  const ines = await signUp(browser, { name: 'Ines Kowalczyk' })
  const { page } = ayo
  const composer = page.getByRole('textbox', { name: 'Message Ines Kowalczyk' })
  const box = page.getByRole('combobox')
  await page.keyboard.press('Control+k')
  await box.fill(ines.username)
  // Before there is a result: it opens when it arrives.
  await page.keyboard.press('Enter')
  await expect(composer).toBeFocused()
  for (const close of ['Control+k', 'Escape']) {
    await page.keyboard.press('Control+k')
    await expect(box).toBeFocused()
    await page.keyboard.press(close)
    await expect(box).toHaveCount(0)
    await expect(composer).toBeFocused()
  }
  const opener = page.getByRole('button', { name: 'Find anything' })
  await opener.click()
  await page.getByRole('button', { name: 'Close' }).click()
  await expect(opener).toBeFocused()
  await opener.click()
  await page.mouse.click(5, 895)
  await expect(opener).toBeFocused()

  await write(page, ines, 'hello')
  await page.goto('/chat')
  await expect(page.getByText('Select a conversation')).toBeVisible()
  await ayo.context.setOffline(true)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('KOWAL')
  await expect(page.getByRole('group', { name: 'Conversations' }).getByRole('option')).toHaveText(/Ines Kowalczyk/)
  await page.keyboard.press('Enter')
  await expect(composer).toBeFocused()
  await ayo.context.setOffline(false)

  await page.getByRole('article').focus()
  await page.keyboard.type('goes there')
  await expect(composer).toHaveValue('goes there')
  await ayo.context.close()
  await ines.context.close()
})

test('what is typed right after Ctrl+K is for the switcher, also while that is on its way', async ({ browser }) => {
  const mira = await signUp(browser, { name: 'Mira Lund' })
  const jonas = await signUp(browser, { name: 'Jonas Berg' })
  const { page } = mira
  await openConversationWith(page, jonas)
  await page.reload()
  const composer = page.getByRole('textbox', { name: 'Message Jonas Berg' })
  await expect(composer).toBeFocused()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('settings')
  await expect(page.getByRole('option', { name: 'Settings: Devices' })).toBeVisible()
  await expect(page.getByRole('combobox')).toHaveValue('settings')
  await page.keyboard.press('Escape')
  await expect(composer).toHaveValue('')
  await mira.context.close()
  await jonas.context.close()
})

test('the switcher opens also for who asked for it before the scripts were there', async ({ browser }) => {
  const ayo = await signUp(browser, { name: 'Ayo Okafor' })
  const { page } = ayo
  const asked = Promise.withResolvers<void>()
  await page.route('**/*.js', async (route) => {
    await asked.promise
    await route.continue()
  })
  await page.reload({ waitUntil: 'commit' })
  await expect(page.getByRole('navigation', { name: 'Conversations' })).toBeVisible()
  await page.keyboard.press('Control+k')
  asked.resolve()
  await expect(page.getByRole('combobox')).toBeFocused()
  expect(ayo.complaints).toEqual([])
  await ayo.context.close()
})

test.describe('on a phone', () => {
  test('one pane at a time, with a way back, and nothing wider than the screen', async ({ browser }) => {
    const mina = await signUp(browser, { name: 'Mina Cho', phone: true })
    const ayo = await signUp(browser, { name: 'Ayo Okafor' })
    await openConversationWith(ayo.page, mina)
    await write(ayo.page, mina, `a${'very'.repeat(60)}longword`)
    const { page } = mina
    const list = page.getByRole('navigation', { name: 'Conversations' })
    await list.getByRole('button', { name: 'Find anything' }).tap()
    await expect(page.getByRole('dialog')).toBeVisible()
    await page.goBack()
    await expect(page.getByRole('dialog')).toBeHidden()
    await railRow(page, ayo.name).tap()
    await expect(messages(page, ayo.name)).toHaveCount(1)
    await expect(page.getByRole('heading', { level: 1, name: ayo.name })).toBeFocused()
    await expect(list).toBeHidden()
    await expect(page.getByRole('textbox', { name: 'Message Ayo Okafor' })).toBeInViewport()
    const widths = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth])
    expect(widths[0]).toBeLessThanOrEqual(widths[1] ?? 0)
    await expectAccessible(page, 'a conversation on a phone')
    for (const button of await page.getByRole('button').filter({ visible: true }).all()) {
      const box = await button.boundingBox()
      expect(Math.min(box?.width ?? 0, box?.height ?? 0), (await button.getAttribute('aria-label')) ?? '').toBeGreaterThanOrEqual(
        43.5,
      )
    }
    await page.getByRole('button', { name: 'Back to conversations' }).tap()
    await expect(list).toBeVisible()
    await page.goForward()
    await expect(messages(page, ayo.name)).toHaveCount(1)
    await page.goBack()
    await expect(list).toBeVisible()
    await mina.context.close()
    await ayo.context.close()
  })
})
