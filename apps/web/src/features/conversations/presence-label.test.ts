import type { PresenceView } from '@chatsphere/contracts'
import { expect, test } from 'vitest'
import { en } from '../messages/en.ts'
import { timeLabels } from '../time/time-label.ts'
import { presenceLabel } from './presence-label.ts'

const now = new Date(2026, 8, 16, 12, 0)
const words = { text: en, time: timeLabels(en, { locale: 'en-GB', hour12: false }) }
const view = (over: Partial<PresenceView>): PresenceView => ({
  userId: 'u',
  status: 'offline',
  lastSeenAt: null,
  emoji: null,
  text: null,
  expiresAt: null,
  ...over,
})

test.each([
  [undefined, undefined],
  [view({ status: 'online' }), 'Online'],
  [view({ status: 'dnd' }), 'Do not disturb'],
  [view({}), 'Offline'],
  [view({ lastSeenAt: new Date(2026, 8, 16, 10, 32).toISOString() }), 'Last seen today at 10:32'],
  [view({ status: 'away', emoji: '🌴', text: 'On holiday' }), '🌴 On holiday · Away'],
  [view({ emoji: '🌴' }), '🌴 · Offline'],
])('%j', (presence, label) => {
  expect(presenceLabel(presence, now, words)).toBe(label)
})
