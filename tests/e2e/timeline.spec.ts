import { expect, type Locator, type Page, test } from '@playwright/test'
import { messages, openConversationWith, type Person, railRow, signUp, write } from './person.ts'
import { conversationIdOf, writeMany } from './seed.ts'

const many = Array.from({ length: 400 }, (_, index) =>
  index % 9 === 0 ? `line ${index + 1}\n${'more of it '.repeat(12)}` : `line ${index + 1}`,
)
/** No more rows than these are in the page, however many are loaded. */
const rowsMax = 150

function line(page: Page, name: string, number: number): Locator {
  return messages(page, name).filter({ hasText: new RegExp(`line ${number}(?!\\d)`) })
}

/** Where each row that is in sight stands in the window. */
function tops(page: Page): Promise<Record<string, number>> {
  return page.evaluate(() => {
    const { top, bottom } = document.querySelector('[role="log"]')?.getBoundingClientRect() ?? new DOMRect()
    const rows = [...document.querySelectorAll<HTMLElement>('[role="log"] article')].map((row) => ({
      key: row.dataset.row ?? '',
      box: row.getBoundingClientRect(),
    }))
    return Object.fromEntries(
      rows.filter(({ box }) => box.bottom > top && box.top < bottom).map(({ key, box }) => [key, box.top]),
    )
  })
}

/**
 * Scrolls, and answers how many pixels of a jump there were: that rows in sight moved by different ways, or further than one has scrolled.
 * At an end, or where the next page is not there yet, they move less.
 */
async function jumpOf(page: Page, delta: number): Promise<number> {
  const before = await tops(page)
  await page.evaluate((by) => {
    document.querySelector('[role="log"]')?.scrollBy({ top: by, behavior: 'instant' })
    return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  }, delta)
  const after = await tops(page)
  const moves = Object.keys(after).flatMap((key) => (before[key] === undefined ? [] : [(before[key] ?? 0) - (after[key] ?? 0)]))
  if (moves.length === 0) return Number.NaN
  const spread = Math.max(...moves) - Math.min(...moves)
  return Math.max(spread, Math.max(...moves.map(Math.abs)) - Math.abs(delta))
}

test.describe('a long conversation', () => {
  let ada: Person
  let noor: Person
  let path: string

  test.beforeAll(async ({ browser }) => {
    ada = await signUp(browser, { name: 'Ada Okafor' })
    noor = await signUp(browser, { name: 'Noor Aziz' })
    await openConversationWith(noor.page, ada)
    path = new URL(noor.page.url()).pathname
    await writeMany(noor.page, conversationIdOf(noor.page), many)
  })
  test.afterAll(async () => {
    expect([...ada.complaints, ...noor.complaints]).toEqual([])
    await ada.context.close()
    await noor.context.close()
  })

  test('opens at what is new, has few rows in the page, and reaches both ends without a jump', async () => {
    test.slow()
    const { page } = ada
    await railRow(page, noor.name).click()
    await expect(page.getByTestId('new-line')).toBeInViewport()
    await expect(line(page, noor.name, 1)).toBeInViewport()
    await expect(page.getByRole('button', { name: /Jump to the latest message, 99\+ new/ })).toBeVisible()

    let made = 0
    const jumps: number[] = []
    for (let step = 0; step < 80 && !(await line(page, noor.name, 400).isVisible()); step++) {
      jumps.push(await jumpOf(page, 300))
      made = Math.max(made, await messages(page, noor.name).count())
    }
    await expect(line(page, noor.name, 400)).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(line(page, noor.name, 400)).toBeInViewport()
    for (let step = 0; step < 40; step++) jumps.push(await jumpOf(page, -300))
    expect(jumps.length).toBeGreaterThan(60)
    expect(jumps.filter((jump) => !(jump <= 1.5))).toEqual([])
    expect(made).toBeLessThan(rowsMax)
    expect(await messages(page, noor.name).count()).toBeLessThan(rowsMax)
  })

  test('what arrives below does not move what is read, and is counted', async () => {
    const { page } = ada
    await page.goto(`${path}?m=200`)
    await expect(line(page, noor.name, 200)).toBeInViewport()
    const before = await tops(page)
    await write(noor.page, ada, 'arrived meanwhile')
    await expect(railRow(page, noor.name)).toContainText('arrived meanwhile')
    await expect(page.getByRole('button', { name: 'Jump to the latest message, 1 new' })).toBeVisible()
    const after = await tops(page)
    for (const [key, top] of Object.entries(before)) expect(Math.abs((after[key] ?? top) - top)).toBeLessThan(1)
    await page.getByRole('button', { name: /Jump to the latest/ }).click()
    await expect(messages(page, noor.name).last()).toContainText('arrived meanwhile')
    await expect(messages(page, noor.name).last()).toBeInViewport()
  })

  test('a link leads to its message, in a new page and in the one that is open', async () => {
    const { page } = ada
    await page.goto(`${path}?m=57`)
    await expect(line(page, noor.name, 57)).toBeInViewport()
    await expect(line(page, noor.name, 57)).toHaveClass(/animate-flash/)
    await write(noor.page, ada, `see ${new URL(path, page.url()).href}?m=310`)
    await page.getByRole('button', { name: /Jump to the latest/ }).click()
    await messages(page, noor.name).last().getByRole('link').click()
    await expect(line(page, noor.name, 310)).toBeInViewport()
    await expect(page).toHaveURL(/\?m=310$/)
    expect(ada.context.pages()).toHaveLength(1)
  })

  test('a quote leads to what it answers, however far that is', async () => {
    const { page } = ada
    await page.goto(`${path}?m=12`)
    await line(page, noor.name, 12).focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('r')
    await expect(page.getByText('Replying to')).toBeVisible()
    await page.keyboard.type('an answer from afar')
    await page.keyboard.press('Enter')
    await expect(messages(page, noor.name).last()).toContainText('an answer from afar')
    const quote = page.getByRole('button', { name: /In reply to Noor Aziz line 12/ })
    await expect(quote).toBeInViewport()
    await quote.click()
    await expect(line(page, noor.name, 12)).toBeInViewport()
    await expect(noor.page.getByRole('button', { name: /In reply to Noor Aziz line 12/ })).toBeVisible()
  })

  test('the place is kept while one is elsewhere', async ({ browser }) => {
    const { page } = ada
    const ines = await signUp(browser, { name: 'Ines Kowalczyk' })
    await page.goto(`${path}?m=150`)
    await expect(line(page, noor.name, 150)).toBeInViewport()
    const before = await tops(page)
    await openConversationWith(page, ines)
    await railRow(page, noor.name).click()
    await expect(line(page, noor.name, 150)).toBeInViewport()
    const after = await tops(page)
    const known = Object.keys(before).filter((key) => after[key] !== undefined)
    expect(known.length).toBeGreaterThan(10)
    for (const key of known) expect(Math.abs((after[key] ?? 0) - (before[key] ?? 0))).toBeLessThan(2)
    await ines.context.close()
  })

  test('arrow keys, Home and End go through all messages, and the focus is never lost', async () => {
    const { page } = ada
    await page.goto(path)
    await messages(page, noor.name).last().focus()
    await page.keyboard.press('Home')
    await expect(line(page, noor.name, 400).or(messages(page, noor.name).first())).not.toHaveCount(0)
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('ARTICLE')
    for (let step = 0; step < 5; step++) await page.keyboard.press('ArrowDown')
    await page.keyboard.press('End')
    await expect(messages(page, noor.name).last()).toBeFocused()
    await expect(messages(page, noor.name).last()).toBeInViewport()
    // Scrolled away by the wheel, the row with the focus is gone, and the log has it.
    await jumpOf(page, -6_000)
    await expect(page.getByRole('log')).toBeFocused()
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('ARTICLE')
  })
})

