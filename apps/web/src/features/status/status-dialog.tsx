'use client'

import { query, toChatError } from '@chatsphere/client/query'
import { useChatState } from '@chatsphere/client/react'
import { type OwnStatus, ownStatuses, type SetStatusInput } from '@chatsphere/contracts'
import { Smile, X } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { Button } from '@/features/design/button.tsx'
import { ChoiceCards } from '@/features/design/choice-cards.tsx'
import { Dialog } from '@/features/design/dialog.tsx'
import { FormNote } from '@/features/design/form-note.tsx'
import { IconButton } from '@/features/design/icon-button.tsx'
import { SelectField } from '@/features/design/select-field.tsx'
import { EmojiChooser } from '@/features/emoji/emoji-chooser.tsx'
import { useSettingsText } from '@/features/messages/use-settings-text.ts'
import { QueryProvider } from '@/features/settings/query-provider.tsx'
import { useBackCloses } from '@/features/shell/use-back-closes.ts'
import { expiryChoices, expiryOf } from './status-expiry.ts'

const textMax = 100

/** What one shows of oneself, and until when. To be mounted when it opens. */
export function StatusDialog({ onClose }: { onClose: () => void }) {
  const { status } = useSettingsText()
  useBackCloses(onClose)
  return (
    <Dialog open onOpenChange={(open) => open || onClose()} title={status.title} onCloseFocus={(opener) => opener?.focus()}>
      <QueryProvider>
        <StatusForm onClose={onClose} />
      </QueryProvider>
    </Dialog>
  )
}

const nothing: OwnStatus = { status: 'online', emoji: null, text: null, expiresAt: null }

function StatusForm({ onClose }: { onClose: () => void }) {
  const words = useSettingsText()
  const { status: labels } = words
  const own = useChatState().own?.status ?? nothing
  const [presence, setPresence] = useState(own.status)
  const [emoji, setEmoji] = useState(own.emoji ?? '')
  const [choosing, setChoosing] = useState<Element>()
  const [said, setSaid] = useState(own.text ?? '')
  const [until, setUntil] = useState<(typeof expiryChoices)[number] | 'kept'>(own.expiresAt === null ? 'never' : 'kept')
  const set = query.presence.setStatus.useMutation({ onSuccess: onClose })

  function send(input: SetStatusInput) {
    set.mutate(input)
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    const expiresAt = until === 'kept' ? (own.expiresAt ?? undefined) : expiryOf(until, new Date())
    send({
      status: presence,
      ...(emoji !== '' && { emoji }),
      ...(said.trim() !== '' && { text: said.trim() }),
      ...(expiresAt !== undefined && { expiresAt }),
    })
  }

  return (
    <form onSubmit={submit} className="flex min-h-0 flex-1 flex-col">
      <header className="flex items-center gap-3 border-b border-line py-2 ps-4 pe-2">
        <p aria-hidden="true" className="flex-1 font-[650]">
          {labels.title}
        </p>
        <IconButton label={words.cancel} onClick={onClose}>
          <X aria-hidden="true" size={18} />
        </IconButton>
      </header>
      <div className="scroll-thin grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)] gap-5 overflow-y-auto p-4">
        <div className="flex gap-2">
          <button
            type="button"
            aria-label={emoji === '' ? labels.emoji : `${labels.emoji}: ${emoji}`}
            aria-haspopup="dialog"
            aria-expanded={choosing !== undefined}
            onClick={(event) => setChoosing(event.currentTarget)}
            className="grid h-10 w-11 flex-none place-items-center rounded-md border border-line-strong bg-panel text-xl shadow-1 hover:bg-sunken pointer-coarse:h-11"
          >
            {emoji === '' ? <Smile aria-hidden="true" size={18} strokeWidth={1.75} className="text-ink-faint" /> : emoji}
          </button>
          {choosing !== undefined && (
            <EmojiChooser anchor={choosing} align="start" onPick={setEmoji} onClose={() => setChoosing(undefined)} />
          )}
          <input
            value={said}
            maxLength={textMax}
            dir="auto"
            placeholder={labels.placeholder}
            aria-label={labels.placeholder}
            onChange={(event) => setSaid(event.currentTarget.value)}
            className="h-10 min-w-0 flex-1 rounded-md border border-line-strong bg-panel px-3.5 text-base shadow-1 outline-none focus:border-accent focus:shadow-[0_0_0_3px_var(--accent-soft)] pointer-coarse:h-11"
          />
        </div>
        <ul className="flex flex-wrap gap-2">
          {labels.suggestions.map((one) => (
            <li key={one.text}>
              <button
                type="button"
                onClick={() => {
                  setEmoji(one.emoji)
                  setSaid(one.text)
                }}
                className="min-h-8 rounded-full border border-line px-3 text-sm hover:bg-sunken pointer-coarse:min-h-11"
              >
                {one.emoji} {one.text}
              </button>
            </li>
          ))}
        </ul>
        <ChoiceCards
          label={labels.presence}
          columns={2}
          value={presence}
          options={ownStatuses.map((value) => ({ value, label: labels.options[value], hint: labels.optionHints[value] }))}
          onChange={setPresence}
        />
        <SelectField
          label={labels.until}
          value={until}
          options={[
            ...(until === 'kept' ? [{ value: 'kept', label: '…' }] : []),
            ...expiryChoices.map((value) => ({ value, label: labels.untils[value] })),
          ]}
          onValue={(value) => setUntil(expiryChoices.find((one) => one === value) ?? 'kept')}
        />
      </div>
      <footer className="flex flex-wrap items-center gap-3 border-t border-line p-3 pb-[max(.75rem,env(safe-area-inset-bottom))]">
        <Button look="outline" onClick={() => send({ status: 'online' })}>
          {labels.clear}
        </Button>
        <FormNote tone="bad">{set.error ? words.errors[toChatError(set.error).code] : undefined}</FormNote>
        <Button type="submit" busy={set.isPending} className="ms-auto">
          {words.save}
        </Button>
      </footer>
    </form>
  )
}
