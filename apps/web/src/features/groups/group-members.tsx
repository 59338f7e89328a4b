'use client'

import { useInfiniteQuery, useQueryClient } from '@chatsphere/client/query'
import { useChatClient } from '@chatsphere/client/react'
import { type Conversation, type MemberPage, mayGiveRole, maySendAway, roles, type User } from '@chatsphere/contracts'
import { UserMinus } from 'lucide-react'
import { useDeferredValue, useEffect, useState } from 'react'
import { Button } from '@/features/design/button.tsx'
import { ConfirmDialog } from '@/features/design/confirm-dialog.tsx'
import { FormNote } from '@/features/design/form-note.tsx'
import { IconButton } from '@/features/design/icon-button.tsx'
import { SelectField } from '@/features/design/select-field.tsx'
import { TextField } from '@/features/design/text-field.tsx'
import { useGroupText } from '@/features/messages/use-group-text.ts'
import { useText } from '@/features/messages/use-text.ts'
import { Answered } from '@/features/settings/answered.tsx'
import { toFailure } from './call-words.ts'
import { PeoplePicker } from './people-picker.tsx'
import { PersonRow } from './person-row.tsx'

type Member = MemberPage['members'][number]
/** Below so many nobody needs to search. */
const filteredFrom = 10

/** Who is part of a group, and, as far as one may, who comes, goes and may do what. */
export function GroupMembers({ conversation }: { conversation: Conversation }) {
  const text = useText()
  const words = useGroupText()
  const { id: conversationId, capabilities, memberCount, revision } = conversation
  const client = useChatClient()
  const [typed, setTyped] = useState('')
  const wanted = useDeferredValue(typed.trim())
  const [failure, setFailure] = useState<string>()
  const queryClient = useQueryClient()
  // tRPC's own would add a direction to the input, which the server does not know.
  const asked = useInfiniteQuery({
    queryKey: ['members', conversationId, wanted],
    queryFn: ({ pageParam }) =>
      client.members(conversationId, {
        ...(wanted !== '' && { query: wanted }),
        ...(pageParam !== null && { cursor: pageParam }),
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (before) => before,
  })
  // Each change of who is here, by whomever, is a revision.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the revision is why
  useEffect(() => {
    void queryClient.invalidateQueries({ queryKey: ['members', conversationId] })
  }, [queryClient, conversationId, revision])

  async function act(work: Promise<unknown>): Promise<void> {
    setFailure(undefined)
    await work.catch((error: unknown) => setFailure(toFailure(text, error)))
  }

  return (
    <section className="mt-6" aria-label={words.members}>
      <h3 className="mb-2 text-sm font-semibold text-ink-soft">{words.members}</h3>
      {capabilities.includes('add_members') && <AddPeople conversationId={conversationId} onAct={act} />}
      {memberCount >= filteredFrom && (
        <TextField
          label={words.filter}
          type="search"
          value={typed}
          maxLength={80}
          autoComplete="off"
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
      <FormNote tone="bad">{failure}</FormNote>
      <Answered asked={asked}>
        {({ pages }) => (
          <ul className="divide-y divide-line">
            {pages
              .flatMap(({ members }) => members)
              .map((member) => (
                <MemberRow key={member.user.id} member={member} conversation={conversation} onAct={act} />
              ))}
          </ul>
        )}
      </Answered>
      {asked.hasNextPage && (
        <Button look="outline" className="mt-3" busy={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
          {words.more}
        </Button>
      )}
    </section>
  )
}

function AddPeople({ conversationId, onAct }: { conversationId: string; onAct: (work: Promise<unknown>) => Promise<void> }) {
  const words = useGroupText()
  const client = useChatClient()
  const [chosen, setChosen] = useState<readonly User[]>([])
  const [busy, setBusy] = useState(false)
  async function add() {
    setBusy(true)
    const userIds = chosen.map(({ id }) => id)
    await onAct(client.addMembers(conversationId, userIds).then(() => setChosen([])))
    setBusy(false)
  }
  return (
    <div className="mb-2">
      <PeoplePicker chosen={chosen} onChange={setChosen} />
      {chosen.length > 0 && (
        <Button busy={busy} onClick={() => void add()}>
          {words.add}
        </Button>
      )}
    </div>
  )
}

interface MemberRowProps {
  member: Member
  conversation: Conversation
  onAct: (work: Promise<unknown>) => Promise<void>
}

function MemberRow({ member: { user, role }, conversation, onAct }: MemberRowProps) {
  const words = useGroupText()
  const client = useChatClient()
  const [asking, setAsking] = useState<'remove' | 'transfer'>()
  const { id, capabilities } = conversation
  const isOwn = user.id === client.me.id
  const mayRemove = !isOwn && capabilities.includes('remove_members') && maySendAway(conversation.role, role)
  const offered = capabilities.includes('set_roles')
    ? roles.filter((given) => given === role || mayGiveRole(conversation.role, role, given))
    : []
  const mayTransfer = !isOwn && capabilities.includes('transfer') && role !== 'owner' && !user.disabled
  const ask = {
    remove: [words.removeQuestion, words.removeLead, words.removeConfirm],
    transfer: [words.transferQuestion, words.transferLead, words.transferConfirm],
  } as const
  return (
    <PersonRow user={user} note={isOwn ? words.you : undefined}>
      {offered.length > 1 ? (
        <SelectField
          className="w-36 flex-none"
          label={words.roleOf(user.displayName)}
          labelHidden
          value={role}
          options={[
            ...offered.map((value) => ({ value, label: words.roles[value] })),
            ...(mayTransfer ? [{ value: 'transfer', label: words.transfer(user.displayName) }] : []),
          ]}
          onValue={(value) => {
            const given = roles.find((one) => one === value)
            if (given === undefined) setAsking('transfer')
            else void onAct(client.setRole(id, user.id, given))
          }}
        />
      ) : (
        <span className="text-sm text-ink-soft">{words.roles[role]}</span>
      )}
      {mayRemove && (
        <IconButton label={words.remove(user.displayName)} onClick={() => setAsking('remove')}>
          <UserMinus aria-hidden="true" size={17} />
        </IconButton>
      )}
      {asking !== undefined && (
        <ConfirmDialog
          title={ask[asking][0](user.displayName)}
          lead={ask[asking][1]}
          confirm={ask[asking][2]}
          cancel={words.cancel}
          onCancel={() => setAsking(undefined)}
          onConfirm={() => {
            setAsking(undefined)
            void onAct(asking === 'remove' ? client.removeMember(id, user.id) : client.transferOwnership(id, user.id))
          }}
        />
      )}
    </PersonRow>
  )
}
