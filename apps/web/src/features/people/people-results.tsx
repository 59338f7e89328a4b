'use client'

import type { Conversation } from '@chatsphere/contracts'
import { Command } from 'cmdk'
import { CloudAlert, SearchX } from 'lucide-react'
import { Button } from '@/features/design/button.tsx'
import { EmptyState } from '@/features/design/empty-state.tsx'
import { UnreadBadge } from '@/features/design/unread-badge.tsx'
import { failureText } from '@/features/messages/failure-text.ts'
import { usePartText } from '@/features/messages/use-part-text.ts'
import { useText } from '@/features/messages/use-text.ts'
import { PersonItem } from './person-item.tsx'
import type { SwitcherResults } from './switcher-results.ts'
import type { AppCommand } from './use-commands.ts'
import type { PeopleSearch } from './use-people-search.ts'

const offeredMax = 8
const groupClass =
  '[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-semibold [&_[cmdk-group-heading]]:text-ink-faint'

interface PeopleResultsProps {
  /** What is there to choose from before anything is typed. */
  offered: readonly Conversation[]
  results: SwitcherResults
  search: PeopleSearch
  /** Something has been typed. */
  asked: boolean
  openingId: string | undefined
  openFailed: boolean
  onRetry: () => void
  onChoose: (userId: string) => void
  onOpen: (conversationId: string) => void
  commands: readonly AppCommand[]
  onRun: (command: AppCommand) => void
}

/** Without a query the newest conversations; with one, those that match and then further people. */
export function PeopleResults(props: PeopleResultsProps) {
  const text = useText()
  const words = usePartText().people
  const { results, search, asked, openFailed, openingId, commands, onRetry, onChoose, onOpen, onRun } = props
  const conversations = asked ? results.conversations : offer(props.offered)
  const people = asked ? results.people : []
  const count = conversations.length + people.length + commands.length
  return (
    <>
      <p role="status" className="sr-only">
        {!asked ? '' : count > 0 || search.status === 'ready' ? words.results(count) : words.searching}
      </p>
      {openFailed && (
        <p role="alert" className="px-4 pt-3 text-sm font-medium text-danger">
          {failureText(text.language).errors.unavailable}
        </p>
      )}
      <Command.List
        label={words.people}
        className="scroll-thin min-h-0 flex-1 scroll-py-2 overflow-y-auto overscroll-contain md:min-h-72"
      >
        {count > 0 && (
          <div className="p-2 pb-[max(.5rem,env(safe-area-inset-bottom))]">
            {conversations.length > 0 && (
              <Command.Group heading={words.recent} className={groupClass}>
                {conversations.map(({ id, peer, name, unread }) => (
                  <PersonItem
                    key={id}
                    id={peer?.id ?? id}
                    name={name}
                    username={peer?.username}
                    colour={peer?.avatarColour}
                    onSelect={() => onOpen(id)}
                    end={unread > 0 && <UnreadBadge count={unread} />}
                  />
                ))}
              </Command.Group>
            )}
            {people.length > 0 && (
              <Command.Group heading={words.people} className={groupClass}>
                {people.map((user) => (
                  <PersonItem
                    key={user.id}
                    id={user.id}
                    name={user.displayName}
                    username={user.username}
                    colour={user.avatarColour}
                    onSelect={() => onChoose(user.id)}
                    end={openingId === user.id && <span className="text-xs text-ink-faint">{words.opening}</span>}
                  />
                ))}
              </Command.Group>
            )}
            {commands.length > 0 && (
              <Command.Group heading={words.commands} className={groupClass}>
                {commands.map((command) => (
                  <Command.Item
                    key={command.id}
                    value={`command-${command.id}`}
                    onSelect={() => onRun(command)}
                    className="flex min-h-11 cursor-pointer items-center gap-3 rounded-md px-2.5 py-1.5 data-[selected=true]:bg-sunken dark:data-[selected=true]:bg-ink/6"
                  >
                    <span className="grid size-10 flex-none place-items-center text-ink-soft">
                      <command.Icon aria-hidden="true" size={18} strokeWidth={1.75} />
                    </span>
                    {command.label}
                  </Command.Item>
                ))}
              </Command.Group>
            )}
          </div>
        )}
      </Command.List>
      {count === 0 && <Nothing search={search} asked={asked} onRetry={onRetry} />}
    </>
  )
}

/** Unread ones first, as they are most likely what one looks for. */
function offer(conversations: readonly Conversation[]): Conversation[] {
  return [...conversations].sort((one, other) => Number(other.unread > 0) - Number(one.unread > 0)).slice(0, offeredMax)
}

function Nothing({ search, asked, onRetry }: { search: PeopleSearch; asked: boolean; onRetry: () => void }) {
  const text = useText()
  const words = usePartText().people
  const frame = 'absolute inset-x-0 top-14'
  if (!asked) return <p className={`${frame} py-10 text-center text-sm text-ink-faint`}>{words.hint}</p>
  if (search.status === 'failed') {
    return (
      <div className={frame}>
        <EmptyState
          compact
          icon={<CloudAlert aria-hidden="true" />}
          title={words.failed}
          lead={failureText(text.language).errors.unavailable}
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
