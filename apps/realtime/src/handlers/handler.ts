import type { ClientEventInput, ClientEventName, ClientEventResults, ClientEvents, ServerEvents } from '@chatsphere/contracts'
import type { Actor, ChatCtx, PresenceCtx, Tokens } from '@chatsphere/domain'
import type { Socket } from 'socket.io'
import type { PresenceKeeper } from '../presence-keeper.ts'
import type { PresenceWatchers } from '../presence-watchers.ts'

export interface SocketData {
  actor: Actor
  tokenExpiresAt: Date
}

export type ChatSocket = Socket<ClientEvents, ServerEvents, Record<string, never>, SocketData>

export interface HandlerCtx extends ChatCtx, PresenceCtx {
  readonly tokens: Tokens
  readonly presenceKeeper: PresenceKeeper
  readonly presenceWatchers: PresenceWatchers
}

/** What one inbound event does with its checked input. Its result is the acknowledgement's data, its rejection the error. */
export type Handler<Name extends ClientEventName> = (
  ctx: HandlerCtx,
  socket: ChatSocket,
  input: ClientEventInput<Name>,
) => Promise<ClientEventResults[Name]>
