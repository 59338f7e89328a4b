import { expect, type Locator, test } from '@playwright/test'
import { messages, openConversationWith, openPage, type Person, railRow, signUp, write } from './person.ts'
import { call, conversationIdOf } from './seed.ts'

test.describe('a message', () => {
  let ada: Person
  let noor: Person

  test.beforeAll(async ({ browser }) => {
    ada = await signUp(browser, { name: 'Ada Okafor' })
    noor = await signUp(browser, { name: 'Noor Aziz' })
    await openConversationWith(ada.page, noor)
    await write(ada.page, noor, 'the very first')
    await railRow(noor.page, ada.name).click()
    await expect(messages(noor.page, ada.name)).toHaveCount(1)
  })
  test.afterAll(async () => {
    expect([...ada.complaints, ...noor.complaints]).toEqual([])
    await ada.context.close()
    await noor.context.close()
  })

  /** Writes a message; answers it as its author and as the other one has it. */
  async function written(body: string): Promise<{ here: Locator; there: Locator }> {
    await write(ada.page, noor, body)
    const here = messages(ada.page, noor.name).filter({ hasText: body })
    const there = messages(noor.page, ada.name).filter({ hasText: body })
    await expect(there).toBeVisible()
    await expect(here.getByRole('img', { name: /Sent|Delivered|Read/ })).toBeVisible()
    return { here, there }
  }

  test('gets reactions that both see at once, and that say whose they are', async () => {
    const { here, there } = await written('who drives')
    await there.hover()
    await there.getByRole('button', { name: 'React with 👍' }).click()
    const own = there.getByRole('button', { name: '👍, 1: You' })
    await expect(own).toHaveAttribute('aria-pressed', 'true')
    const others = here.getByRole('button', { name: '👍, 1: Noor Aziz' })
    await expect(others).toHaveAttribute('aria-pressed', 'false')
    await others.click()
    await expect(
      there
        .getByRole('button', { name: '👍, 2: You and Noor Aziz' })
        .or(there.getByRole('button', { name: '👍, 2: You and Ada Okafor' })),
    ).toBeVisible()
    await expect(here).toHaveAccessibleName(/who drives, 2 reactions/)
    await there.getByRole('button', { name: /👍, 2/ }).click()
    await expect(here.getByRole('button', { name: '👍, 1: You' })).toBeVisible()

    await there.hover()
    await there.getByRole('button', { name: 'Add a reaction' }).first().click()
    await noor.page.getByRole('combobox', { name: 'Search emoji' }).fill('ocean')
    await expect(noor.page.getByRole('option', { name: 'water wave' })).toBeVisible()
    await noor.page.keyboard.press('Enter')
    await expect(here.getByRole('button', { name: '🌊, 1: Noor Aziz' })).toBeVisible()
  })

  test('shows a reaction before the server has answered, and takes it back if that refuses', async () => {
    const { there } = await written('not for long')
    await noor.context.setOffline(true)
    await noor.page.evaluate(() => window.dispatchEvent(new Event('offline')))
    await there.hover()
    await there.getByRole('button', { name: 'React with 👍' }).click()
    await expect(noor.page.getByRole('status').filter({ hasText: 'Your reaction was not saved' })).toBeVisible()
    await expect(there.getByRole('button', { name: /👍, 1/ })).toHaveCount(0)
    await noor.context.setOffline(false)
    await expect(noor.page.locator('header').getByText('Online')).toBeVisible({ timeout: 30_000 })
  })

  test('is edited by the arrow key, with its history', async () => {
    const { here, there } = await written('leaving at six')
    const composer = ada.page.getByRole('textbox', { name: 'Message Noor Aziz' })
    await composer.focus()
    await ada.page.keyboard.press('ArrowUp')
    await expect(ada.page.getByText('Editing your message')).toBeVisible()
    await expect(composer).toHaveValue('leaving at six')
    await ada.page.keyboard.press('Escape')
    await expect(composer).toHaveValue('')
    await ada.page.keyboard.press('ArrowUp')
    await composer.fill('leaving at seven')
    await ada.page.keyboard.press('Enter')
    await expect(composer).toHaveValue('')
    await expect(messages(noor.page, ada.name).last()).toContainText('leaving at seven')
    await expect(here).toHaveCount(0)
    await expect(there).toHaveCount(0)
    await noor.page.getByRole('button', { name: 'Edited. Show earlier versions' }).click()
    const history = noor.page.getByRole('dialog', { name: 'Edit history' })
    await expect(history.getByRole('listitem')).toHaveText([/Now.*leaving at seven/s, /First written.*leaving at six/s])
    await noor.page.keyboard.press('Escape')
    await expect(history).toBeHidden()
  })

  test('gives the text back when somebody was faster', async () => {
    const { here } = await written('version one')
    const id = (await here.getAttribute('data-row')) ?? ''
    await ada.page.keyboard.press('ArrowUp')
    const composer = ada.page.getByRole('textbox', { name: 'Message Noor Aziz' })
    await composer.fill('my own words')
    const other = await openPage(ada.context)
    await other.page.goto(ada.page.url())
    await call(other.page, 'chat.edit', { conversationId: conversationIdOf(ada.page), id, body: 'version two' })
    await expect(messages(ada.page, noor.name).last()).toContainText('version two')
    await expect(composer).toHaveValue('my own words')
    await composer.press('Enter')
    await expect(ada.page.getByText(/It was changed elsewhere meanwhile/)).toBeVisible()
    await expect(composer).toHaveValue('my own words')
    await expect(messages(ada.page, noor.name).last()).toContainText('version two')
    await composer.press('Enter')
    await expect(messages(noor.page, ada.name).last()).toContainText('my own words')
    await other.page.close()
  })

  test('is pinned for both, and found from the header', async () => {
    const { here, there } = await written('permits are in the folder')
    await there.hover()
    await there.getByRole('button', { name: 'More actions' }).click()
    await noor.page.getByRole('menuitem', { name: 'Pin', exact: true }).click()
    await expect(here.getByText('Pinned', { exact: true })).toBeVisible()
    await ada.page.getByRole('button', { name: 'Pinned messages' }).click()
    const pins = ada.page.getByRole('dialog', { name: 'Pinned messages' })
    await pins.getByRole('button', { name: /permits are in the folder/ }).click()
    await expect(pins).toBeHidden()
    await expect(here).toBeInViewport()
    await ada.page.getByRole('button', { name: 'Pinned messages' }).click()
    await pins.getByRole('button', { name: 'Unpin' }).click()
    await expect(pins.getByText('Nothing pinned yet')).toBeVisible()
    await ada.page.keyboard.press('Escape')
    await expect(there.getByText('Pinned', { exact: true })).toHaveCount(0)
  })

  test('is deleted after a question, leaves its place, and counts as unread no more', async () => {
    await railRow(noor.page, ada.name).focus()
    await noor.page.goto('/chat')
    await write(ada.page, noor, 'sent by mistake')
    await expect(railRow(noor.page, ada.name).getByText('1 unread message')).toBeAttached()
    const here = messages(ada.page, noor.name).last()
    await here.hover()
    await here.getByRole('button', { name: 'More actions' }).click()
    await ada.page.getByRole('menuitem', { name: 'Delete' }).click()
    const dialog = ada.page.getByRole('dialog', { name: 'Delete this message?' })
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await expect(here).toContainText('sent by mistake')
    await here.hover()
    await here.getByRole('button', { name: 'More actions' }).click()
    await ada.page.getByRole('menuitem', { name: 'Delete' }).click()
    await dialog.getByRole('button', { name: 'Delete' }).click()
    await expect(here).toContainText('This message was deleted')
    await expect(railRow(noor.page, ada.name).getByText(/unread message/)).toHaveCount(0)
    await railRow(noor.page, ada.name).click()
    await expect(messages(noor.page, ada.name).last()).toContainText('This message was deleted')
  })

  test('does by the keyboard alone all that it does by the pointer', async () => {
    const { here, there } = await written('by keys alone')
    const { page } = noor
    await page.keyboard.press('Tab')
    await there.focus()
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('ArrowDown')
    await expect(there).toBeFocused()
    await page.keyboard.press('+')
    await expect(page.getByRole('combobox', { name: 'Search emoji' })).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(there).toBeFocused()
    await page.keyboard.press('ContextMenu')
    await expect(page.getByRole('menuitem', { name: 'Reply' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(there).toBeFocused()
    await page.keyboard.press('r')
    await expect(page.getByText('Replying to')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByText('Replying to')).toHaveCount(0)
    await expect(there).toBeFocused()
    // Not one’s own: E has nothing to do, and Delete asks nothing.
    await page.keyboard.press('e')
    await page.keyboard.press('Delete')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(there).toBeFocused()

    await ada.page.keyboard.press('Tab')
    await here.focus()
    await ada.page.keyboard.press('ArrowUp')
    await ada.page.keyboard.press('ArrowDown')
    await ada.page.keyboard.press('e')
    await expect(ada.page.getByRole('textbox', { name: 'Message Noor Aziz' })).toHaveValue('by keys alone')
    await ada.page.keyboard.press('Escape')
    await expect(here).toBeFocused()
    await ada.page.keyboard.press('Delete')
    await ada.page.getByRole('dialog', { name: 'Delete this message?' }).getByRole('button', { name: 'Delete' }).press('Enter')
    await expect(there).toHaveCount(0)
  })
})

test.describe('under a finger', () => {
  test('a long press opens a sheet, and a swipe replies', async ({ browser }) => {
    const mina = await signUp(browser, { name: 'Mina Cho', phone: true })
    const jon = await signUp(browser, { name: 'Jon Rees' })
    await openConversationWith(jon.page, mina)
    await write(jon.page, mina, 'press me long')
    const { page } = mina
    await railRow(page, jon.name).tap()
    const row = messages(page, jon.name).last()
    await expect(row).toBeVisible()
    const devtools = await mina.context.newCDPSession(page)
    const middleOfText = async () => {
      const box = await row.getByText('press me long').boundingBox()
      return (box?.y ?? 0) + (box?.height ?? 0) / 2
    }
    let y = await middleOfText()
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x: number) =>
      devtools.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y }] })

    await touch('touchStart', 180)
    const sheet = page.getByRole('dialog', { name: 'Message actions' })
    await expect(sheet).toBeVisible()
    await touch('touchEnd', 180)
    // The toolbar of a pointer is not behind it.
    await expect(page.getByRole('log').getByRole('button', { name: 'More actions', includeHidden: true })).toHaveCount(0)
    for (const button of await sheet.getByRole('button').all()) {
      const size = await button.boundingBox()
      expect(Math.min(size?.width ?? 0, size?.height ?? 0)).toBeGreaterThanOrEqual(43.5)
    }
    await sheet.getByRole('button', { name: 'React with ❤️' }).tap()
    await expect(messages(jon.page, mina.name).last().getByRole('button', { name: '❤️, 1: Mina Cho' })).toBeVisible()
    await expect(sheet).toBeHidden()

    y = await middleOfText()
    await touch('touchStart', 120)
    for (let x = 130; x <= 240; x += 10) await touch('touchMove', x)
    await touch('touchEnd', 240)
    await expect(page.getByText('Replying to')).toBeVisible()
    await page.getByRole('textbox', { name: 'Message Jon Rees' }).fill('swiped')
    await page.getByRole('button', { name: 'Send' }).tap()
    await expect(jon.page.getByRole('button', { name: /In reply to Jon Rees press me long/ })).toBeVisible()
    expect([...mina.complaints, ...jon.complaints]).toEqual([])
    await mina.context.close()
    await jon.context.close()
  })
})
