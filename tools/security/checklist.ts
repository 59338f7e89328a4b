import { access } from './areas/access.ts'
import { browser } from './areas/browser.ts'
import { codeAndOperation } from './areas/code-and-operation.ts'
import { files } from './areas/files.ts'
import { goingOut } from './areas/going-out.ts'
import { signInArea } from './areas/sign-in.ts'
import { sockets } from './areas/sockets.ts'
import { tokensAndSessions } from './areas/tokens-and-sessions.ts'
import type { Area } from './line.ts'

/** What has to hold, area by area. docs/subsystems/security.md says how it is kept. */
export const checklist: readonly Area[] = [
  access,
  sockets,
  tokensAndSessions,
  signInArea,
  browser,
  files,
  goingOut,
  codeAndOperation,
]
