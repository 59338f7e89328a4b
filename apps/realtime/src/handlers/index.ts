import type { ClientEventName } from '@chatsphere/contracts'
import { handleDeliveredAdvance } from './delivered-advance.ts'
import type { Handler } from './handler.ts'
import { handleMessageDelete } from './message-delete.ts'
import { handleMessageEdit } from './message-edit.ts'
import { handleMessageReact } from './message-react.ts'
import { handleMessageSend } from './message-send.ts'
import { handlePresenceIdle } from './presence-idle.ts'
import { handlePresenceWatch } from './presence-watch.ts'
import { handleReadAdvance } from './read-advance.ts'
import { handleSessionRenew } from './session-renew.ts'
import { handleSync } from './sync.ts'
import { handleTypingSet } from './typing-set.ts'

/** Every inbound event; one without a handler does not compile. */
export const handlers: { readonly [Name in ClientEventName]: Handler<Name> } = {
  'message:send': handleMessageSend,
  'message:edit': handleMessageEdit,
  'message:delete': handleMessageDelete,
  'message:react': handleMessageReact,
  'read:advance': handleReadAdvance,
  'delivered:advance': handleDeliveredAdvance,
  sync: handleSync,
  'typing:set': handleTypingSet,
  'presence:watch': handlePresenceWatch,
  'presence:idle': handlePresenceIdle,
  'session:renew': handleSessionRenew,
}
