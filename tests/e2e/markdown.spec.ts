import { expect, test } from '@playwright/test'
import { hostileBodies } from '../../apps/web/src/features/markdown/hostile-bodies.test-data.ts'
import { messages, openConversationWith, railRow, signUp, write } from './person.ts'
import { conversationIdOf, writeMany } from './seed.ts'

test('markup is shown, code has its colours and can be copied', async ({ browser }) => {
  const ada = await signUp(browser, { name: 'Ada Okafor' })
  const noor = await signUp(browser, { name: 'Noor Aziz' })
  await ada.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await openConversationWith(ada.page, noor)
  await writeMany(ada.page, conversationIdOf(ada.page), [
    '**bold** _italic_ ~~gone~~ `code`\nsecond line',
    '```ts\nconst tide = "high"\n```',
    '- one\n- two\n\n> said before',
    '🌊🌊',
  ])
  const rows = messages(ada.page, noor.name)
  await expect(rows).toHaveCount(4)
  await expect(rows.nth(0).locator('strong')).toHaveText('bold')
  await expect(rows.nth(0).locator('em')).toHaveText('italic')
  await expect(rows.nth(0).locator('del')).toHaveText('gone')
  await expect(rows.nth(0).locator('code')).toHaveText('code')
  await expect(rows.nth(0)).toHaveAccessibleName(/bold italic gone code second line/)
  await expect(rows.nth(1).locator('pre .text-code-keyword')).toHaveText('const')
  await rows.nth(1).hover()
  await rows.nth(1).getByRole('button', { name: 'Copy code' }).click()
  expect(await ada.page.evaluate(() => navigator.clipboard.readText())).toBe('const tide = "high"')
  await expect(rows.nth(2).getByRole('listitem')).toHaveText(['one', 'two'])
  await expect(rows.nth(2).locator('blockquote')).toHaveText('said before')
  await expect(rows.nth(3).locator('p')).toHaveCSS('font-size', '32px')
  expect(ada.complaints).toEqual([])
  await ada.context.close()
  await noor.context.close()
})

test('nothing that somebody sends runs, loads or leads astray', async ({ browser }) => {
  test.slow()
  const ada = await signUp(browser, { name: 'Ada Okafor' })
  const eve = await signUp(browser, { name: 'Eve Mallory' })
  const { page } = ada
  const ran: string[] = []
  page.on('dialog', async (dialog) => {
    ran.push(dialog.message())
    await dialog.dismiss()
  })
  const foreign: string[] = []
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (!['localhost', '127.0.0.1'].includes(url.hostname) && url.protocol !== 'data:') foreign.push(request.url())
  })
  await openConversationWith(eve.page, ada)
  await write(eve.page, ada, '**hello**')
  await writeMany(eve.page, conversationIdOf(eve.page), hostileBodies)
  await railRow(page, eve.name).click()
  await expect(messages(page, eve.name).first().locator('strong')).toHaveText('hello')
  for (let step = 0; step < 12; step++) {
    await page.evaluate(() => document.querySelector('[role="log"]')?.scrollBy({ top: 500, behavior: 'instant' }))
    const found = await page.evaluate(() => {
      const log = document.querySelector('[role="log"]')
      const elements = [...(log?.querySelectorAll('*') ?? [])]
      return {
        strange: elements.flatMap(({ tagName }) =>
          /^(?:script|img|iframe|object|embed|form|input|base|meta|style|link|video|audio|math|details)$/i.test(tagName)
            ? [tagName]
            : [],
        ),
        handlers: elements.flatMap((element) => element.getAttributeNames().filter((name) => name.startsWith('on'))),
        hrefs: [...(log?.querySelectorAll('a') ?? [])]
          .map((link) => link.href)
          .filter((href) => !/^(?:https?:\/\/|mailto:)/.test(href)),
      }
    })
    expect(found).toEqual({ strange: [], handlers: [], hrefs: [] })
  }
  await page.keyboard.press('Escape')
  await expect(messages(page, eve.name).last()).toContainText('constructor')
  expect({ ran, foreign }).toEqual({ ran: [], foreign: [] })
  expect(ada.complaints).toEqual([])
  await ada.context.close()
  await eve.context.close()
})
