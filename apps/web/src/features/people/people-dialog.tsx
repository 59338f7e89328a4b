'use client'

import { useChatClient } from '@chatsphere/client/react'
import type { Conversation } from '@chatsphere/contracts'
import { Command } from 'cmdk'
import { Search, X } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { focusConversation } from '@/features/conversations/conversation-focus.ts'
import { Dialog } from '@/features/design/dialog.tsx'
import { IconButton } from '@/features/design/icon-button.tsx'
import { usePartText } from '@/features/messages/use-part-text.ts'
import { useText } from '@/features/messages/use-text.ts'
import { openConversation } from '@/features/shell/navigation.ts'
import { useBackCloses } from '@/features/shell/use-back-closes.ts'
import { PeopleResults } from './people-results.tsx'
import { matchingCommands, switcherResults } from './switcher-results.ts'
import { type AppCommand, useCommands } from './use-commands.ts'
import { useOpenFirst } from './use-open-first.ts'
import { usePeopleSearch } from './use-people-search.ts'

interface PeopleDialogProps {
  /** What was typed before it was there. */
  typed: string
  /** Those of the list, in its order. */
  conversations: readonly Conversation[]
  /** The open one, which nobody looks for. */
  activeId: string | undefined
  onClose: () => void
}

/** The quick way to anybody: filters the conversations that are there, finds further people, and opens the one that is picked. */
export function PeopleDialog({ typed, conversations, activeId, onClose }: PeopleDialogProps) {
  const { title, placeholder } = useText().people
  const words = usePartText().people
  const client = useChatClient()
  const [query, setQuery] = useState(typed)
  const { search, retry } = usePeopleSearch(query)
  const [openingId, setOpeningId] = useState<string>()
  const [failed, setFailed] = useState(false)
  const went = useRef(false)
  const results = switcherResults(query, conversations, search)
  const commands = matchingCommands(query, useCommands())
  const nothing = results.conversations.length + results.people.length + commands.length === 0
  useBackCloses(onClose)

  function go(conversationId: string) {
    went.current = true
    openConversation(conversationId)
    onClose()
  }

  function run(command: AppCommand) {
    went.current = true
    command.run()
    if (command.overlay !== true) onClose()
  }

  async function choose(userId: string) {
    if (openingId !== undefined) return
    const known = client.state().conversations.find((conversation) => conversation.peer?.id === userId)
    if (known !== undefined) return go(known.id)
    setOpeningId(userId)
    setFailed(false)
    try {
      go((await client.openDirect(userId)).id)
    } catch {
      setFailed(true)
      setOpeningId(undefined)
    }
  }

  const wishFirst = useOpenFirst(query.trim(), search.status === 'ready' && search.query === query.trim(), () => {
    const [first] = results.people
    if (first !== undefined) void choose(first.id)
  })

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    if (nothing && query.trim() !== '' && search.status === 'searching') wishFirst()
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={title}
      onCloseFocus={(opener) => (went.current || opener === null ? focusConversation() : opener.focus({ preventScroll: true }))}
    >
      <Command
        shouldFilter={false}
        loop
        // Ctrl + K would move up in the list, but it closes what it has opened.
        vimBindings={false}
        label={title}
        onKeyDown={onKeyDown}
        className="flex min-h-0 flex-1 flex-col"
      >
        <div className="flex items-center gap-3 border-b border-line ps-4 pe-2">
          <Search aria-hidden="true" size={18} strokeWidth={1.75} className="flex-none text-ink-faint" />
          <Command.Input
            value={query}
            onValueChange={setQuery}
            maxLength={80}
            placeholder={placeholder}
            aria-label={placeholder}
            className="h-13 min-w-0 flex-1 bg-transparent text-base outline-none"
          />
          <IconButton label={words.close} onClick={onClose}>
            <X aria-hidden="true" size={18} />
          </IconButton>
        </div>
        <PeopleResults
          offered={conversations.filter(({ id }) => id !== activeId)}
          results={results}
          commands={commands}
          search={search}
          asked={query.trim() !== ''}
          openingId={openingId}
          openFailed={failed}
          onRetry={retry}
          onChoose={(userId) => void choose(userId)}
          onOpen={go}
          onRun={run}
        />
        <footer className="hidden items-center gap-4 border-t border-line px-4 py-2.5 text-xs text-ink-faint md:pointer-fine:flex">
          <Key sign="↑↓" does={words.keys.move} />
          <Key sign="↵" does={words.keys.open} />
          <Key sign="Esc" does={words.keys.close} />
        </footer>
      </Command>
    </Dialog>
  )
}

function Key({ sign, does }: { sign: string; does: string }) {
  return (
    <span className="flex items-center gap-1.5">
      <kbd className="rounded-[5px] border border-line-strong px-1.5 font-sans text-[11px] leading-[17px] font-medium">
        {sign}
      </kbd>
      {does}
    </span>
  )
}
