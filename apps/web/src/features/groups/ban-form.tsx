'use client'

import { useChatClient } from '@chatsphere/client/react'
import type { User } from '@chatsphere/contracts'
import { useState } from 'react'
import { Button } from '@/features/design/button.tsx'
import { SelectField } from '@/features/design/select-field.tsx'
import { TextField } from '@/features/design/text-field.tsx'
import { useGroupText } from '@/features/messages/use-group-text.ts'

const times = ['86400', '604800', '2592000'] as const

interface BanFormProps {
  conversationId: string
  user: User
  onAct: (work: Promise<unknown>) => Promise<void>
  onDone: () => void
}

/** For how long somebody is sent away, and why. */
export function BanForm({ conversationId, user, onAct, onDone }: BanFormProps) {
  const words = useGroupText()
  const client = useChatClient()
  const [reason, setReason] = useState('')
  const [time, setTime] = useState('')
  return (
    <form
      aria-label={words.banTitle(user.displayName)}
      className="basis-full rounded-md border border-line bg-sunken p-4"
      onSubmit={(event) => {
        event.preventDefault()
        const how = { ...(reason.trim() !== '' && { reason: reason.trim() }), ...(time !== '' && { forSeconds: Number(time) }) }
        void onAct(client.ban(conversationId, user.id, how)).then(onDone)
      }}
    >
      <TextField
        label={words.banReason}
        value={reason}
        maxLength={250}
        autoFocus
        autoComplete="off"
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <SelectField
        label={words.banTime}
        value={time}
        options={[{ value: '', label: words.forEver }, ...times.map((value) => ({ value, label: words.times[value] }))]}
        onValue={setTime}
      />
      <div className="mt-4 flex flex-wrap justify-end gap-3">
        <Button look="outline" onClick={onDone}>
          {words.cancel}
        </Button>
        <Button look="danger" type="submit">
          {words.banTitle(user.displayName)}
        </Button>
      </div>
    </form>
  )
}