test('unread is drawn anew where somebody marks it, and stays so while one looks at it', async ({ browser }) => {
  const mina = await signUp(browser, { name: 'Mina Cho' })
  const jon = await signUp(browser, { name: 'Jon Rees' })
  await openConversationWith(jon.page, mina)
  for (const body of ['one', 'two', 'three']) await write(jon.page, mina, body)
  await railRow(mina.page, jon.name).click()
  await expect(railRow(mina.page, jon.name).getByText(/unread/)).toHaveCount(0)
  const two = messages(mina.page, jon.name).filter({ hasText: 'two' })
  await two.hover()
  await two.getByRole('button', { name: 'More actions' }).click()
  await mina.page.getByRole('menuitem', { name: 'Mark unread' }).click()
  await expect(railRow(mina.page, jon.name).getByText('2 unread messages')).toBeAttached()
  await expect(mina.page.getByTestId('new-line')).toBeVisible()
  await write(jon.page, mina, 'four')
  await expect(railRow(mina.page, jon.name).getByText('3 unread messages')).toBeAttached()
  await mina.page.keyboard.press('Escape')
  await expect(railRow(mina.page, jon.name).getByText(/unread/)).toHaveCount(0)
  await mina.context.close()
  await jon.context.close()
})

test('a screen reader is told what arrives, once and together, and nothing of what one scrolls by', async ({ browser }) => {
  const ayo = await signUp(browser, { name: 'Ayo Bello' })
  const lise = await signUp(browser, { name: 'Lise Bakker' })
  await openConversationWith(lise.page, ayo)
  const id = conversationIdOf(lise.page)
  await writeMany(lise.page, id, many.slice(0, 120))
  await railRow(ayo.page, lise.name).click()
  await expect(messages(ayo.page, lise.name).first()).toBeVisible()
  await expect(ayo.page.getByRole('log')).toHaveAttribute('aria-live', 'off')
  await ayo.page.keyboard.press('Escape')
  await write(lise.page, ayo, 'a first word')
  await expect(ayo.page.getByRole('status').filter({ hasText: 'Lise Bakker: a first word' })).toBeAttached()
  await writeMany(lise.page, id, ['a', 'b', 'c', 'd', 'e'])
  await expect(ayo.page.getByRole('status').filter({ hasText: '5 new messages' })).toBeAttached()
  await jumpOf(ayo.page, -2_000)
  await expect(ayo.page.getByRole('status').filter({ hasText: '5 new messages' })).toBeAttached()
  await ayo.context.close()
  await lise.context.close()
})
