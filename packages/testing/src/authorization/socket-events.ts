import type { ClientEventName } from '@chatsphere/contracts'
import { uuidv7 } from 'uuidv7'
import { members, type Row, signedIn } from './world.ts'

/** Who may do what over a socket; without a live session there is none. An event without a row does not compile. */
export const socketEventRows: Readonly<Record<ClientEventName, Row>> = {
  'message:send': {
    input: ({ conversationId }) => ({ conversationId, id: uuidv7(), body: 'x' }),
    outcomes: members(),
  },
  'message:edit': {
    input: ({ conversationId, message }) => ({ conversationId, id: message.id, body: 'edited' }),
    outcomes: members(['guest', 'member', 'moderator', 'admin', 'owner']),
  },
  'message:delete': {
    input: ({ conversationId, message }) => ({ conversationId, id: message.id }),
    outcomes: members(['guest', 'member']),
  },
  'message:react': {
    input: ({ conversationId, message }) => ({ conversationId, id: message.id, emoji: '👍', on: true }),
    outcomes: members(),
  },
  'read:advance': { input: ({ conversationId }) => ({ conversationId, position: 1 }), outcomes: members() },
  // What is not one's own is left out, so that a device need not know of its removal.
  'delivered:advance': { input: ({ conversationId }) => [{ conversationId, position: 1 }], outcomes: signedIn() },
  sync: { input: ({ conversationId }) => ({ have: [{ conversationId, revision: 0 }] }), outcomes: signedIn() },
  'typing:set': { input: ({ conversationId }) => ({ conversationId, on: true }), outcomes: members() },
  'presence:watch': { input: ({ outsiderId }) => ({ userIds: [outsiderId] }), outcomes: signedIn() },
  'presence:idle': { input: () => ({ idle: true }), outcomes: signedIn() },
  'session:renew': { input: ({ outsidersToken }) => ({ token: outsidersToken }), outcomes: signedIn('invalid_token') },
}
