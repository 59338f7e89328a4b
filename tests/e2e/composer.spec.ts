import { expect, type Page, test } from '@playwright/test'
import { messages, openConversationWith, type Person, railRow, secondDevice, signUp, write } from './person.ts'

test.describe('the composer', () => {
  let ada: Person
  let noor: Person

  test.beforeAll(async ({ browser }) => {
    ada = await signUp(browser, { name: 'Ada Okafor' })
    noor = await signUp(browser, { name: 'Noor Aziz' })
    await openConversationWith(ada.page, noor)
    await write(ada.page, noor, 'the very first')
    await expect(messages(ada.page, noor.name).getByRole('img', { name: /Sent|Delivered/ })).toHaveCount(1)
  })
  test.afterAll(async () => {
    expect([...ada.complaints, ...noor.complaints]).toEqual([])
    await ada.context.close()
    await noor.context.close()
  })
  const composer = (page: Page = ada.page) => page.getByRole('textbox', { name: 'Message Noor Aziz' })

  test('formats what is selected, by buttons and keys, and the browser can undo it', async () => {
    const { page } = ada
    await composer().fill('high tide')
    await composer().press('Control+a')
    await page.keyboard.press('Control+b')
    await expect(composer()).toHaveValue('**high tide**')
    await expect(page.getByRole('button', { name: 'Bold' })).toHaveAttribute('aria-pressed', 'true')
    await page.getByRole('button', { name: 'Bold' }).click()
    await expect(composer()).toHaveValue('high tide')
    await page.keyboard.press('Control+i')
    await expect(composer()).toHaveValue('_high tide_')
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+z')
    await expect(composer()).not.toHaveValue('_high tide_')
    await composer().fill('npm start')
    await composer().press('Control+a')
    await page.keyboard.press('Control+e')
    await page.keyboard.press('Enter')
    await expect(messages(page, noor.name).last().locator('code')).toHaveText('npm start')
  })

  test('shows how a block of code will look', async () => {
    await composer().fill('look:\n```ts\nconst a = 1\n```')
    const preview = ada.page.getByRole('region', { name: 'Preview' })
    await expect(preview.locator('code')).toHaveText('const a = 1')
    await expect(preview.locator('.text-code-keyword')).toHaveText('const')
    await composer().fill('')
    await expect(preview).toHaveCount(0)
  })

  test('completes emoji by keys, ends shortcodes, and inserts from the picker where the caret is', async () => {
    const { page } = ada
    await composer().focus()
    await page.keyboard.type('ahoy :wav')
    const list = page.getByRole('listbox', { name: 'Matching emoji' })
    await expect(list.getByRole('option').first()).toHaveText(/:wave:/)
    await page.keyboard.press('Escape')
    await expect(list).toHaveCount(0)
    await page.keyboard.type('e')
    await expect(list).toBeVisible()
    await page.keyboard.press('Tab')
    await expect(composer()).toHaveValue('ahoy 👋 ')
    await page.keyboard.type(':tada:')
    await expect(composer()).toHaveValue('ahoy 👋 🎉')
    await page.keyboard.press('Home')
    await page.getByRole('button', { name: 'Emoji', exact: true }).click()
    await page.getByRole('tab', { name: 'Animals and nature' }).click()
    await page.getByRole('option', { name: 'octopus' }).click()
    await expect(composer()).toHaveValue('🐙ahoy 👋 🎉')
    await expect(composer()).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(messages(page, noor.name).last()).toContainText('🐙ahoy 👋 🎉')
  })

  test('sends nothing while an input method composes', async () => {
    const { page } = ada
    const before = await messages(page, noor.name).count()
    await composer().fill('にほん')
    await composer().dispatchEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true })
    await composer().dispatchEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true, cancelable: true })
    await expect(composer()).toHaveValue('にほん')
    await page.keyboard.press('Enter')
    await expect(messages(page, noor.name)).toHaveCount(before + 1)
  })

  test('keeps a draft and what it answers for every device, until it is sent', async ({ browser }) => {
    const { page } = ada
    const other = await secondDevice(browser, ada)
    const first = messages(page, noor.name).first()
    await first.hover()
    await first.getByRole('button', { name: 'Reply' }).click()
    await page.keyboard.type('begun on one device')
    await expect(railRow(other, noor.name)).toContainText('begun on one device')
    await railRow(other, noor.name).click()
    await expect(composer(other)).toHaveValue('begun on one device')
    await expect(other.getByText('Replying to')).toBeVisible()

    await composer(other).press('End')
    await other.keyboard.type(', ended on the other')
    await expect(composer()).toHaveValue('begun on one device, ended on the other')
    await other.keyboard.press('Enter')
    await expect(composer()).toHaveValue('')
    await expect(page.getByText('Replying to')).toHaveCount(0)
    await expect(
      messages(page, noor.name)
        .last()
        .getByRole('button', { name: /In reply to Ada Okafor the very first/ }),
    ).toBeVisible()
    await other.context().close()
  })

  test('never gives up what is typed here for what another device wrote', async ({ browser }) => {
    const { page } = ada
    const other = await secondDevice(browser, ada)
    await railRow(other, noor.name).click()
    await ada.context.setOffline(true)
    await page.evaluate(() => window.dispatchEvent(new Event('offline')))
    await composer().fill('typed in a tunnel')
    // The last one that saves wins, so the other device has to have saved.
    const saved = other.waitForResponse((answer) => answer.url().includes('chat.saveDraft'))
    await composer(other).fill('typed elsewhere')
    expect((await saved).ok()).toBe(true)
    await page.reload().catch(() => undefined)
    await expect(composer()).toHaveValue('typed in a tunnel')
    await ada.context.setOffline(false)
    await expect(composer(other)).toHaveValue('typed in a tunnel', { timeout: 40_000 })
    await expect(composer()).toHaveValue('typed in a tunnel')
    await composer().fill('')
    await expect(composer(other)).toHaveValue('')
    await other.context().close()
  })

  test('a draft shows in the list, with its pencil', async () => {
    const { page } = ada
    await composer().fill('for later')
    await page.goto('/chat')
    await expect(railRow(page, noor.name)).toContainText(/Draft:\s*for later/)
    await railRow(page, noor.name).click()
    await expect(composer()).toHaveValue('for later')
    await composer().fill('')
  })
})
