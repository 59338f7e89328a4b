'use client'

import { useChatClient } from '@chatsphere/client/react'
import type { Conversation, UpdateGroupInput } from '@chatsphere/contracts'
import { lowestRole, permissionNames, roles } from '@chatsphere/contracts/permissions'
import { Archive, ArchiveRestore } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/features/design/button.tsx'
import { ConfirmDialog } from '@/features/design/confirm-dialog.tsx'
import { FormNote } from '@/features/design/form-note.tsx'
import { SelectField } from '@/features/design/select-field.tsx'
import { useGroupText } from '@/features/messages/use-group-text.ts'
import { useText } from '@/features/messages/use-text.ts'
import { toFailure } from './group-failure.ts'

const pauses = [0, 10, 30, 60, 300, 3_600]

/** Who may do what in a group, how slowly it goes, and its end; as far as one may decide that. */
export function GroupRights({ conversation }: { conversation: Conversation }) {
  const text = useText()
  const words = useGroupText()
  const client = useChatClient()
  const [failure, setFailure] = useState<string>()
  const { id, capabilities, permissions, slowModeSeconds, archived } = conversation
  const governs = capabilities.includes('govern')
  const slows = capabilities.includes('remove_members')
  if (!governs && !slows) return null

  function change(changes: Omit<UpdateGroupInput, 'conversationId'>): void {
    setFailure(undefined)
    client.updateGroup(id, changes).catch((error: unknown) => setFailure(toFailure(text, error)))
  }

  return (
    <section className="mt-6" aria-label={words.rights}>
      <h3 className="text-sm font-semibold text-ink-soft">{words.rights}</h3>
      <FormNote tone="bad">{failure}</FormNote>
      {!archived && (
        <div className="mt-2 grid gap-x-3 gap-y-4 md:grid-cols-2">
          {governs &&
            permissionNames.map((name) => (
              <SelectField
                key={name}
                label={words.permissions[name]}
                value={lowestRole(name, permissions)}
                options={roles.toReversed().map((role) => ({ value: role, label: words.lowest[role] }))}
                onValue={(value) => {
                  const role = roles.find((one) => one === value)
                  if (role) change({ permissions: { ...permissions, [name]: role } })
                }}
              />
            ))}
          {slows && <SlowMode seconds={slowModeSeconds} onChoose={(seconds) => change({ slowModeSeconds: seconds })} />}
        </div>
      )}
      {governs && <Archived conversation={conversation} onChange={(wanted) => change({ archived: wanted })} />}
    </section>
  )
}

function SlowMode({ seconds, onChoose }: { seconds: number; onChoose: (seconds: number) => void }) {
  const words = useGroupText()
  const labels: Readonly<Record<string, string>> = words.slowModes
  // What a program has set is offered too.
  const offered = [...new Set([...pauses, seconds])].sort((one, other) => one - other)
  return (
    <SelectField
      label={words.slowMode}
      value={String(seconds)}
      options={offered.map((each) => ({ value: String(each), label: labels[each] ?? words.everySeconds(each) }))}
      onValue={(value) => onChoose(Number(value))}
    />
  )
}

function Archived({ conversation, onChange }: { conversation: Conversation; onChange: (archived: boolean) => void }) {
  const words = useGroupText()
  const [asking, setAsking] = useState(false)
  if (conversation.archived)
    return (
      <Button look="outline" className="mt-4" onClick={() => onChange(false)}>
        <ArchiveRestore aria-hidden="true" size={15} />
        {words.reopen}
      </Button>
    )
  return (
    <>
      <Button look="outline" className="mt-4" onClick={() => setAsking(true)}>
        <Archive aria-hidden="true" size={15} />
        {words.archive}
      </Button>
      {asking && (
        <ConfirmDialog
          title={words.archiveQuestion(conversation.name)}
          lead={words.archiveLead}
          confirm={words.archive}
          cancel={words.cancel}
          onCancel={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false)
            onChange(true)
          }}
        />
      )}
    </>
  )
}
