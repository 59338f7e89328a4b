'use client'

import { clsx } from 'clsx'
import { type RefObject, useEffect, useImperativeHandle, useMemo, useState } from 'react'
import { emojiQuery, finishedShortcode } from '@/features/emoji/completing-emoji.ts'
import { type Emoji, withTone } from '@/features/emoji/emoji-index.ts'
import { noteEmoji, recentEmoji, skinTone } from '@/features/emoji/recent-emoji.ts'
import { searchEmoji } from '@/features/emoji/search-emoji.ts'
import { useEmoji } from '@/features/emoji/use-emoji.ts'
import { usePartText } from '@/features/messages/use-part-text.ts'
import { replaceIn } from './composer-field.ts'

const shownMax = 7

/** What the text field asks before a key does anything else. */
export interface CompletionKeys {
  /** True: the key was for the list. */
  take(key: string): boolean
}

interface EmojiCompletionProps {
  id: string
  field: RefObject<HTMLTextAreaElement | null>
  body: string
  caret: number
  keys: RefObject<CompletionKeys | null>
  /** The element id of the choice that is active; undefined while there is no list. */
  onActive: (optionId: string | undefined) => void
}

/**
 * What the shortcode at the caret may become; a shortcode that its second colon has just ended becomes its emoji at once. The focus stays
 * in the text.
 */
export function EmojiCompletion({ id, field, body, caret, keys, onActive }: EmojiCompletionProps) {
  const words = usePartText().emoji
  const query = emojiQuery(body, caret)
  const asked = query?.query
  const { index } = useEmoji()
  const [dismissed, setDismissed] = useState<string>()
  const [chosen, setChosen] = useState({ query: '', index: 0 })
  const found = useMemo(
    () => (index === undefined || asked === undefined ? [] : searchEmoji(index.all, asked, recentEmoji(), shownMax)),
    [index, asked],
  )
  const key = query === undefined ? '' : `${query.start}:${query.query}`
  const open = found.length > 0 && key !== dismissed
  const active = chosen.query === key ? Math.min(chosen.index, found.length - 1) : 0

  function put(emoji: Emoji | undefined, start: number, after: string) {
    if (emoji === undefined || field.current === null) return
    const toned = withTone(emoji, skinTone())
    noteEmoji(toned)
    replaceIn(field.current, start, caret, toned + after)
  }
  const pick = (emoji: Emoji | undefined) => query !== undefined && put(emoji, query.start, ' ')
  const move = (step: 1 | -1) => setChosen({ query: key, index: (active + step + found.length) % found.length })

  useImperativeHandle(keys, () => ({
    take(pressed) {
      if (!open) return false
      if (pressed === 'ArrowDown') move(1)
      else if (pressed === 'ArrowUp') move(-1)
      else if (pressed === 'Escape') setDismissed(key)
      else if (pressed === 'Tab' || pressed === 'Enter') pick(found[active])
      else return false
      return true
    },
  }))

  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is written ends a shortcode
  useEffect(() => {
    const ended = finishedShortcode(body, caret)
    if (ended === undefined) return
    // After the input that ended it: what this does is an input of its own.
    const timer = setTimeout(() => put(index?.byShortcode.get(ended.query), ended.start, ''))
    return () => clearTimeout(timer)
  }, [body, caret, index])

  useEffect(() => {
    onActive(open ? `${id}-${active}` : undefined)
    return () => onActive(undefined)
  }, [active, id, onActive, open])

  if (!open) return null
  return (
    <div
      id={id}
      role="listbox"
      aria-label={words.completions}
      className="absolute inset-x-0 bottom-full z-20 mb-2 max-w-84 animate-rise rounded-md border border-line bg-raised p-1.5 shadow-2"
    >
      {found.map((emoji, at) => (
        <div
          key={emoji.emoji}
          id={`${id}-${at}`}
          role="option"
          tabIndex={-1}
          aria-selected={at === active}
          onPointerMove={() => at !== active && setChosen({ query: key, index: at })}
          // The text keeps the focus.
          onMouseDown={(event) => {
            event.preventDefault()
            pick(emoji)
          }}
          className={clsx(
            'flex min-h-9 cursor-default items-center gap-3 rounded-sm px-2.5 text-sm pointer-coarse:min-h-11',
            at === active && 'bg-sunken dark:bg-ink/6',
          )}
        >
          <span className="text-lg leading-none">{withTone(emoji, skinTone())}</span>
          <span className="truncate font-medium">:{emoji.shortcodes[0] ?? emoji.label}:</span>
        </div>
      ))}
    </div>
  )
}
