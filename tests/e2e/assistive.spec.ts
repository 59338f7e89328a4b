import { expect, type Page, test } from '@playwright/test'
import { messages, openConversationWith, type Person, railRow, signUp, write } from './person.ts'
import { conversationIdOf, writeMany } from './seed.ts'

/** What axe cannot see: where the focus goes, what is said, and what is left when the system changes size, colours or motion. */
async function pair(browser: Parameters<typeof signUp>[0], phone = false): Promise<{ mina: Person; jon: Person }> {
  const mina = await signUp(browser, { name: 'Mina Cho', phone })
  const jon = await signUp(browser, { name: 'Jon Rees' })
  await openConversationWith(jon.page, mina)
  await writeMany(jon.page, conversationIdOf(jon.page), [
    'a word',
    `\`\`\`\n${'a long line of code '.repeat(20)}\n\`\`\``,
    '```\nshort\n```',
    'another one',
  ])
  await railRow(mina.page, jon.name).click()
  await expect(messages(mina.page, jon.name)).toHaveCount(4)
  return { mina, jon }
}

async function leave({ mina, jon }: { mina: Person; jon: Person }): Promise<void> {
  expect([...mina.complaints, ...jon.complaints]).toEqual([])
  await mina.context.close()
  await jon.context.close()
}

test('the list is beside the main part, headings are headings alone, and dialogs say what they are about', async ({
  browser,
}) => {
  const people = await pair(browser)
  const { page } = people.mina
  await expect(page.getByRole('main').getByRole('navigation')).toHaveCount(0)
  await expect(page.getByRole('heading', { name: 'Direct', exact: true })).toBeVisible()

  await page.getByRole('heading', { level: 1 }).getByRole('button').press('Enter')
  const profile = page.getByRole('dialog', { name: 'Profile of Jon Rees' })
  await expect(profile).toHaveAttribute('aria-modal', 'true')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('heading', { level: 1 }).getByRole('button')).toBeFocused()

  await write(page, people.jon, 'mine')
  await expect(messages(page, people.jon.name).getByRole('img', { name: /Sent|Delivered|Read/ })).toHaveCount(1)
  await page.keyboard.press('Shift+Tab')
  await expect(messages(page, people.jon.name).last()).toBeFocused()
  await page.keyboard.press('Delete')
  await expect(page.getByRole('dialog', { name: 'Delete this message?' })).toHaveAccessibleDescription(/disappears for everybody/)
  await page.keyboard.press('Escape')
  await expect(messages(page, people.jon.name).last()).toBeFocused()
  await leave(people)
})

test('the log is one stop of the Tab key; of its code only what scrolls is another', async ({ browser }) => {
  const people = await pair(browser)
  const { page } = people.mina
  await expect(messages(page, people.jon.name).locator('pre').first()).toHaveAttribute('tabindex', '0')
  await page.getByRole('textbox', { name: 'Message Jon Rees' }).focus()
  await page.keyboard.press('Shift+Tab')
  await expect(messages(page, people.jon.name).last()).toBeFocused()
  await page.keyboard.press('Shift+Tab')
  await expect(messages(page, people.jon.name).locator('pre').first()).toBeFocused()
  await leave(people)
})

test('in the emoji picker the kinds are one stop with arrow keys, and choosing a skin tone loses no focus', async ({
  browser,
}) => {
  const people = await pair(browser)
  const { page } = people.mina
  await page.getByRole('button', { name: 'Emoji' }).press('Enter')
  const picker = page.getByRole('dialog', { name: 'Emoji' })
  await expect(picker.getByRole('combobox')).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  const tones = picker.getByRole('group', { name: 'Skin tone' }).getByRole('button')
  await expect(tones.first()).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(picker.getByRole('button', { name: 'Skin tone' })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(picker.getByRole('tab', { name: 'Recently used' })).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(picker.getByRole('tab', { name: 'Smileys and emotion', selected: true })).toBeFocused()
  await expect(picker.getByRole('listbox', { name: 'Smileys and emotion' })).toBeVisible()
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  await expect(picker.getByRole('tab', { name: 'Flags', selected: true })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Emoji' })).toBeFocused()
  await leave(people)
})

test('settings on a phone give the focus on to the section, and back to where it was', async ({ browser }) => {
  const people = await pair(browser, true)
  const { page } = people.mina
  await page.keyboard.press('Control+,')
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeFocused()
  await page.getByRole('link', { name: 'Privacy' }).press('Enter')
  await expect(page.getByRole('heading', { level: 2, name: 'Privacy' })).toBeFocused()
  await page.getByRole('button', { name: /^Back/ }).press('Enter')
  await expect(page.getByRole('link', { name: 'Privacy' })).toBeFocused()
  await leave(people)
})

test('with the colours of the system one sees where the focus is and what is chosen', async ({ browser }) => {
  const people = await pair(browser)
  const { page } = people.mina
  await page.emulateMedia({ forcedColors: 'active' })
  await expect(page.getByRole('textbox', { name: 'Message Jon Rees' })).toBeFocused()
  const lineOf = () => page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle)
  expect(await lineOf()).toBe('solid')
  await expect(railRow(page, people.jon.name)).toHaveCSS('outline-style', 'solid')
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('ContextMenu')
  await expect(page.getByRole('menuitem').first()).toBeFocused()
  expect(await lineOf()).toBe('solid')
  await leave(people)
})

test('who wants no motion gets none', async ({ browser }) => {
  const people = await pair(browser)
  const { page } = people.mina
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog')).toHaveCSS('animation-duration', '0.001s')
  await leave(people)
})

test('at 320 pixels, which is 400 % of 1280, nothing is cut off', async ({ browser }) => {
  test.slow()
  const people = await pair(browser, true)
  const { page } = people.mina
  await page.setViewportSize({ width: 320, height: 640 })
  expect(await cutOff(page), 'conversation').toEqual([])
  await page.getByRole('button', { name: 'Back to conversations' }).tap()
  await expect(page.getByRole('navigation', { name: 'Conversations' })).toBeVisible()
  expect(await cutOff(page), 'list').toEqual([])
  await page.getByRole('button', { name: /Set a status/ }).tap()
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Save' })).toBeVisible()
  expect(await cutOff(page), 'status').toEqual([])
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  for (const section of ['profile', 'account', 'devices', 'appearance', 'privacy']) {
    await page.goto(`/settings/${section}`)
    await expect(page.getByRole('heading', { level: 3 }).first()).toBeVisible()
    expect(await cutOff(page), section).toEqual([])
  }
  await leave(people)
})

/** What reaches over an edge of the window, and cannot be scrolled to. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const over = (element: Element) => {
      const { left, right, width } = element.getBoundingClientRect()
      return width > 1 && (right > innerWidth + 1 || left < -1)
    }
    return [...document.querySelectorAll('main *, nav *, [role="dialog"] *')]
      .filter((element) => over(element) && element.closest('pre, .swipe-sign, .sr-only') === null)
      .filter((element) => element.checkVisibility({ checkOpacity: true }))
      .map((element) => `${element.tagName} ${element.textContent?.slice(0, 30)}`)
  })
}
