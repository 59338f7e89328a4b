'use client'

import { useChatClient } from '@chatsphere/client/react'
import type { Conversation } from '@chatsphere/contracts'
import { Smile } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { Button } from '@/features/design/button.tsx'
import { FormNote } from '@/features/design/form-note.tsx'
import { SelectField } from '@/features/design/select-field.tsx'
import { TextArea } from '@/features/design/text-area.tsx'
import { TextField } from '@/features/design/text-field.tsx'
import { EmojiChooser } from '@/features/emoji/emoji-chooser.tsx'
import { useGroupText } from '@/features/messages/use-group-text.ts'
import { useText } from '@/features/messages/use-text.ts'
import { toFailure } from './group-failure.ts'

/** Who may find it, and who comes in. */
const doors = ['private', 'public', 'approval'] as const

/** What a group says of itself, to be changed. */
export function GroupForm({ conversation, onDone }: { conversation: Conversation; onDone: () => void }) {
  const text = useText()
  const words = useGroupText()
  const client = useChatClient()
  const [name, setName] = useState(conversation.name)
  const [topic, setTopic] = useState(conversation.topic)
  const [description, setDescription] = useState(conversation.description)
  const [emoji, setEmoji] = useState(conversation.emoji)
  const doorBefore = conversation.visibility === 'public' && conversation.approval ? 'approval' : conversation.visibility
  const [door, setDoor] = useState<(typeof doors)[number]>(doorBefore)
  const [choosing, setChoosing] = useState<Element>()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string>()

  async function save(event: FormEvent) {
    event.preventDefault()
    if (busy || name.trim() === '') return
    setBusy(true)
    try {
      const changes = { name: name.trim(), topic: topic.trim(), description: description.trim(), emoji }
      await client.updateGroup(conversation.id, {
        ...changes,
        ...(door !== doorBefore && { visibility: door === 'private' ? 'private' : 'public', approval: door === 'approval' }),
      })
      onDone()
    } catch (error) {
      setBusy(false)
      setFailure(toFailure(text, error))
    }
  }

  return (
    <form onSubmit={(event) => void save(event)}>
      <div className="flex items-start gap-3">
        <button
          type="button"
          aria-label={words.emoji}
          aria-haspopup="dialog"
          aria-expanded={choosing !== undefined}
          onClick={(event) => setChoosing(event.currentTarget)}
          className="mt-[1.6875rem] grid size-11 flex-none place-items-center rounded-md border border-line-strong bg-panel text-xl shadow-1"
        >
          {emoji ?? <Smile aria-hidden="true" size={20} className="text-ink-faint" />}
        </button>
        <TextField
          className="flex-1"
          label={words.name}
          value={name}
          maxLength={80}
          required
          autoFocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </div>
      {choosing !== undefined && (
        <EmojiChooser anchor={choosing} align="start" onPick={setEmoji} onClose={() => setChoosing(undefined)} />
      )}
      {emoji !== null && (
        <Button look="quiet" className="mb-2" onClick={() => setEmoji(null)}>
          {words.noEmoji}
        </Button>
      )}
      <TextField
        label={words.topic}
        hint={words.topicHint}
        value={topic}
        maxLength={250}
        onChange={(event) => setTopic(event.currentTarget.value)}
      />
      <TextArea
        label={words.description}
        value={description}
        maxLength={1_000}
        onChange={(event) => setDescription(event.currentTarget.value)}
      />
      {conversation.role === 'owner' && (
        <SelectField
          className="mt-4"
          label={words.kind}
          value={door}
          options={doors.map((value) => ({ value, label: words.kinds[value] }))}
          onValue={(value) => setDoor(doors.find((one) => one === value) ?? door)}
        />
      )}
      <FormNote tone="bad">{failure}</FormNote>
      <div className="mt-4 flex justify-end gap-3">
        <Button look="outline" onClick={onDone}>
          {words.cancel}
        </Button>
        <Button type="submit" busy={busy} disabled={name.trim() === ''}>
          {words.save}
        </Button>
      </div>
    </form>
  )
}
