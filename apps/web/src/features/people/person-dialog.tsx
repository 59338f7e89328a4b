'use client'

import { query } from '@chatsphere/client/query'
import { useChatClient, useChatState } from '@chatsphere/client/react'
import type { ProfileView } from '@chatsphere/contracts'
import { Clock, Info, X } from 'lucide-react'
import { useState } from 'react'
import { presenceLabel } from '@/features/conversations/presence-label.ts'
import { Avatar } from '@/features/design/avatar.tsx'
import { Button } from '@/features/design/button.tsx'
import { ConfirmDialog } from '@/features/design/confirm-dialog.tsx'
import { Dialog } from '@/features/design/dialog.tsx'
import { FormNote } from '@/features/design/form-note.tsx'
import { IconButton } from '@/features/design/icon-button.tsx'
import { PersonName } from '@/features/design/person-name.tsx'
import { useSettingsText } from '@/features/messages/use-settings-text.ts'
import { useText } from '@/features/messages/use-text.ts'
import { Answered } from '@/features/settings/answered.tsx'
import { callFailure } from '@/features/settings/call-failure.ts'
import { QueryProvider } from '@/features/settings/query-provider.tsx'
import { useKnownPresence } from '@/features/shell/connection-trouble.tsx'
import { openArea, openConversation } from '@/features/shell/navigation.ts'
import { useBackCloses } from '@/features/shell/use-back-closes.ts'
import { settingsPath } from '@/features/shell/views.ts'
import { useTime } from '@/features/time/use-time.ts'
import { useToday } from '@/features/time/use-today.ts'

interface PersonDialogProps {
  userId: string
  onClose: () => void
}

/** Who somebody is, and what one may do about them. To be mounted when it opens. */
export function PersonDialog(person: PersonDialogProps) {
  return (
    <QueryProvider>
      <Person {...person} />
    </QueryProvider>
  )
}

function Person({ userId, onClose }: PersonDialogProps) {
  const { person } = useSettingsText()
  const { conversations } = useChatState()
  const asked = query.users.get.useQuery({ userId })
  // Before the answer is there, whoever one speaks with has a name already.
  const known = conversations.find(({ peer }) => peer?.id === userId)?.name ?? ''
  useBackCloses(onClose)
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={person.title(asked.data?.displayName ?? known)}
      onCloseFocus={(opener) => opener?.focus()}
    >
      <div className="flex justify-end p-2 pb-0">
        <IconButton label={person.close} onClick={onClose}>
          <X aria-hidden="true" size={18} />
        </IconButton>
      </div>
      <div className="scroll-thin min-h-0 flex-1 overflow-y-auto px-5 pb-6">
        <Answered asked={asked}>{(profile) => <Profile profile={profile} onClose={onClose} />}</Answered>
      </div>
    </Dialog>
  )
}

function Profile({ profile, onClose }: { profile: ProfileView; onClose: () => void }) {
  const text = useText()
  const time = useTime()
  const { person } = useSettingsText()
  const today = new Date(useToday())
  const { presence, dot } = useKnownPresence(profile.id)
  const state = presenceLabel(presence, today, { text, time })
  return (
    <>
      <div className="flex items-center gap-4">
        <Avatar id={profile.id} name={profile.displayName} colour={profile.avatarColour} size="large" presence={dot} />
        <div className="min-w-0">
          <h2 className="text-xl font-[650] tracking-[-.015em]">
            <PersonName>{profile.displayName}</PersonName>
          </h2>
          <p className="truncate text-ink-faint">
            @{profile.username}
            {profile.pronouns !== '' && <bdi> · {profile.pronouns}</bdi>}
          </p>
          {state !== undefined && <p className="text-sm text-ink-soft">{state}</p>}
        </div>
      </div>
      {profile.bio !== '' && (
        <p dir="auto" className="mt-4 wrap-anywhere whitespace-pre-wrap">
          {profile.bio}
        </p>
      )}
      <ul className="mt-4 grid gap-1.5 text-sm text-ink-soft">
        {profile.disabled && (
          <li className="flex items-center gap-2">
            <Info aria-hidden="true" size={15} /> {profile.deleted ? person.deleted : person.disabled}
          </li>
        )}
        {profile.timeZone !== null && (
          <li className="flex items-center gap-2">
            <Clock aria-hidden="true" size={15} /> {person.localTime(time.clockIn(profile.timeZone, new Date()))}
          </li>
        )}
        <li>{person.memberSince(time.date(profile.createdAt))}</li>
      </ul>
      <Acts profile={profile} onClose={onClose} />
    </>
  )
}

function Acts({ profile, onClose }: { profile: ProfileView; onClose: () => void }) {
  const text = useText()
  const words = useSettingsText()
  const { person, privacy } = words
  const client = useChatClient()
  const clients = query.useUtils()
  const [asking, setAsking] = useState(false)
  const [failure, setFailure] = useState<string>()
  const { id: userId, displayName } = profile
  const outcome = {
    onSuccess: () => setFailure(undefined),
    onError: (error: unknown) => setFailure(callFailure(text, words.account.wrongPassword, error).summary),
    onSettled: () => clients.users.get.invalidate({ userId }),
  }
  const block = query.users.block.useMutation(outcome)
  const unblock = query.users.unblock.useMutation(outcome)

  if (userId === client.me.id) {
    return (
      <Button
        look="outline"
        className="mt-5"
        onClick={() => {
          onClose()
          openArea(settingsPath('profile'))
        }}
      >
        {words.sections.profile}
      </Button>
    )
  }
  if (profile.deleted) return null
  const open = client.state().conversations.find((conversation) => conversation.peer?.id === userId)
  const mayWrite = !profile.disabled && !profile.blocked

  async function write() {
    try {
      const { id } = open ?? (await client.openDirect(userId))
      onClose()
      openConversation(id)
    } catch (error) {
      outcome.onError(error)
    }
  }

  return (
    <div className="mt-5 flex flex-wrap items-center gap-3">
      {(mayWrite || open !== undefined) && <Button onClick={() => void write()}>{person.message}</Button>}
      {profile.blocked ? (
        <Button look="outline" busy={unblock.isPending} onClick={() => unblock.mutate({ userId })}>
          {person.unblock}
        </Button>
      ) : (
        <Button look="outline-danger" busy={block.isPending} onClick={() => setAsking(true)}>
          {person.block}
        </Button>
      )}
      <FormNote tone="bad">{failure}</FormNote>
      {asking && (
        <ConfirmDialog
          title={person.blockQuestion(displayName)}
          lead={privacy.blockedLead}
          confirm={person.block}
          cancel={words.cancel}
          onCancel={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false)
            block.mutate({ userId })
          }}
        />
      )}
    </div>
  )
}
