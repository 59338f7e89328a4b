import { gzipSync } from 'node:zlib'
import { type Browser, expect, type Page } from '@playwright/test'
import type { Scene } from './seed-screens.ts'

const rounds = 8
const scrollFrames = 1_200
const scrollStepPx = 180

async function signIn(browser: Browser, scene: Scene): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    baseURL: scene.url,
    serviceWorkers: 'block',
  })
  const page = await context.newPage()
  await page.addInitScript(() => {
    const shifts = { sum: 0 }
    Object.assign(window, { shifts })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.sum += 'value' in entry && typeof entry.value === 'number' ? entry.value : 0
    }).observe({ type: 'layout-shift', buffered: true })
  })
  await page.goto('/sign-in')
  await page.getByLabel('E-mail or username').fill(scene.identifier)
  await page.getByLabel('Password', { exact: true }).fill(scene.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(/\/chat/)
  return page
}

/** Of everything that moved since the page began, by input or not. */
function layoutShift(page: Page): Promise<number> {
  return page.evaluate(() => ('shifts' in window ? (window.shifts as { sum: number }).sum : Number.NaN))
}

/** The scripts that the page of the chat names, as they travel, and what moves until it stands. */
export async function measureFirstLoad(browser: Browser, scene: Scene) {
  const page = await signIn(browser, scene)
  await page.goto(`/chat/${scene.conversationIds[0]}`)
  await expect(page.getByRole('article').first()).toBeVisible()
  await page.waitForLoadState('networkidle')
  const shift = await layoutShift(page)
  const html = await (await page.request.get(`/chat/${scene.conversationIds[0]}`)).text()
  const sources = new Set(
    [...html.matchAll(/<script[^>]*\ssrc="([^"]+)"(?![^>]*nomodule)[^>]*>/gi)].map(([, source = '']) => source),
  )
  const early = new Set([...sources].filter((source) => !isForOldBrowsers(html, source)))
  let gzipBytes = 0
  for (const source of early) gzipBytes += gzipSync(await (await page.request.get(source)).body()).length
  await page.context().close()
  return { gzipBytes, files: early.size, layoutShift: shift }
}

function isForOldBrowsers(html: string, source: string): boolean {
  return html.split('<script').some((tag) => tag.includes(source) && /\snomodule/i.test(tag.slice(0, tag.indexOf('>'))))
}

/** From the press on a conversation in the list to the frame that shows its newest message. */
export async function measureSwitches(browser: Browser, scene: Scene) {
  const page = await signIn(browser, scene)
  await page.goto('/chat')
  const rows = page.locator('[data-conversation]')
  await expect(rows.nth(scene.conversationIds.length - 1)).toBeVisible()
  await page.waitForLoadState('networkidle')
  // Each once, so that what is loaded for the first conversation is there.
  for (const id of scene.conversationIds) await goTo(page, id)
  const before = await layoutShift(page)
  const took: number[] = []
  for (let round = 0; round < rounds; round++) for (const id of scene.conversationIds) took.push(await goTo(page, id))
  const shift = (await layoutShift(page)) - before
  took.sort((one, other) => one - other)
  const at = (share: number) => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? Number.NaN
  await page.context().close()
  return { p50: at(0.5), p95: at(0.95), count: took.length, layoutShift: shift }
}

function goTo(page: Page, id: string): Promise<number> {
  return page.evaluate(async (conversationId) => {
    const row = document.querySelector<HTMLElement>(`[data-conversation="${conversationId}"]`)
    const began = performance.now()
    row?.click()
    const isShown = () => {
      const log = document.querySelector('[role="log"]')
      const last = [...(log?.querySelectorAll('article') ?? [])].at(-1)
      const isOpen = window.location.pathname.endsWith(conversationId) && row?.getAttribute('aria-current') === 'page'
      return isOpen && last != null && getComputedStyle(last).visibility === 'visible' && last.getBoundingClientRect().height > 0
    }
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    do await frame()
    while (!isShown())
    // Painted when the next frame begins.
    await frame()
    return performance.now() - began
  }, id)
}

/** Scrolls up until everything is loaded, then down and up through all of it, and looks at each frame. */
export async function measureScrolling(browser: Browser, scene: Scene) {
  const page = await signIn(browser, scene)
  await page.goto(`/chat/${scene.longId}`)
  await expect(page.getByRole('article').last()).toBeVisible()
  const loadedInMs = await page.evaluate(async () => {
    const began = performance.now()
    const log = document.querySelector('[role="log"]')
    const isWhole = () => (log?.scrollTop ?? 1) < 5 && log?.querySelector('h2.text-xl') !== null
    while (log !== null && !isWhole()) {
      log.scrollTop = 0
      await new Promise((resolve) => requestAnimationFrame(resolve))
    }
    return performance.now() - began
  })
  const { frames, rowsMax } = await page.evaluate(
    async ([count, step]) => {
      const log = document.querySelector('[role="log"]')
      const took: number[] = []
      let rows = 0
      let direction = 1
      let last = await new Promise<number>((resolve) => requestAnimationFrame(resolve))
      for (let index = 0; log !== null && index < count; index++) {
        if (log.scrollTop + log.clientHeight >= log.scrollHeight - 5) direction = -1
        log.scrollBy({ top: step * direction, behavior: 'instant' })
        const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve))
        took.push(now - last)
        last = now
        rows = Math.max(rows, log.querySelectorAll('article').length)
      }
      return { frames: took, rowsMax: rows }
    },
    [scrollFrames, scrollStepPx] as const,
  )
  await page.context().close()
  const sorted = [...frames].sort((one, other) => one - other)
  return {
    loadedInMs,
    rowsMax,
    frames: frames.length,
    medianMs: sorted[Math.floor(sorted.length / 2)] ?? Number.NaN,
    longestMs: sorted.at(-1) ?? Number.NaN,
    slow: frames.filter((ms) => ms > 50).length,
  }
}
