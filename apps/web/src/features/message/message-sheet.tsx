'use client'

import type { Message } from '@chatsphere/contracts'
import { clsx } from 'clsx'
import { Plus } from 'lucide-react'
import { Sheet } from '@/features/design/sheet.tsx'
import { useRecentEmoji } from '@/features/emoji/recent-emoji.ts'
import { useText } from '@/features/messages/use-text.ts'
import { useMessageActs } from './message-acts.ts'
import { useMessageChoices } from './message-choices.tsx'

const quickCount = 5

/** The toolbar and the menu of a touch screen, in reach of the thumb. */
export function MessageSheet({ message }: { message: Message }) {
  const words = useText().message
  const acts = useMessageActs()
  const rights = acts.rights(message)
  const choices = useMessageChoices(message)
  const quick = useRecentEmoji().slice(0, quickCount)
  const { id } = message

  return (
    <Sheet title={words.actions} onClose={acts.close}>
      {rights.react && (
        <div className="flex justify-between gap-1 border-line border-b px-4 py-3">
          {quick.map((emoji) => (
            <button
              key={emoji}
              type="button"
              aria-label={words.reactWith(emoji)}
              onClick={() => {
                acts.close()
                acts.toggleReaction(id, emoji)
              }}
              className="grid size-12 place-items-center rounded-full bg-sunken text-2xl leading-none dark:bg-ink/6"
            >
              {emoji}
            </button>
          ))}
          <button
            type="button"
            aria-label={words.react}
            onClick={() => acts.open({ kind: 'emoji', messageId: id, anchor: null })}
            className="grid size-12 place-items-center rounded-full bg-sunken text-ink-soft dark:bg-ink/6"
          >
            <Plus aria-hidden="true" size={22} />
          </button>
        </div>
      )}
      <ul className="overflow-y-auto p-2">
        {choices.map((choice) => (
          <li key={choice.name}>
            <button
              type="button"
              onClick={() => {
                acts.close()
                choice.act()
              }}
              className={clsx(
                'flex min-h-12 w-full items-center gap-3.5 rounded-md px-3.5 text-start text-base active:bg-sunken',
                choice.danger === true && 'text-danger',
              )}
            >
              <span className={clsx(choice.danger !== true && 'text-ink-soft')}>{choice.icon}</span>
              {choice.label}
            </button>
          </li>
        ))}
      </ul>
    </Sheet>
  )
}
