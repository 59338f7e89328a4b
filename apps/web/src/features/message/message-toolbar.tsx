'use client'

import type { Message } from '@chatsphere/contracts'
import { Ellipsis, Reply, SmilePlus } from 'lucide-react'
import { useRef } from 'react'
import { IconButton } from '@/features/design/icon-button.tsx'
import { Menu, MenuItem, MenuSeparator } from '@/features/design/menu.tsx'
import { useRecentEmoji } from '@/features/emoji/recent-emoji.ts'
import { useText } from '@/features/messages/use-text.ts'
import { useMessageActs } from './message-acts.ts'
import { useMessageChoices } from './message-choices.tsx'

const quickCount = 3
const button = '!h-7 !w-7.5'

interface MessageToolbarProps {
  message: Message
  menuOpen: boolean
}

/** Floats at the message that the pointer is on, or that has the focus. */
export function MessageToolbar({ message, menuOpen }: MessageToolbarProps) {
  const words = useText().message
  const acts = useMessageActs()
  const rights = acts.rights(message)
  const choices = useMessageChoices(message)
  const quick = useRecentEmoji().slice(0, quickCount)
  const { id } = message
  const bar = useRef<HTMLFieldSetElement>(null)

  return (
    <fieldset
      ref={bar}
      aria-label={words.actions}
      className="absolute end-3 -top-4.5 z-10 flex rounded-md border border-line bg-raised p-0.5 shadow-2 md:end-5"
    >
      {rights.react && (
        <>
          {quick.map((emoji) => (
            <button
              key={emoji}
              type="button"
              aria-label={words.reactWith(emoji)}
              onClick={() => acts.toggleReaction(id, emoji)}
              className={`${button} grid place-items-center rounded-sm text-[.9375rem] leading-none transition-transform hover:scale-115 hover:bg-sunken`}
            >
              {emoji}
            </button>
          ))}
          <IconButton
            label={words.react}
            tipSide="top"
            aria-haspopup="dialog"
            onClick={(event) => acts.open({ kind: 'emoji', messageId: id, anchor: event.currentTarget })}
            className={button}
          >
            <SmilePlus aria-hidden="true" size={17} strokeWidth={1.75} />
          </IconButton>
        </>
      )}
      {rights.reply && (
        <IconButton label={words.reply} tipSide="top" onClick={() => acts.reply(id)} className={button}>
          <Reply aria-hidden="true" size={17} strokeWidth={1.75} className="rtl:-scale-x-100" />
        </IconButton>
      )}
      <Menu
        open={menuOpen}
        onOpenChange={(open) => (open ? acts.open({ kind: 'menu', messageId: id }) : acts.closeMenu())}
        onCloseFocus={() => bar.current?.closest<HTMLElement>('article')?.focus({ preventScroll: true })}
        trigger={
          <IconButton label={words.more} tipSide="top" className={button}>
            <Ellipsis aria-hidden="true" size={17} strokeWidth={2} />
          </IconButton>
        }
      >
        {choices.map((choice) => (
          <div key={choice.name} role="none">
            {choice.danger === true && <MenuSeparator />}
            <MenuItem icon={choice.icon} onSelect={choice.act} danger={choice.danger ?? false} shortcut={choice.shortcut}>
              {choice.label}
            </MenuItem>
          </div>
        ))}
      </Menu>
    </fieldset>
  )
}
