import { expect, type Page, test } from '@playwright/test'
import { expectAccessible } from './expect-accessible.ts'
import { messages, type Person, railRow, signUp, write } from './person.ts'

async function runCommand(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill(name)
  await page.getByRole('option', { name }).click()
}

async function makeGroup(page: Page, name: string, people: readonly Person[], kind?: string): Promise<void> {
  await runCommand(page, 'New group')
  const dialog = page.getByRole('dialog', { name: 'New group' })
  await dialog.getByLabel('Name').fill(name)
  if (kind !== undefined) await dialog.getByLabel('Who may find it').selectOption(kind)
  for (const person of people) {
    await dialog.getByLabel('Find people to add').fill(person.username)
    const found = dialog.getByRole('listitem').filter({ hasText: person.username })
    await found.getByRole('button', { name: `Add ${person.name}` }).click()
  }
  await dialog.getByRole('button', { name: 'Create' }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
}

async function openAbout(page: Page, name: string) {
  await page.getByRole('heading', { level: 1, name }).getByRole('button').click()
  return page.getByRole('dialog', { name: `About ${name}` })
}

test('three people: one makes a group, all write under their names, one is sent away while looking', async ({ browser }) => {
  const ada = await signUp(browser, { name: 'Ada Holm' })
  const bob = await signUp(browser, { name: 'Bob Iversen' })
  const cyd = await signUp(browser, { name: 'Cyd Moreau' })
  const group = { name: 'Tide watch' }
  await makeGroup(ada.page, group.name, [bob, cyd])
  await write(ada.page, group, 'High water at six')
  for (const person of [bob, cyd]) await railRow(person.page, group.name).click()
  await expect(messages(bob.page, group.name).filter({ hasText: 'High water at six' })).toContainText(['Ada Holm'])
  await write(bob.page, group, 'I take the boat')
  await expect(messages(ada.page, group.name).filter({ hasText: 'I take the boat' })).toContainText(['Bob Iversen'])
  await expect(messages(cyd.page, group.name)).toContainText(['High water at six', 'I take the boat'])

  const about = await openAbout(ada.page, group.name)
  await about.getByLabel('Role of Bob Iversen').selectOption('Moderator')
  await about.getByRole('button', { name: 'Edit' }).click()
  await about.getByLabel('Topic', { exact: true }).fill('Spring tide on Friday')
  await about.getByRole('button', { name: 'Save' }).click()
  await expect(cyd.page.locator('header').getByText('Spring tide on Friday')).toBeVisible()

  await ada.page.keyboard.press('Escape')
  const seenByBob = await openAbout(bob.page, group.name)
  await seenByBob.getByRole('button', { name: 'More about Cyd Moreau' }).click()
  await bob.page.getByRole('menuitem', { name: 'Remove' }).click()
  await bob.page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
  await expect(seenByBob.getByText('Cyd Moreau')).toHaveCount(0)
  await expect(cyd.page.getByText('Conversation not found')).toBeVisible()
  await expect(railRow(cyd.page, group.name)).toHaveCount(0)
  const log = ada.page.getByRole('log')
  for (const told of ['created the group', 'made Bob Iversen a moderator', 'set the topic: Spring tide on Friday'])
    await expect(log.getByText(`Ada Holm ${told}`)).toBeVisible()
  await expect(log.getByText('Bob Iversen removed Cyd Moreau')).toBeVisible()

  await expectAccessible(bob.page, 'about a group')
  const complaints = [ada, bob, cyd].flatMap((person) => person.complaints)
  expect(complaints).toEqual([])
  for (const { context } of [ada, bob, cyd]) await context.close()
})

test('a public channel is found, joined and left; its owner hands it over before leaving', async ({ browser }) => {
  const ada = await signUp(browser, { name: 'Ada Holm' })
  const eve = await signUp(browser, { name: 'Eve Quist', phone: true })
  const name = `Harbour ${Date.now().toString(36)}`
  await makeGroup(ada.page, name, [], 'Public channel: anybody may join')
  await write(ada.page, { name }, 'Welcome')

  await eve.page.getByRole('button', { name: 'New conversation' }).click()
  await eve.page.getByRole('combobox').fill('Public channels')
  await eve.page.getByRole('option', { name: 'Public channels' }).click()
  const channels = eve.page.getByRole('dialog', { name: 'Public channels' })
  await channels.getByLabel('Find a channel').fill(name)
  await expectAccessible(eve.page, 'public channels on a phone')
  await channels.getByRole('listitem').filter({ hasText: name }).getByRole('button', { name: 'Join' }).click()
  await expect(messages(eve.page, name)).toContainText(['Welcome'])

  const about = await openAbout(ada.page, name)
  await about.getByRole('button', { name: 'Leave' }).click()
  await ada.page.getByRole('alertdialog').getByRole('button', { name: 'Leave' }).click()
  await expect(about.getByText('A group needs an owner.')).toBeVisible()
  await about.getByLabel('Role of Eve Quist').selectOption('Make Eve Quist the owner')
  await ada.page.getByRole('alertdialog').getByRole('button', { name: 'Hand over' }).click()
  await expect(about.getByRole('listitem').filter({ hasText: 'Eve Quist' })).toContainText('Owner')
  await expect(about.getByLabel('Role of Eve Quist')).toHaveCount(0)
  await about.getByRole('button', { name: 'Leave' }).click()
  await ada.page.getByRole('alertdialog').getByRole('button', { name: 'Leave' }).click()
  await expect(railRow(ada.page, name)).toHaveCount(0)
  expect([...ada.complaints, ...eve.complaints]).toEqual([])
  for (const { context } of [ada, eve]) await context.close()
})

test('announcements are written by few; a silenced member waits, a banned one stays out, an archive is read only', async ({
  browser,
}) => {
  const ada = await signUp(browser, { name: 'Ada Holm' })
  const bob = await signUp(browser, { name: 'Bob Iversen' })
  const eve = await signUp(browser, { name: 'Eve Quist', phone: true, dark: true })
  const channel = { name: `Notices ${Date.now().toString(36)}` }
  await makeGroup(ada.page, channel.name, [bob, eve], 'Announcements: only moderators write')
  await write(ada.page, channel, 'The harbour is closed')
  await railRow(bob.page, channel.name).click()
  await railRow(eve.page, channel.name).click()
  await expect(bob.page.getByText('Only some people write here.')).toBeVisible()

  const about = await openAbout(ada.page, channel.name)
  await about.getByLabel('Write', { exact: true }).selectOption('Everybody')
  await about.getByLabel('Slow mode').selectOption('One message in 30 seconds')
  await write(bob.page, channel, 'Until when?')
  await expect(messages(ada.page, channel.name)).toContainText(['Until when?'])
  await write(bob.page, channel, 'Anybody?')
  await expect(messages(bob.page, channel.name).filter({ hasText: 'Anybody?' })).toBeVisible()
  await expect(messages(ada.page, channel.name).filter({ hasText: 'Anybody?' })).toHaveCount(0)

  await about.getByRole('button', { name: 'More about Bob Iversen' }).click()
  await ada.page.getByRole('menuitem', { name: 'Silence for 1 hour' }).click()
  await expect(bob.page.getByText(/A moderator has silenced you here until/)).toBeVisible()
  await expect(about.getByText(/silent until/)).toBeVisible()
  await about.getByRole('button', { name: 'More about Eve Quist' }).click()
  await ada.page.getByRole('menuitem', { name: 'Ban' }).click()
  const ban = about.getByRole('form', { name: 'Ban Eve Quist' })
  await ban.getByLabel('Reason, for moderators').fill('Advertising')
  await ban.getByLabel('For how long').selectOption('7 days')
  await expectAccessible(ada.page, 'rights, members and a ban')
  await ban.getByRole('button', { name: 'Ban Eve Quist' }).click()
  await expect(eve.page.getByText('Conversation not found')).toBeVisible()
  await expect(about.getByRole('region', { name: 'Banned' })).toContainText('Advertising')
  await about.getByRole('button', { name: 'Lift the ban of Eve Quist' }).click()
  await expect(about.getByRole('region', { name: 'Banned' })).toHaveCount(0)

  await about.getByRole('button', { name: 'Archive' }).click()
  await ada.page.getByRole('alertdialog').getByRole('button', { name: 'Archive' }).click()
  await expect(bob.page.getByText('This is archived.')).toBeVisible()
  await about.getByRole('button', { name: 'Open again' }).click()
  await expect(bob.page.getByText(/A moderator has silenced you here until/)).toBeVisible()
  expect([ada, bob, eve].flatMap(({ complaints }) => complaints)).toEqual([])
  for (const { context } of [ada, bob, eve]) await context.close()
})

test('an invitation shows its group to whoever follows it, also who has to register first, and ends', async ({ browser }) => {
  const ada = await signUp(browser, { name: 'Ada Holm' })
  const bob = await signUp(browser, { name: 'Bob Iversen', phone: true })
  await ada.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const group = { name: `Pilots ${Date.now().toString(36)}` }
  await makeGroup(ada.page, group.name, [])
  const about = await openAbout(ada.page, group.name)
  await about.getByLabel('For', { exact: true }).selectOption('5 people')
  await about.getByRole('button', { name: 'Create link' }).click()
  await expect(about.getByText('used 0 of 5 times')).toBeVisible()
  const link = await ada.page.evaluate(() => navigator.clipboard.readText())
  expect(link).toContain('/join/')

  await bob.page.goto(link)
  await expect(bob.page.getByRole('heading', { level: 1, name: group.name })).toBeVisible()
  await expect(bob.page.getByText('Ada Holm invites you')).toBeVisible()
  await expectAccessible(bob.page, 'an invitation on a phone')
  await bob.page.getByRole('button', { name: 'Join' }).click()
  await write(bob.page, group, 'Here I am')
  await expect(messages(ada.page, group.name)).toContainText(['Here I am'])

  // Without an account: through sign-in to sign-up, and on to the invitation.
  const context = await browser.newContext({ locale: 'en-GB' })
  const page = await context.newPage()
  await page.goto(link)
  await expect(page).toHaveURL(/sign-in\?next=/)
  await page.getByRole('link', { name: 'Create account' }).click()
  await expect(page).toHaveURL(/sign-up\?next=/)
  const username = `cyd.${Date.now().toString(36)}`
  await page.getByLabel('Your name').fill('Cyd Moreau')
  await page.getByLabel('E-mail').fill(`${username}@example.org`)
  await page.getByLabel('Username').fill(username)
  await page.getByLabel('Password', { exact: true }).fill('a long enough password')
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByRole('heading', { level: 1, name: group.name })).toBeVisible()
  await about.getByRole('button', { name: 'End the link' }).click()
  await expect(about.getByText('used 1 of 5 times')).toHaveCount(0)
  await page.getByRole('button', { name: 'Join' }).click()
  await expect(page.getByText('This invitation has ended')).toBeVisible()
  expect([...ada.complaints, ...bob.complaints]).toEqual([])
  for (const each of [ada.context, bob.context, context]) await each.close()
})

