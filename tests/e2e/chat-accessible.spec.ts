import { expect, test } from '@playwright/test'
import { expectAccessible } from './expect-accessible.ts'
import { messages, openConversationWith, type Person, railRow, signUp, write } from './person.ts'
import { call, conversationIdOf, writeMany } from './seed.ts'

/** A conversation with everything in it that a message can have. */
async function fill(mine: Person, theirs: Person): Promise<void> {
  await openConversationWith(theirs.page, mine)
  const conversationId = conversationIdOf(theirs.page)
  const [first = '', second = ''] = await writeMany(theirs.page, conversationId, [
    '**Permits** are in for the _14th_, see https://example.org/permits',
    '```ts\nconst trips = await history({ has: "image" })\n```\n- two vans\n- one boat\n\n> said before',
    '🚐🚐',
  ])
  await call(theirs.page, 'chat.react', { conversationId, id: first, emoji: '👍', on: true })
  await call(mine.page, 'chat.react', { conversationId, id: first, emoji: '👍', on: true })
  await call(theirs.page, 'chat.edit', { conversationId, id: first, body: '**Permits** are in, see https://example.org/permits' })
  await call(theirs.page, 'chat.pin', { conversationId, id: second, on: true })
}

for (const theme of ['light', 'dark'] as const) {
  for (const device of ['desktop', 'phone'] as const) {
    test(`the open conversation is accessible with all that lies over it, ${theme}, ${device}`, async ({ browser }) => {
      test.slow()
      const phone = device === 'phone'
      const mina = await signUp(browser, { name: 'Mina Cho', dark: theme === 'dark', phone })
      const jon = await signUp(browser, { name: 'Jon Rees' })
      await fill(mina, jon)
      const { page } = mina
      await railRow(page, jon.name).click()
      await expect(messages(page, jon.name)).toHaveCount(3)
      await expect(page.locator('pre .text-code-keyword').first()).toBeVisible()
      await write(page, jon, 'an answer')
      await expect(
        messages(page, jon.name)
          .last()
          .getByRole('img', { name: /Sent|Delivered/ }),
      ).toBeVisible()
      const row = messages(page, jon.name).first()
      await expectAccessible(page, 'messages')

      await row.focus()
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('ArrowUp')
      await page.keyboard.press('ContextMenu')
      await expect(page.getByRole('menuitem', { name: 'Reply' })).toBeVisible()
      await expectAccessible(page, 'the toolbar and the menu')
      await page.keyboard.press('Escape')
      await expect(row).toBeFocused()
      await page.keyboard.press('+')
      await expect(page.getByRole('option').first()).toBeVisible()
      await expectAccessible(page, 'the emoji picker')
      await page.keyboard.press('Escape')
      await row.getByRole('button', { name: 'Edited. Show earlier versions' }).click()
      await expect(page.getByText('First written')).toBeVisible()
      await expectAccessible(page, 'the history')
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog')).toHaveCount(0)
      await page.getByRole('button', { name: 'Pinned messages' }).click()
      await expect(page.getByRole('button', { name: 'Unpin' })).toBeVisible()
      await expectAccessible(page, 'the pins')
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog')).toHaveCount(0)

      await row.focus()
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('ArrowUp')
      await page.keyboard.press('r')
      await expect(page.getByText('Replying to')).toBeVisible()
      await page.keyboard.type('```\ncode\n```\n:wav')
      await expect(page.getByRole('option').first()).toBeVisible()
      await expectAccessible(page, 'a reply with a preview and completions')
      expect([...mina.complaints, ...jon.complaints]).toEqual([])
      await mina.context.close()
      await jon.context.close()
    })
  }
}
