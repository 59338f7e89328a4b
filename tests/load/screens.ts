import { parseArgs } from 'node:util'
import { type Browser, chromium } from '@playwright/test'
import { findBrowser } from '../../tools/test/find-browser.ts'
import { measureFirstLoad, measureScrolling, measureSwitches } from './screen-measures.ts'
import { seedScreens } from './seed-screens.ts'
import { startThrowawayApp } from './throwaway-app.ts'

/**
 * How the chat feels: what the first load costs, how long it takes to go to another conversation, what moves by itself, and whether ten
 * thousand messages scroll. Starts the app on a folder that is thrown away, or measures the one at `--url` (with RATE_LIMITS=off).
 */
const { values } = parseArgs({
  options: { url: { type: 'string' }, messages: { type: 'string', default: '10000' }, port: { type: 'string', default: '3960' } },
})

async function measure(browser: Browser, url: string): Promise<readonly (readonly [string, string, string])[]> {
  const scene = await seedScreens(url, Number(values.messages))
  const load = await measureFirstLoad(browser, scene)
  const switches = await measureSwitches(browser, scene)
  const scrolling = await measureScrolling(browser, scene)
  return [
    ['scripts of the first load, gzip', `${(load.gzipBytes / 1000).toFixed(1)} kB in ${load.files} files`, '≤ 200 kB'],
    ['layout shift while loading', load.layoutShift.toFixed(4), '≤ 0.02'],
    ['to another conversation, p50', `${switches.p50.toFixed(0)} ms`, ''],
    ['to another conversation, p95', `${switches.p95.toFixed(0)} ms of ${switches.count}`, '≤ 100 ms'],
    ['layout shift while going to and fro', switches.layoutShift.toFixed(4), '≤ 0.02'],
    [`${values.messages} messages: loaded by scrolling in`, `${(scrolling.loadedInMs / 1000).toFixed(1)} s`, ''],
    [`${values.messages} messages: rows in the page at most`, String(scrolling.rowsMax), ''],
    ['scrolling through them: frames', `${scrolling.frames}, median ${scrolling.medianMs.toFixed(1)} ms`, ''],
    ['scrolling through them: frames over 50 ms', `${scrolling.slow}, the longest ${scrolling.longestMs.toFixed(0)} ms`, ''],
  ]
}

const app =
  values.url === undefined ? await startThrowawayApp(Number(values.port)) : { url: values.url, stop: async () => undefined }
const executablePath = findBrowser(process.env)
const browser = await chromium.launch({
  ...(executablePath !== undefined && { executablePath }),
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
})
try {
  const rows = await measure(browser, app.url)
  console.log(['| what | measured | wanted |', '| --- | --- | --- |', ...rows.map((row) => `| ${row.join(' | ')} |`)].join('\n'))
} finally {
  await browser.close()
  await app.stop()
}
