'use client'

import type { ChatClient, WrittenDraft } from '@chatsphere/client'
import { useCallback, useSyncExternalStore } from 'react'
import { type KeptDraft, keepsAdopted, noDraft, parseKeptDraft } from './kept-draft.ts'

const writeDelayMs = 250

/**
 * What has been written and not sent, per conversation: on this device at each key stroke, in its storage a moment later, at the latest
 * when the page goes out of sight, and with the server for the other devices (`follow`).
 *
 * A draft is *unsaved* from the key stroke until the server has it; what other devices wrote is taken over only where nothing is
 * unsaved here. That outlives the page: what could not be told is told by the next one.
 */
class DraftStore {
  readonly #prefix: string
  readonly #drafts = new Map<string, KeptDraft>()
  /** Written here and not in the storage yet. */
  readonly #pending = new Set<string>()
  /** Those whose newest text this tab has to tell; of another tab's it hears when they are told. */
  readonly #telling = new Set<string>()
  readonly #listeners = new Set<() => void>()
  readonly #settledListeners = new Set<() => void>()
  #settled: ReadonlyMap<string, WrittenDraft> = new Map()
  #drafted: readonly string[] = []
  #timer: ReturnType<typeof setTimeout> | undefined
  #client: ChatClient | undefined

  constructor(userId: string) {
    this.#prefix = `chatsphere:draft:${userId}:`
    for (const key of storedKeys(this.#prefix)) {
      const draft = parseKeptDraft(localStorage.getItem(key))
      if (draft !== undefined) this.#drafts.set(key.slice(this.#prefix.length), draft)
    }
    this.#settle()
    window.addEventListener('pagehide', () => this.flush())
    document.addEventListener('visibilitychange', () => this.flush())
    window.addEventListener('storage', (event) => this.#onStorage(event))
  }

  /** As it is at this moment. The same object until it changes. */
  read(conversationId: string): WrittenDraft {
    return this.#drafts.get(conversationId) ?? noDraft
  }

  /** As others on the screen see it: a moment later, so that they do not follow each key stroke. */
  settled(conversationId: string): WrittenDraft {
    return this.#settled.get(conversationId) ?? noDraft
  }

  /** The conversations that have one. Another array after each change. */
  drafted(): readonly string[] {
    return this.#drafted
  }

  write(conversationId: string, { body, replyTo }: WrittenDraft): void {
    const savedAt = this.#drafts.get(conversationId)?.savedAt ?? null
    this.#drafts.set(conversationId, { body, replyTo, unsaved: true, savedAt })
    this.#telling.add(conversationId)
    this.#client?.saveDraft(conversationId, { body, replyTo })
    this.#pending.add(conversationId)
    this.#timer ??= setTimeout(() => this.flush(), writeDelayMs)
    for (const listener of this.#listeners) listener()
  }

  /** Into the storage, and to the server, at once. */
  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    for (const conversationId of this.#pending) this.#keep(conversationId)
    if (document.visibilityState === 'hidden') for (const id of this.#drafts.keys()) this.#client?.flushDraft(id)
    if (this.#pending.size === 0) return
    this.#pending.clear()
    this.#settle()
  }

  /** For sign-out: the next person at this device shall not find them. */
  forgetAll(): void {
    this.#pending.clear()
    for (const conversationId of [...this.#drafts.keys()]) {
      this.#drafts.delete(conversationId)
      this.#keep(conversationId)
    }
    this.#settle()
  }

  /** Keeps them the same on all devices; answers the function that ends that. */
  follow(client: ChatClient): () => void {
    this.#client = client
    for (const [conversationId, { body, replyTo, unsaved }] of this.#drafts) {
      if (!unsaved) continue
      this.#telling.add(conversationId)
      client.saveDraft(conversationId, { body, replyTo })
    }
    const told = new Map<string, unknown>()
    const look = () => {
      const { conversations, connection } = client.state()
      for (const { id, draft } of conversations) {
        const kept = this.#drafts.get(id)
        if (kept?.unsaved === true && this.#telling.has(id) && !client.hasUnsavedDraft(id)) {
          this.#telling.delete(id)
          this.#mark(id, { ...kept, unsaved: false, savedAt: draft?.body === kept.body ? draft.savedAt : kept.savedAt })
        }
        if (told.has(id) && told.get(id) === draft) continue
        // That there is none says nothing while what is shown is of an earlier time.
        if (draft === null && connection.status !== 'online') continue
        told.set(id, draft)
        if (client.hasUnsavedDraft(id) || keepsAdopted(this.#drafts.get(id), draft)) continue
        this.#mark(id, draft === null ? undefined : { ...draft, unsaved: false })
      }
    }
    look()
    const end = client.subscribe(look)
    return () => {
      end()
      this.#client = undefined
    }
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  subscribeSettled = (listener: () => void): (() => void) => {
    this.#settledListeners.add(listener)
    return () => this.#settledListeners.delete(listener)
  }

  #mark(conversationId: string, draft: KeptDraft | undefined): void {
    if (draft === undefined) this.#drafts.delete(conversationId)
    else this.#drafts.set(conversationId, draft)
    this.#pending.delete(conversationId)
    this.#keep(conversationId)
    this.#settle()
  }

  #keep(conversationId: string): void {
    const key = this.#prefix + conversationId
    const draft = this.#drafts.get(conversationId)
    // That there is none any more must be told too, after a reload as well.
    const needed = draft !== undefined && (draft.unsaved || draft.body.trim() !== '' || draft.replyTo !== null)
    try {
      if (needed) localStorage.setItem(key, JSON.stringify(draft))
      else localStorage.removeItem(key)
    } catch {
      // Storage is full or forbidden: the draft lives as long as the page.
    }
  }

  /** Another tab has written. What is being written here at this moment stays. */
  #onStorage(event: StorageEvent): void {
    if (event.key?.startsWith(this.#prefix) !== true) return
    const conversationId = event.key.slice(this.#prefix.length)
    if (this.#pending.has(conversationId)) return
    const draft = parseKeptDraft(event.newValue)
    this.#telling.delete(conversationId)
    if (draft === undefined) this.#drafts.delete(conversationId)
    else this.#drafts.set(conversationId, draft)
    this.#settle()
  }

  #settle(): void {
    this.#settled = new Map([...this.#drafts].filter(([, { body, replyTo }]) => body.trim() !== '' || replyTo !== null))
    this.#drafted = [...this.#settled.keys()]
    for (const listener of [...this.#listeners, ...this.#settledListeners]) listener()
  }
}

function storedKeys(prefix: string): string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix))
  } catch {
    return []
  }
}

const stores = new Map<string, DraftStore>()

export function draftsOf(userId: string): DraftStore {
  let store = stores.get(userId)
  if (store === undefined) {
    store = new DraftStore(userId)
    stores.set(userId, store)
  }
  return store
}

/** The draft at this moment, and the function that writes it. */
export function useWrittenDraft(userId: string, conversationId: string): [WrittenDraft, (draft: WrittenDraft) => void] {
  const store = draftsOf(userId)
  const draft = useSyncExternalStore(
    store.subscribe,
    () => store.read(conversationId),
    () => noDraft,
  )
  return [draft, useCallback((next) => store.write(conversationId, next), [store, conversationId])]
}

/** The text of the draft as the rail shows it. */
export function useDraft(userId: string, conversationId: string): string {
  const store = draftsOf(userId)
  return useSyncExternalStore(
    store.subscribeSettled,
    () => store.settled(conversationId).body,
    () => '',
  )
}

export function useDraftedIds(userId: string): readonly string[] {
  const store = draftsOf(userId)
  return useSyncExternalStore(
    store.subscribeSettled,
    () => store.drafted(),
    () => noDrafts,
  )
}

const noDrafts: readonly string[] = []
