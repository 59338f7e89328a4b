'use client'

import { newId } from '@chatsphere/client'
import { useChatClient } from '@chatsphere/client/react'
import type { HistoryRule, User } from '@chatsphere/contracts'
import { type FormEvent, useState } from 'react'
import { Button } from '@/features/design/button.tsx'
import { FormNote } from '@/features/design/form-note.tsx'
import { SelectField } from '@/features/design/select-field.tsx'
import { TextField } from '@/features/design/text-field.tsx'
import { useGroupText } from '@/features/messages/use-group-text.ts'
import { useText } from '@/features/messages/use-text.ts'
import { GroupDialogFrame } from './group-dialog-frame.tsx'
import { toFailure } from './group-failure.ts'
import { PeoplePicker } from './people-picker.tsx'

const kinds = ['private', 'public', 'announcements'] as const
const histories = ['full', 'from_joining'] as const satisfies readonly HistoryRule[]

const madeAs = {
  private: { kind: 'group', visibility: 'private' },
  public: { kind: 'channel', visibility: 'public' },
  announcements: { kind: 'channel', visibility: 'public', permissions: { post: 'moderator' } },
} as const

export function NewGroupDialog({ onClose }: { onClose: () => void }) {
  const words = useGroupText()
  return (
    <GroupDialogFrame title={words.newTitle} onClose={onClose}>
      {(go) => <NewGroup onMade={go} />}
    </GroupDialogFrame>
  )
}

function NewGroup({ onMade }: { onMade: (conversationId: string) => void }) {
  const text = useText()
  const words = useGroupText()
  const client = useChatClient()
  // The same at each try, so that one whose answer was lost makes no second group.
  const [id] = useState(newId)
  const [name, setName] = useState('')
  const [kind, setKind] = useState<(typeof kinds)[number]>('private')
  const [history, setHistory] = useState<HistoryRule>('full')
  const [chosen, setChosen] = useState<readonly User[]>([])
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string>()

  async function create(event: FormEvent) {
    event.preventDefault()
    if (busy || name.trim() === '') return
    setBusy(true)
    setFailure(undefined)
    try {
      const memberIds = chosen.map((user) => user.id)
      const what = { id, name: name.trim(), history, memberIds, ...madeAs[kind] }
      onMade((await client.createGroup(what)).id)
    } catch (error) {
      setBusy(false)
      setFailure(toFailure(text, error))
    }
  }

  return (
    <form onSubmit={(event) => void create(event)}>
      <TextField
        label={words.name}
        value={name}
        maxLength={80}
        required
        autoFocus
        autoComplete="off"
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <div className="mb-5 grid gap-4">
        <SelectField
          label={words.kind}
          value={kind}
          options={kinds.map((value) => ({ value, label: words.kinds[value] }))}
          onValue={(value) => setKind(kinds.find((one) => one === value) ?? 'private')}
        />
        <SelectField
          label={words.history}
          value={history}
          options={histories.map((value) => ({ value, label: words.histories[value] }))}
          onValue={(value) => setHistory(histories.find((one) => one === value) ?? 'full')}
        />
      </div>
      <PeoplePicker chosen={chosen} onChange={setChosen} />
      <FormNote tone="bad">{failure}</FormNote>
      <div className="mt-4 flex justify-end">
        <Button type="submit" busy={busy} disabled={name.trim() === ''}>
          {words.create}
        </Button>
      </div>
    </form>
  )
}
