'use client'

import { clsx } from 'clsx'
import { Search } from 'lucide-react'
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import { usePartText } from '@/features/messages/use-part-text.ts'
import { type Emoji, type EmojiGroup, emojiGroups, withTone } from './emoji-index.ts'
import { recentEmoji, setSkinTone, skinTone } from './recent-emoji.ts'
import { searchEmoji } from './search-emoji.ts'
import { useEmoji } from './use-emoji.ts'

const columns = 8
const resultsMax = 120
const tones = [0, 1, 2, 3, 4, 5] as const
const hand = { emoji: '✋', tones: ['✋🏻', '✋🏼', '✋🏽', '✋🏾', '✋🏿'] }
const groupSigns: Readonly<Record<EmojiGroup | 'recent', string>> = {
  recent: '🕘',
  0: '😀',
  1: '👋',
  3: '🐻',
  4: '🍎',
  5: '🚗',
  6: '⚽',
  7: '💡',
  8: '🔣',
  9: '🏁',
}

/**
 * Every emoji, to be searched or browsed. The focus stays in the search field: arrow keys move through the grid from there, and Enter
 * picks, as does a press.
 */
export function EmojiPicker({ onPick }: { onPick: (emoji: string) => void }) {
  const words = usePartText().emoji
  const { index, failed } = useEmoji()
  const [recent] = useState(recentEmoji)
  const [query, setQuery] = useState('')
  const [group, setGroup] = useState<EmojiGroup | 'recent'>('recent')
  const [tone, setTone] = useState(skinTone)
  const [active, setActive] = useState(0)
  const id = useId()
  const grid = useRef<HTMLDivElement>(null)

  const shown = useMemo((): readonly Emoji[] => {
    if (index === undefined) return []
    if (query.trim() !== '') return searchEmoji(index.all, query, recent, resultsMax)
    if (group !== 'recent') return index.all.filter((emoji) => emoji.group === group)
    const used = recent.map(
      (sign) =>
        index.all.find(({ emoji }) => emoji === sign) ??
        ({ emoji: sign, label: sign, shortcodes: [], tags: [], group: 0, tones: [] } satisfies Emoji),
    )
    // The first of the others follow, so that there is something to choose from.
    return [...used, ...index.all.filter(({ emoji, group: of }) => of === 0 && !recent.includes(emoji))]
  }, [index, query, group, recent])
  const current = shown[active]

  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins at its beginning
  useEffect(() => {
    setActive(0)
    grid.current?.scrollTo({ top: 0 })
  }, [query, group])

  function pick(emoji: Emoji) {
    onPick(withTone(emoji, tone))
  }

  function move(step: number) {
    const next = Math.min(Math.max(active + step, 0), shown.length - 1)
    setActive(next)
    grid.current?.querySelector(`[data-index="${next}"]`)?.scrollIntoView({ block: 'nearest' })
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    const forward = getComputedStyle(event.currentTarget).direction === 'rtl' ? -1 : 1
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: columns,
      ArrowUp: -columns,
      // Within a text that is being searched for they move the caret.
      ...(query === '' && { ArrowRight: forward, ArrowLeft: -forward }),
    }
    const step = steps[event.key]
    if (step !== undefined) move(step)
    else if (event.key === 'Enter' && current !== undefined) pick(current)
    else return
    event.preventDefault()
  }

  /** The tabs are one stop of the Tab key; arrow keys go from one to the next, which shows its emoji. */
  function onTabKey(event: KeyboardEvent) {
    const forward = getComputedStyle(event.currentTarget).direction === 'rtl' ? -1 : 1
    const step = { ArrowRight: forward, ArrowLeft: -forward }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const tabs = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="tab"]')]
    const tab = tabs.at((tabs.findIndex((each) => each === event.target) + step) % tabs.length)
    tab?.click()
    tab?.focus()
  }

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex items-center gap-1.5 border-line border-b p-2">
        <label className="flex h-9 min-w-0 flex-1 items-center gap-2 rounded-sm bg-sunken px-2.5 text-ink-faint pointer-coarse:h-11 dark:bg-ink/6">
          <Search aria-hidden="true" size={15} className="flex-none" />
          <input
            // biome-ignore lint/a11y/noAutofocus: who opens the picker wants to search
            autoFocus={typeof window !== 'undefined' && window.matchMedia('(pointer: fine)').matches}
            role="combobox"
            aria-expanded="true"
            aria-controls={`${id}-grid`}
            aria-activedescendant={current === undefined ? undefined : `${id}-${active}`}
            aria-label={words.search}
            placeholder={words.search}
            value={query}
            onChange={(event) => setQuery(event.currentTarget.value)}
            onKeyDown={onKeyDown}
            autoComplete="off"
            className="h-full min-w-0 flex-1 bg-transparent text-ink text-sm outline-none"
          />
        </label>
        <SkinTone
          tone={tone}
          onChange={(next) => {
            setTone(next)
            setSkinTone(next)
          }}
        />
      </div>
      <div
        role="tablist"
        aria-label={words.groups}
        onKeyDown={onTabKey}
        className="flex justify-between overflow-x-auto border-line border-b px-1.5 [scrollbar-width:none]"
      >
        {(['recent', ...emojiGroups] as const).map((each) => {
          const selected = query === '' && each === group
          return (
            <button
              key={each}
              type="button"
              role="tab"
              aria-selected={selected}
              aria-controls={`${id}-grid`}
              tabIndex={each === group ? 0 : -1}
              aria-label={words.group[each]}
              title={words.group[each]}
              onClick={() => {
                setQuery('')
                setGroup(each)
              }}
              className={clsx(
                'grid h-9 min-w-6 flex-1 place-items-center border-b-2 text-base pointer-coarse:h-11 pointer-coarse:min-w-11',
                selected ? 'border-accent' : 'border-transparent opacity-60 grayscale hover:opacity-100',
              )}
            >
              {groupSigns[each]}
            </button>
          )
        })}
      </div>
      <div
        ref={grid}
        id={`${id}-grid`}
        role="listbox"
        aria-label={query === '' ? words.group[group] : words.results}
        className="scroll-thin grid min-h-0 flex-1 auto-rows-min grid-cols-8 overflow-y-auto overscroll-contain p-1.5 max-md:h-[45dvh] max-md:flex-none md:h-72 md:flex-none"
      >
        {shown.map((emoji, at) => (
          <div
            key={emoji.emoji}
            id={`${id}-${at}`}
            data-index={at}
            role="option"
            tabIndex={-1}
            aria-selected={at === active}
            aria-label={emoji.label}
            onPointerMove={() => at !== active && setActive(at)}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => pick(emoji)}
            onKeyDown={onKeyDown}
            className={clsx(
              'grid aspect-square cursor-pointer place-items-center rounded-sm text-[1.375rem] leading-none select-none',
              at === active && 'bg-sunken dark:bg-ink/8',
            )}
          >
            {withTone(emoji, tone)}
          </div>
        ))}
      </div>
      <p role="status" className="h-8 truncate border-line border-t px-3 text-xs leading-8 text-ink-faint">
        {failed
          ? words.failed
          : index === undefined
            ? words.loading
            : current === undefined
              ? words.none
              : [current.label, ...current.shortcodes.slice(0, 1).map((code) => `:${code}:`)].join('  ')}
      </p>
    </div>
  )
}

