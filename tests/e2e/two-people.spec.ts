import { expect, test } from '@playwright/test'
import { messages, openConversationWith, openPage, type Person, railRow, signUp, write } from './person.ts'

test.describe('two people in two browsers', () => {
  let rana: Person
  let tomas: Person

  test.beforeEach(async ({ browser }) => {
    rana = await signUp(browser, { name: 'Rana Haddad' })
    tomas = await signUp(browser, { name: 'Tomás Marín' })
  })
  test.afterEach(async () => {
    expect(rana.complaints).toEqual([])
    expect(tomas.complaints).toEqual([])
    await rana.context.close()
    await tomas.context.close()
  })

  test('find each other, write both ways, and see ticks, typing, presence and exact unread counts', async () => {
    await openConversationWith(rana.page, tomas)
    await expect(rana.page.locator('header').getByText('Online')).toBeVisible()
    await write(rana.page, tomas, 'Permits are in for the 14th.')
    await write(rana.page, tomas, 'We still need drivers.')

    const ranaRow = railRow(tomas.page, 'Rana Haddad')
    await expect(ranaRow.getByText('2 unread messages')).toBeAttached()
    await expect(tomas.page).toHaveTitle(/^\(2\)/)
    const lastOfRana = messages(rana.page, tomas.name).last()
    await expect(lastOfRana.getByRole('img', { name: 'Delivered' })).toBeVisible()

    await ranaRow.click()
    await expect(messages(tomas.page, rana.name)).toHaveCount(2)
    await expect(tomas.page).toHaveTitle(/^(?!\()/)
    await expect(ranaRow.getByText(/unread/)).toHaveCount(0)
    await expect(lastOfRana.getByRole('img', { name: 'Read' })).toBeVisible()

    await tomas.page.getByRole('textbox', { name: 'Message Rana Haddad' }).pressSequentially('I can', { delay: 30 })
    await expect(rana.page.getByText('Tomás Marín is typing')).toBeVisible()
    await tomas.page.getByRole('textbox', { name: 'Message Rana Haddad' }).press('Enter')
    await expect(messages(rana.page, tomas.name).last()).toContainText('I can')
    await expect(rana.page.getByText('Tomás Marín is typing')).toBeHidden()
    await expect(messages(tomas.page, rana.name).last().getByRole('img', { name: 'Read' })).toBeVisible()
  })

  test('a reload keeps all of it, and a second device has the same', async () => {
    await openConversationWith(rana.page, tomas)
    for (const body of ['one', 'two\nwith a second line', 'https://example.org/three']) await write(rana.page, tomas, body)
    await expect(messages(rana.page, tomas.name).getByRole('img', { name: /Sent|Delivered/ })).toHaveCount(3)
    await rana.page.reload()
    await expect(messages(rana.page, tomas.name)).toHaveCount(3)
    await expect(messages(rana.page, tomas.name).last().getByRole('link')).toHaveAttribute('rel', /noopener/)

    const second = await openPage(rana.context)
    await second.page.goto(rana.page.url())
    await expect(messages(second.page, tomas.name)).toHaveCount(3)
    await railRow(tomas.page, rana.name).click()
    await write(tomas.page, rana, 'seen on both')
    await expect(messages(second.page, tomas.name).last()).toContainText('seen on both')
    await expect(messages(rana.page, tomas.name).last()).toContainText('seen on both')
    expect(second.complaints).toEqual([])
  })

  test('a draft survives a reload, and markup stays text', async () => {
    await openConversationWith(rana.page, tomas)
    const composer = rana.page.getByRole('textbox', { name: 'Message Tomás Marín' })
    await composer.fill('not finished')
    await rana.page.reload()
    await expect(composer).toHaveValue('not finished')
    const markup = '<img src=x onerror="document.title=1"><script>document.title=2</script>'
    await write(rana.page, tomas, markup)
    await expect(messages(rana.page, tomas.name).last()).toContainText(markup)
    await railRow(tomas.page, rana.name).click()
    await expect(messages(tomas.page, rana.name).last()).toContainText(markup)
    await expect(tomas.page).toHaveTitle(/ChatSphere/)
  })

  test('what is written without a connection is shown as unsent and sent once, in order, when it is back', async () => {
    await openConversationWith(rana.page, tomas)
    await write(rana.page, tomas, 'before')
    await expect(messages(rana.page, tomas.name).getByRole('img', { name: /Sent|Delivered/ })).toHaveCount(1)
    await rana.context.setOffline(true)
    await rana.page.evaluate(() => window.dispatchEvent(new Event('offline')))
    for (const body of ['first', 'second', 'third']) await write(rana.page, tomas, body)
    await rana.context.setOffline(false)
    await expect(messages(rana.page, tomas.name).getByRole('img', { name: /Sent|Delivered/ })).toHaveCount(4, { timeout: 30_000 })
    await railRow(tomas.page, rana.name).click()
    await expect(messages(tomas.page, rana.name)).toHaveCount(4)
    await expect(messages(tomas.page, rana.name)).toContainText(['before', 'first', 'second', 'third'])
  })

  test('signing out ends the session on this device, and signing in brings all back', async () => {
    await openConversationWith(rana.page, tomas)
    await write(rana.page, tomas, 'still here afterwards')
    await expect(messages(rana.page, tomas.name).getByRole('img', { name: /Sent|Delivered/ })).toHaveCount(1)
    const conversation = rana.page.url()
    await rana.page.getByRole('button', { name: 'Settings' }).click()
    await rana.page.getByRole('menuitem', { name: 'Sign out' }).click()
    await expect(rana.page).toHaveURL(/\/sign-in/)
    await rana.page.goto(conversation)
    await expect(rana.page).toHaveURL(/\/sign-in/)
    await rana.page.getByLabel('E-mail or username').fill(rana.username)
    await rana.page.getByLabel('Password', { exact: true }).fill('wrong')
    await rana.page.getByRole('button', { name: 'Sign in' }).click()
    await expect(rana.page.getByText('This name and password do not fit together')).toBeVisible()
    await rana.page.getByLabel('Password', { exact: true }).fill(rana.password)
    await rana.page.getByRole('button', { name: 'Sign in' }).click()
    await expect(rana.page).toHaveURL(/\/chat/)
    await railRow(rana.page, tomas.name).click()
    await expect(messages(rana.page, tomas.name)).toHaveCount(1)
  })
})
