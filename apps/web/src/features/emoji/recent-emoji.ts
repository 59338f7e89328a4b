'use client'

import { useSyncExternalStore } from 'react'
import { moreRecent } from './more-recent.ts'

const key = 'chatsphere:recent-emoji'
const toneKey = 'chatsphere:skin-tone'
/** What people use most, for who has not used any. */
const usual: readonly string[] = ['👍', '❤️', '😂', '🙏', '🎉', '👀']
const tonesMax = 5

let known: readonly string[] | undefined
const listeners = new Set<() => void>()

/** The emoji used on this device, the latest first. */
export function recentEmoji(): readonly string[] {
  known ??= read()
  return known
}

export function noteEmoji(emoji: string): void {
  known = moreRecent(recentEmoji(), emoji)
  write(key, JSON.stringify(known))
  for (const listener of listeners) listener()
}

export function useRecentEmoji(): readonly string[] {
  return useSyncExternalStore(subscribe, recentEmoji, () => usual)
}

export function skinTone(): number {
  try {
    const stored = Number(localStorage.getItem(toneKey))
    return Number.isInteger(stored) && stored >= 0 && stored <= tonesMax ? stored : 0
  } catch {
    return 0
  }
}

export function setSkinTone(tone: number): void {
  write(toneKey, String(tone))
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function read(): readonly string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
    const used = Array.isArray(stored) ? stored.filter((entry) => typeof entry === 'string') : []
    return used.length > 0 ? used : usual
  } catch {
    return usual
  }
}

function write(name: string, value: string): void {
  try {
    localStorage.setItem(name, value)
  } catch {
    // Storage is full or forbidden: it is remembered as long as the page lives.
  }
}