function SkinTone({ tone, onChange }: { tone: number; onChange: (tone: number) => void }) {
  const words = usePartText().emoji
  const [state, setState] = useState<'closed' | 'open' | 'chosen'>('closed')
  const button = 'grid size-9 flex-none place-items-center rounded-sm text-lg hover:bg-sunken pointer-coarse:size-11'
  if (state !== 'open') {
    return (
      <button
        type="button"
        // biome-ignore lint/a11y/noAutofocus: what had the focus has made room for it
        autoFocus={state === 'chosen'}
        aria-label={words.skinTone}
        aria-expanded={false}
        title={words.skinTone}
        onClick={() => setState('open')}
        className={button}
      >
        {withTone(hand, tone)}
      </button>
    )
  }
  return (
    <fieldset aria-label={words.skinTone} className="flex">
      {tones.map((each) => (
        <button
          key={each}
          type="button"
          // biome-ignore lint/a11y/noAutofocus: the button that had the focus has made room for them
          autoFocus={each === tone}
          aria-pressed={each === tone}
          aria-label={words.tones[each]}
          onClick={() => {
            onChange(each)
            setState('chosen')
          }}
          className={clsx(
            'grid h-9 w-6.5 place-items-center rounded-sm text-base pointer-coarse:h-11',
            each === tone && 'bg-sunken',
          )}
        >
          {withTone(hand, each)}
        </button>
      ))}
    </fieldset>
  )
}
