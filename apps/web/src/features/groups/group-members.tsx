'use client'

import { query, useInfiniteQuery, useQueryClient } from '@chatsphere/client/query'
import { useChatClient } from '@chatsphere/client/react'
import type { Conversation, MemberPage, User } from '@chatsphere/contracts'
import { mayGiveRole, maySendAway, roles } from '@chatsphere/contracts/permissions'
import { Ban, MessageCircleOff, MessageCircleReply, MoreHorizontal, UserMinus } from 'lucide-react'
import { useDeferredValue, useEffect, useState } from 'react'
import { Button } from '@/features/design/button.tsx'
import { ConfirmDialog } from '@/features/design/confirm-dialog.tsx'
import { FormNote } from '@/features/design/form-note.tsx'
import { IconButton } from '@/features/design/icon-button.tsx'
import { Menu, MenuItem, MenuSeparator } from '@/features/design/menu.tsx'
import { SelectField } from '@/features/design/select-field.tsx'
import { TextField } from '@/features/design/text-field.tsx'
import { useGroupText } from '@/features/messages/use-group-text.ts'
import { useText } from '@/features/messages/use-text.ts'
import { Answered } from '@/features/settings/answered.tsx'
import { useTime } from '@/features/time/use-time.ts'
import { useToday } from '@/features/time/use-today.ts'
import { BanForm } from './ban-form.tsx'
import { GroupBans } from './group-bans.tsx'
import { toFailure } from './group-failure.ts'
import { GroupInvites } from './group-invites.tsx'
import { GroupRequests } from './group-requests.tsx'
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
  const clients = query.useUtils()
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
    // Who is silenced or banned is no revision.
    void queryClient.invalidateQueries({ queryKey: ['members', conversationId] })
    void clients.groups.bans.invalidate({ conversationId })
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
      {capabilities.includes('add_members') && <GroupInvites conversationId={conversationId} onAct={act} />}
      {capabilities.includes('remove_members') && <GroupRequests conversation={conversation} onAct={act} />}
      {capabilities.includes('remove_members') && <GroupBans conversation={conversation} onAct={act} />}
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

function MemberRow({ member: { user, role, silencedUntil }, conversation, onAct }: MemberRowProps) {
  const words = useGroupText()
  const client = useChatClient()
  const time = useTime()
  const today = new Date(useToday())
  const [asking, setAsking] = useState<'remove' | 'transfer'>()
  const [isBanning, setIsBanning] = useState(false)
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
    <PersonRow
      user={user}
      note={silencedUntil ? words.silencedUntil(time.dayMoment(silencedUntil, today)) : isOwn ? words.you : undefined}
    >
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
        <MemberMenu
          user={user}
          isSilenced={silencedUntil !== null}
          onSilence={(forSeconds) => void onAct(client.silence(id, user.id, forSeconds))}
          onRemove={() => setAsking('remove')}
          onBan={() => setIsBanning(true)}
        />
      )}
      {isBanning && <BanForm conversationId={id} user={user} onAct={onAct} onDone={() => setIsBanning(false)} />}
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

interface MemberMenuProps {
  user: User
  isSilenced: boolean
  onSilence: (forSeconds: number | null) => void
  onRemove: () => void
  onBan: () => void
}

const silences = ['600', '3600', '86400'] as const

/** What can be done about somebody who stands below oneself. */
function MemberMenu({ user, isSilenced, onSilence, onRemove, onBan }: MemberMenuProps) {
  const words = useGroupText()
  const [open, setOpen] = useState(false)
  return (
    <Menu
      open={open}
      onOpenChange={setOpen}
      trigger={
        <IconButton label={words.moreAbout(user.displayName)}>
          <MoreHorizontal aria-hidden="true" size={18} />
        </IconButton>
      }
    >
      {isSilenced && (
        <MenuItem icon={<MessageCircleReply aria-hidden="true" size={16} />} onSelect={() => onSilence(null)}>
          {words.unsilence}
        </MenuItem>
      )}
      {silences.map((time) => (
        <MenuItem key={time} icon={<MessageCircleOff aria-hidden="true" size={16} />} onSelect={() => onSilence(Number(time))}>
          {words.silence(words.times[time])}
        </MenuItem>
      ))}
      <MenuSeparator />
      <MenuItem danger icon={<UserMinus aria-hidden="true" size={16} />} onSelect={onRemove}>
        {words.removeConfirm}
      </MenuItem>
      <MenuItem danger icon={<Ban aria-hidden="true" size={16} />} onSelect={onBan}>
        {words.ban}
      </MenuItem>
    </Menu>
  )
}
