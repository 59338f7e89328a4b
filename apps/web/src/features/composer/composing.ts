'use client'

import type { ChatClient } from '@chatsphere/client'
import type { Message } from '@chatsphere/contracts'
import { useSyncExternalStore } from 'react'
import { focusComposer } from './composer-focus.ts'
import { draftsOf } from './draft-store.ts'

/** An own message whose text is being changed in the composer of its conversation. */
export interface Edit {
  message: Message
  body: string
  /** Why the text was not taken, and is here again. */
  refusal: string | undefined
}

const keptAt = 'chatsphere:edits'
/** Of this tab, also after a reload. */
const edits = keptEdits()
const listeners = new Set<() => void>()
/** Texts that were refused while another message was being edited: they wait for their message to be edited again. */
const refused = new Map<string, Pick<Edit, 'body' | 'refusal'>>()
/** The row that has the focus back when what it began is over. */
let cameFrom: HTMLElement | undefined

function change(conversationId: string, edit: Edit | undefined): void {
  if (edit === undefined) edits.delete(conversationId)
  else edits.set(conversationId, edit)
  try {
    sessionStorage.setItem(keptAt, JSON.stringify([...edits.values()]))
  } catch {
    // Storage is full or forbidden: what is being edited lives as long as the page.
  }
  for (const listener of listeners) listener()
}

function keptEdits(): Map<string, Edit> {
  try {
    const kept: Edit[] = JSON.parse(sessionStorage.getItem(keptAt) ?? '[]')
    return new Map(kept.map((edit) => [edit.message.conversationId, edit]))
  } catch {
    return new Map()
  }
}

/** For sign-out: the next person at this device shall not find them. */
export function forgetEdits(): void {
  for (const conversationId of [...edits.keys()]) change(conversationId, undefined)
}

function noteOrigin(): void {
  const row = document.activeElement?.closest<HTMLElement>('article') ?? undefined
  cameFrom = row?.matches(':focus-visible') === true ? row : undefined
}

/** Puts the message into the composer; what stood there comes back afterwards. */
export function startEdit(message: Message): void {
  noteOrigin()
  const given = refused.get(message.id)
  refused.delete(message.id)
  change(message.conversationId, { message, body: given?.body ?? message.body, refusal: given?.refusal })
  focusComposer('always')
}

export function writeEdit(conversationId: string, body: string): void {
  const edit = edits.get(conversationId)
  if (edit !== undefined) change(conversationId, { ...edit, body })
}

export function stopEdit(conversationId: string): void {
  change(conversationId, undefined)
  returnFocus()
}

/** Gives a text back that the server did not take. `message` is as it is now. */
export function giveBack(message: Message, body: string, refusal: string): void {
  if (edits.has(message.conversationId)) refused.set(message.id, { body, refusal })
  else change(message.conversationId, { message, body, refusal })
}

export function useEdit(conversationId: string): Edit | undefined {
  return useSyncExternalStore(
    subscribe,
    () => edits.get(conversationId),
    () => undefined,
  )
}

/** What is written next answers this message. */
export function startReply(client: ChatClient, message: Message): void {
  noteOrigin()
  if (edits.has(message.conversationId)) change(message.conversationId, undefined)
  const drafts = draftsOf(client.me.id)
  drafts.write(message.conversationId, { ...drafts.read(message.conversationId), replyTo: message.id })
  focusComposer('always')
}

/** Back to the row that one came from by the keyboard, if it is still there. */
export function returnFocus(): void {
  if (cameFrom?.isConnected === true) cameFrom.focus({ preventScroll: true })
  cameFrom = undefined
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
