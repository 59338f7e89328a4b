'use client'

import { useSyncExternalStore } from 'react'

const writeDelayMs = 250

/**
 * What has been written and not sent, per conversation, on this device. The composer reads and writes at once; storage
 * and everybody else follow a moment later, at the latest when the page goes out of sight.
 */
class DraftStore {
  readonly #prefix: string
  readonly #written = new Map<string, string>()
  readonly #pending = new Map<string, string>()
  readonly #listeners = new Set<() => void>()
  #drafted: readonly string[] = []
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(userId: string) {
    this.#prefix = `chatsphere:draft:${userId}:`
    for (const key of storedKeys(this.#prefix)) {
      const draft = localStorage.getItem(key)
      if (draft !== null) this.#written.set(key.slice(this.#prefix.length), draft)
    }
    this.#drafted = [...this.#written.keys()]
    window.addEventListener('pagehide', () => this.flush())
    document.addEventListener('visibilitychange', () => this.flush())
    window.addEventListener('storage', (event) => this.#onStorage(event))
  }

  /** The newest text, written or not. */
  read(conversationId: string): string {
    return this.#pending.get(conversationId) ?? this.settled(conversationId)
  }

  /** The text as others see it. */
  settled(conversationId: string): string {
    return this.#written.get(conversationId) ?? ''
  }

  /** The conversations that have one. Another array after each change. */
  drafted(): readonly string[] {
    return this.#drafted
  }

  write(conversationId: string, draft: string): void {
    this.#pending.set(conversationId, draft)
    this.#timer ??= setTimeout(() => this.flush(), writeDelayMs)
  }

  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#pending.size === 0) return
    for (const [conversationId, draft] of this.#pending) this.#keep(conversationId, draft)
    this.#pending.clear()
    this.#tell()
  }

  /** For sign-out: the next person at this device shall not find them. */
  forgetAll(): void {
    this.#pending.clear()
    for (const conversationId of [...this.#written.keys()]) this.#keep(conversationId, '')
    this.#tell()
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #keep(conversationId: string, draft: string): void {
    const key = this.#prefix + conversationId
    try {
      if (draft.trim() === '') localStorage.removeItem(key)
      else localStorage.setItem(key, draft)
    } catch {
      // Storage is full or forbidden: the draft lives as long as the page.
    }
    if (draft.trim() === '') this.#written.delete(conversationId)
    else this.#written.set(conversationId, draft)
  }

  #onStorage(event: StorageEvent): void {
    if (event.key?.startsWith(this.#prefix) !== true) return
    const conversationId = event.key.slice(this.#prefix.length)
    if (event.newValue === null) this.#written.delete(conversationId)
    else this.#written.set(conversationId, event.newValue)
    this.#tell()
  }

  #tell(): void {
    this.#drafted = [...this.#written.keys()]
    for (const listener of this.#listeners) listener()
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

/** The draft as the rail shows it. */
export function useDraft(userId: string, conversationId: string): string {
  const store = draftsOf(userId)
  return useSyncExternalStore(
    store.subscribe,
    () => store.settled(conversationId),
    () => '',
  )
}

export function useDraftedIds(userId: string): readonly string[] {
  const store = draftsOf(userId)
  return useSyncExternalStore(
    store.subscribe,
    () => store.drafted(),
    () => noDrafts,
  )
}

const noDrafts: readonly string[] = []
