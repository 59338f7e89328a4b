'use client'

import type { Conversation } from '@chatsphere/contracts'
import { Command } from 'cmdk'
import { CloudAlert, SearchX } from 'lucide-react'
import { Button } from '@/features/design/button.tsx'
import { EmptyState } from '@/features/design/empty-state.tsx'
import { UnreadBadge } from '@/features/design/unread-badge.tsx'
import { text } from '@/features/messages/text.ts'
import { PersonItem } from './person-item.tsx'
import type { PeopleSearch } from './use-people-search.ts'

const words = text.people
const offeredMax = 8
const groupClass =
  '[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-semibold [&_[cmdk-group-heading]]:text-ink-faint'

interface PeopleResultsProps {
  conversations: readonly Conversation[]
  search: PeopleSearch
  /** Something has been typed. */
  asked: boolean
  openingId: string | undefined
  openFailed: boolean
  onRetry: () => void
  onChoose: (userId: string) => void
  onOpen: (conversationId: string) => void
}

export function PeopleResults(props: PeopleResultsProps) {
  const { search, asked, openFailed, onRetry } = props
  const offered = asked ? [] : offer(props.conversations)
  const empty = asked ? search.users.length === 0 : offered.length === 0
  return (
    <>
      <p role="status" className="sr-only">
        {search.status === 'searching'
          ? words.searching
          : search.status === 'ready' && asked
            ? words.results(search.users.length)
            : ''}
      </p>
      {openFailed && (
        <p role="alert" className="px-4 pt-3 text-sm font-medium text-danger">
          {text.errors.unavailable}
        </p>
      )}
      <Command.List
        label={words.people}
        className="scroll-thin min-h-0 flex-1 scroll-py-2 overflow-y-auto overscroll-contain md:min-h-72"
      >
        {!empty && (
          <div className="p-2 pb-[max(.5rem,env(safe-area-inset-bottom))]">
            {asked ? <Found {...props} /> : <Offered conversations={offered} onOpen={props.onOpen} />}
          </div>
        )}
      </Command.List>
      {empty && <Nothing search={search} asked={asked} onRetry={onRetry} />}
    </>
  )
}

/** Unread ones first, as they are most likely what one looks for. */
function offer(conversations: readonly Conversation[]): Conversation[] {
  return [...conversations].sort((one, other) => Number(other.unread > 0) - Number(one.unread > 0)).slice(0, offeredMax)
}

function Found({ search, openingId, onChoose }: PeopleResultsProps) {
  return (
    <Command.Group heading={words.people} className={groupClass}>
      {search.users.map((user) => (
        <PersonItem
          key={user.id}
          id={user.id}
          name={user.displayName}
          username={user.username}
          onSelect={() => onChoose(user.id)}
          end={openingId === user.id && <span className="text-xs text-ink-faint">{words.opening}</span>}
        />
      ))}
    </Command.Group>
  )
}

function Offered({
  conversations,
  onOpen,
}: {
  conversations: readonly Conversation[]
  onOpen: (conversationId: string) => void
}) {
  return (
    <Command.Group heading={words.recent} className={groupClass}>
      {conversations.map((conversation) => (
        <PersonItem
          key={conversation.id}
          id={conversation.peer?.id ?? conversation.id}
          name={conversation.name}
          username={conversation.peer?.username}
          onSelect={() => onOpen(conversation.id)}
          end={conversation.unread > 0 && <UnreadBadge count={conversation.unread} />}
        />
      ))}
    </Command.Group>
  )
}

function Nothing({ search, asked, onRetry }: { search: PeopleSearch; asked: boolean; onRetry: () => void }) {
  const frame = 'absolute inset-x-0 top-14'
  if (!asked) return <p className={`${frame} py-10 text-center text-sm text-ink-faint`}>{words.hint}</p>
  if (search.status === 'failed') {
    return (
      <div className={frame}>
        <EmptyState
          compact
          icon={<CloudAlert aria-hidden="true" />}
          title={words.failed}
          lead={text.errors.unavailable}
          action={
            <Button look="outline" onClick={onRetry}>
              {words.retry}
            </Button>
          }
        />
      </div>
    )
  }
  if (search.status !== 'ready') return <p className={`${frame} py-10 text-center text-sm text-ink-faint`}>{words.searching}</p>
  return (
    <div className={frame}>
      <EmptyState compact icon={<SearchX aria-hidden="true" />} title={words.none(search.query)} lead={words.noneLead} />
    </div>
  )
}