test('a channel that lets people in by hand: one asks, a moderator sees it and answers', async ({ browser }) => {
  const ada = await signUp(browser, { name: 'Ada Holm' })
  const eve = await signUp(browser, { name: 'Eve Quist', phone: true })
  const channel = { name: `Divers ${Date.now().toString(36)}` }
  await makeGroup(ada.page, channel.name, [], 'Public channel: anybody may join')
  const about = await openAbout(ada.page, channel.name)
  await about.getByRole('button', { name: 'Edit' }).click()
  await about.getByLabel('Who may find it').selectOption('Public channel: who asks is let in')
  await about.getByRole('button', { name: 'Save' }).click()
  await expect(about.getByRole('button', { name: 'Edit' })).toBeVisible()

  await eve.page.getByRole('button', { name: 'New conversation' }).click()
  await eve.page.getByRole('combobox').fill('Public channels')
  await eve.page.getByRole('option', { name: 'Public channels' }).click()
  const channels = eve.page.getByRole('dialog', { name: 'Public channels' })
  await channels.getByLabel('Find a channel').fill(channel.name)
  await channels.getByRole('listitem').filter({ hasText: channel.name }).getByRole('button', { name: 'Ask to join' }).click()
  await expect(channels.getByText('You have asked')).toBeVisible()
  await expect(ada.page.getByText('1 asking to join')).toBeVisible()
  await about.getByRole('button', { name: 'Let Eve Quist in' }).click()
  await expect(about.getByRole('region', { name: 'Asking to join' })).toHaveCount(0)
  await eve.page.keyboard.press('Escape')
  await railRow(eve.page, channel.name).click()
  await write(eve.page, channel, 'Thank you')
  await expect(messages(ada.page, channel.name)).toContainText(['Thank you'])
  expect([...ada.complaints, ...eve.complaints]).toEqual([])
  for (const { context } of [ada, eve]) await context.close()
})
