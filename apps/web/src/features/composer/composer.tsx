'use client'

import { useChatClient } from '@chatsphere/client/react'
import type { Conversation } from '@chatsphere/contracts'
import { clsx } from 'clsx'
import { ArrowRight } from 'lucide-react'
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { useText } from '@/features/messages/use-text.ts'
import { codePointsLeft } from './code-points.ts'
import { composerAttribute, focusComposer } from './composer-focus.ts'
import { draftsOf } from './draft-store.ts'
import { useFollowedDraft } from './use-followed-draft.ts'

/** Writes to one conversation. Mounted anew for each: `key` it with the id. What is written is kept at each key stroke. */
export function Composer({ conversation }: { conversation: Conversation }) {
  const text = useText()
  const client = useChatClient()
  const { id, name, peer } = conversation
  const drafts = draftsOf(client.me.id)
  const [body, setBody] = useState(() => drafts.read(id))
  const field = useRef<HTMLTextAreaElement>(null)
  const noteId = useId()
  useFollowedDraft(client.me.id, id, field, setBody)
  const left = codePointsLeft(body)
  const maySend = body.trim() !== '' && (left ?? 0) >= 0

  useEffect(() => {
    focusComposer()
    return () => drafts.flush()
  }, [drafts])

  // As high as its text, up to what the style allows.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useLayoutEffect(() => {
    const box = field.current
    if (box === null) return
    box.style.height = 'auto'
    box.style.height = `${box.scrollHeight}px`
  }, [body])

  function write(next: string) {
    setBody(next)
    drafts.write(id, next)
  }

  function send() {
    if (!maySend) return
    client.send(id, body.trimEnd())
    write('')
    drafts.flush()
    field.current?.focus()
  }

  function onKeyDown(event: KeyboardEvent) {
    // 229: Safari ends a composition before it tells of the Enter that did so.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing || event.keyCode === 229) return
    event.preventDefault()
    send()
  }

  if (!conversation.capabilities.includes('post')) {
    return (
      <p className="mx-3 mb-[max(.75rem,env(safe-area-inset-bottom))] rounded-lg border border-line bg-sunken px-4 py-3.5 text-center text-sm text-ink-soft md:mx-4">
        {peer?.disabled === true ? text.composer.closedDisabled(name) : text.composer.closed}
      </p>
    )
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
      className="mx-2 mb-[max(.5rem,env(safe-area-inset-bottom))] rounded-lg border border-line-strong bg-panel shadow-1 transition-colors focus-within:border-accent/50 pointer-coarse:flex pointer-coarse:items-end md:mx-4 md:mb-4"
    >
      <textarea
        ref={field}
        {...{ [composerAttribute]: '' }}
        rows={1}
        dir="auto"
        value={body}
        aria-label={text.composer.label(name)}
        aria-describedby={left === null ? undefined : noteId}
        placeholder={text.composer.label(name)}
        enterKeyHint="send"
        autoComplete="off"
        onChange={(event) => {
          write(event.currentTarget.value)
          if (event.currentTarget.value === '') client.stopTyping(id)
          else client.type(id)
        }}
        onKeyDown={onKeyDown}
        className="scroll-thin block max-h-[min(40dvh,22rem)] w-full resize-none bg-transparent px-4 pt-3 pb-1 text-base outline-none placeholder:truncate pointer-coarse:min-w-0 pointer-coarse:flex-1 pointer-coarse:pe-2 pointer-coarse:pb-3"
      />
      <div className="flex items-center gap-3 ps-4 pe-2 pb-2 pointer-coarse:flex-none pointer-coarse:p-1">
        <p id={noteId} className={clsx('text-xs', (left ?? 0) < 0 ? 'font-semibold text-danger' : 'text-ink-faint')}>
          {left === null ? (
            <span className="hidden pointer-fine:inline">{text.composer.hint}</span>
          ) : left < 0 ? (
            text.composer.over(-left)
          ) : (
            text.composer.left(left)
          )}
        </p>
        <button
          type="submit"
          aria-label={text.composer.send}
          aria-disabled={!maySend}
          className={clsx(
            'ms-auto grid h-8.5 w-9.5 flex-none place-items-center rounded-md transition-colors pointer-coarse:size-11',
            maySend ? 'bg-accent text-on-accent hover:bg-accent-hover' : 'cursor-default bg-sunken text-ink-faint',
          )}
        >
          <ArrowRight aria-hidden="true" size={18} strokeWidth={2} className="rtl:-scale-x-100" />
        </button>
      </div>
    </form>
  )
}
