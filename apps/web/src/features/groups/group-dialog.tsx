'use client'

import { useChatClient, useConversation } from '@chatsphere/client/react'
import type { Conversation } from '@chatsphere/contracts'
import { LogOut, Pencil } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Avatar } from '@/features/design/avatar.tsx'
import { Button } from '@/features/design/button.tsx'
import { ConfirmDialog } from '@/features/design/confirm-dialog.tsx'
import { FormNote } from '@/features/design/form-note.tsx'
import { PersonName } from '@/features/design/person-name.tsx'
import { useGroupText } from '@/features/messages/use-group-text.ts'
import { useText } from '@/features/messages/use-text.ts'
import { GroupDialogFrame } from './group-dialog-frame.tsx'
import { toFailure } from './group-failure.ts'
import { GroupForm } from './group-form.tsx'
import { GroupMembers } from './group-members.tsx'
import { GroupRights } from './group-rights.tsx'

interface GroupDialogProps {
  conversationId: string
  onClose: () => void
}

/** What a group is, who is part of it as what, and what one may do about it; closes when one is no part of it any more. */
export function GroupDialog({ conversationId, onClose }: GroupDialogProps) {
  const words = useGroupText()
  const conversation = useConversation(conversationId)
  useEffect(() => {
    if (conversation === undefined) onClose()
  }, [conversation, onClose])
  if (conversation === undefined) return null
  return (
    <GroupDialogFrame title={words.title(conversation.name)} onClose={onClose}>
      {() => (
        <>
          <About conversation={conversation} />
          <GroupMembers conversation={conversation} />
          <GroupRights conversation={conversation} />
          <Leave conversation={conversation} />
        </>
      )}
    </GroupDialogFrame>
  )
}

function About({ conversation }: { conversation: Conversation }) {
  const text = useText()
  const words = useGroupText()
  const [editing, setEditing] = useState(false)
  const { id, name, emoji, topic, description, visibility, memberCount, capabilities, archived } = conversation
  if (editing) return <GroupForm conversation={conversation} onDone={() => setEditing(false)} />
  return (
    <section>
      <div className="flex items-center gap-4">
        <Avatar id={id} name={name} emoji={emoji} size="large" />
        <div className="min-w-0 flex-1">
          <h3 className="text-xl font-[650] tracking-[-.015em]">
            <PersonName>{name}</PersonName>
          </h3>
          <p className="text-sm text-ink-faint">
            {visibility === 'public' ? words.isPublic : words.isPrivate} · {text.conversation.members(memberCount)}
            {archived && ` · ${words.archived}`}
          </p>
        </div>
        {capabilities.includes('edit_profile') && (
          <Button look="outline" onClick={() => setEditing(true)}>
            <Pencil aria-hidden="true" size={15} />
            {words.edit}
          </Button>
        )}
      </div>
      {topic !== '' && (
        <p dir="auto" className="mt-3 wrap-anywhere">
          {topic}
        </p>
      )}
      {description !== '' && (
        <p dir="auto" className="mt-2 wrap-anywhere whitespace-pre-wrap text-ink-soft">
          {description}
        </p>
      )}
    </section>
  )
}

function Leave({ conversation }: { conversation: Conversation }) {
  const text = useText()
  const words = useGroupText()
  const client = useChatClient()
  const [asking, setAsking] = useState(false)
  const [failure, setFailure] = useState<string>()
  const { id, name, role, capabilities } = conversation
  if (!capabilities.includes('leave')) return null

  async function leave() {
    setAsking(false)
    try {
      await client.leave(id)
    } catch (error) {
      setFailure(role === 'owner' ? words.lastOwner : toFailure(text, error))
    }
  }

  return (
    <div className="mt-6 border-t border-line pt-4">
      <Button look="outline-danger" onClick={() => setAsking(true)}>
        <LogOut aria-hidden="true" size={15} className="rtl:-scale-x-100" />
        {words.leave}
      </Button>
      <FormNote tone="bad">{failure}</FormNote>
      {asking && (
        <ConfirmDialog
          title={words.leaveQuestion(name)}
          lead={words.leaveLead}
          confirm={words.leave}
          cancel={words.cancel}
          onCancel={() => setAsking(false)}
          onConfirm={() => void leave()}
        />
      )}
    </div>
  )
}
