'use client'

import { useChatClient, useChatState } from '@chatsphere/client/react'
import { Command } from 'cmdk'
import { Search, X } from 'lucide-react'
import { useRef, useState } from 'react'
import { focusComposer } from '@/features/composer/composer-focus.ts'
import { Dialog } from '@/features/design/dialog.tsx'
import { IconButton } from '@/features/design/icon-button.tsx'
import { text } from '@/features/messages/text.ts'
import { openConversation } from '@/features/shell/navigation.ts'
import { PeopleResults } from './people-results.tsx'
import { usePeopleSearch } from './use-people-search.ts'

const words = text.people

interface PeopleDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** Finds a person and opens the conversation with them. Without a query it offers the conversations that are there. */
export function PeopleDialog({ open, onOpenChange }: PeopleDialogProps) {
  const client = useChatClient()
  const { conversations } = useChatState()
  const [query, setQuery] = useState('')
  const { search, retry } = usePeopleSearch(query)
  const [openingId, setOpeningId] = useState<string>()
  const [failed, setFailed] = useState(false)
  const went = useRef(false)

  function go(conversationId: string) {
    went.current = true
    openConversation(conversationId)
    onOpenChange(false)
  }

  async function choose(userId: string) {
    if (openingId !== undefined) return
    const known = conversations.find((conversation) => conversation.peer?.id === userId)
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

  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={words.title} onCloseFocus={() => went.current && focusComposer()}>
      <Command shouldFilter={false} loop label={words.title} className="flex min-h-0 flex-1 flex-col">
        <div className="flex items-center gap-3 border-b border-line ps-4 pe-2">
          <Search aria-hidden="true" size={18} strokeWidth={1.75} className="flex-none text-ink-faint" />
          <Command.Input
            value={query}
            onValueChange={setQuery}
            maxLength={80}
            placeholder={words.placeholder}
            aria-label={words.placeholder}
            className="h-13 min-w-0 flex-1 bg-transparent text-base outline-none"
          />
          <IconButton label={words.close} onClick={() => onOpenChange(false)}>
            <X aria-hidden="true" size={18} />
          </IconButton>
        </div>
        <PeopleResults
          conversations={conversations}
          search={search}
          asked={query.trim() !== ''}
          openingId={openingId}
          openFailed={failed}
          onRetry={retry}
          onChoose={(userId) => void choose(userId)}
          onOpen={go}
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
