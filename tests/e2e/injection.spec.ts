import { createClient } from '@chatsphere/client'
import { injectedNames, injections } from '@chatsphere/testing/injections'
import { expect, type Page, test } from '@playwright/test'
import { messages, openConversationWith, signUp } from './person.ts'

/** What every injection would have done. */
const hasRun = (page: Page) => page.evaluate(() => 'injected' in window)

test('whatever is written, and whatever somebody is called, stays text wherever it is shown', async ({ browser, baseURL }) => {
  test.slow()
  const rana = await signUp(browser, { name: 'Rana Haddad' })
  const eve = await signUp(browser, { name: 'Eve Mallory' })
  const client = await createClient({ url: baseURL ?? '', login: { identifier: eve.username, password: eve.password } })
  client.start()
  await client.whenReady()
  await openConversationWith(rana.page, eve)
  await expect.poll(() => client.state().conversations.length).toBe(1)
  const conversationId = client.state().conversations[0]?.id ?? ''
  for (const body of injections) client.send(conversationId, body)
  await client.whenSent()
  const articles = messages(rana.page, eve.name)
  await expect(articles.last()).toContainText(injections.at(-1) ?? '')
  for (const body of injections.slice(-8)) await expect(articles.filter({ hasText: body }).first()).toBeVisible()
  for (const displayName of injectedNames) {
    await client.updateProfile({ displayName, bio: displayName })
    await expect(rana.page.getByRole('heading', { level: 1 })).toHaveText(displayName)
  }
  await rana.page.reload()
  await expect(rana.page.getByRole('heading', { level: 1 })).toHaveText(injectedNames.at(-1) ?? '')
  expect(await hasRun(rana.page)).toBe(false)
  expect(rana.complaints).toEqual([])
  client.stop()
  await rana.context.close()
  await eve.context.close()
})
