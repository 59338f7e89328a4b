import { findExecutable } from './find-executable.ts'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

export const HOW_TO_GET_A_BROWSER = `No browser found for the browser tests. Get one, for example:
  Debian, Ubuntu   apt-get install chromium
  Fedora           dnf install chromium
  macOS            brew install --cask chromium
or name one that you have: CHROMIUM_PATH=/path/to/chrome npm test`

/** CHROMIUM_PATH as it is given (a wrong one must not be replaced in silence), else the first that can be executed. */
export function findBrowser(env: NodeJS.ProcessEnv): string | undefined {
  if (env.CHROMIUM_PATH) return env.CHROMIUM_PATH
  return findExecutable(NAMES, env.PATH, ['/usr/bin'])
}
