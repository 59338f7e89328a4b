'use client'

import { useMemo, useState } from 'react'
import { emojiQuery, finishedShortcode } from '@/features/emoji/completing-emoji.ts'
import { type Emoji, withTone } from '@/features/emoji/emoji-index.ts'
import { noteEmoji, recentEmoji, skinTone } from '@/features/emoji/recent-emoji.ts'
import { searchEmoji } from '@/features/emoji/search-emoji.ts'
import { useEmoji } from '@/features/emoji/use-emoji.ts'

const shownMax = 7

/** The shortcode at the caret, what it may become, and which of that is chosen. `replace` puts a text in its place. */
export function useEmojiCompletion(
  written: { body: string; caret: number },
  replace: (start: number, end: number, text: string) => void,
) {
  const { body, caret } = written
  const query = emojiQuery(body, caret)
  const asked = query?.query
  const { index } = useEmoji(query !== undefined)
  const [dismissed, setDismissed] = useState<string>()
  const [chosen, setChosen] = useState({ query: '', index: 0 })

  const found = useMemo(
    () => (index === undefined || asked === undefined ? [] : searchEmoji(index.all, asked, recentEmoji(), shownMax)),
    [index, asked],
  )
  const key = query === undefined ? undefined : `${query.start}:${query.query}`
  const open = found.length > 0 && key !== dismissed
  const active = chosen.query === key ? Math.min(chosen.index, found.length - 1) : 0

  function pick(emoji: Emoji | undefined) {
    if (query === undefined || emoji === undefined) return
    const chosenEmoji = withTone(emoji, skinTone())
    noteEmoji(chosenEmoji)
    replace(query.start, caret, `${chosenEmoji} `)
  }

  return {
    open,
    found,
    active,
    setActive: (next: number) => setChosen({ query: key ?? '', index: next }),
    pick,
    pickActive: () => pick(found[active]),
    move(step: 1 | -1) {
      setChosen({ query: key ?? '', index: (active + step + found.length) % found.length })
    },
    dismiss: () => setDismissed(key),
    /** Replaces a shortcode that its second colon has just ended, if there is such an emoji. */
    finish(nextBody: string, nextCaret: number): boolean {
      const ended = finishedShortcode(nextBody, nextCaret)
      const emoji = ended && index?.byShortcode.get(ended.query)
      if (ended === undefined || emoji === undefined) return false
      const chosenEmoji = withTone(emoji, skinTone())
      noteEmoji(chosenEmoji)
      replace(ended.start, nextCaret, chosenEmoji)
      return true
    },
  }
}
