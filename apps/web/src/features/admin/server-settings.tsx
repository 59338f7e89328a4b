'use client'

import { query } from '@chatsphere/client/query'
import { registrations, type ServerSettingsView, type UpdateServerSettingsInput } from '@chatsphere/contracts'
import { useState } from 'react'
import { FormNote } from '@/features/design/form-note.tsx'
import { SelectField } from '@/features/design/select-field.tsx'
import { useSettingsText } from '@/features/messages/use-settings-text.ts'
import { useText } from '@/features/messages/use-text.ts'
import { Answered } from '@/features/settings/answered.tsx'
import { callFailure } from '@/features/settings/call-failure.ts'
import { useTime } from '@/features/time/use-time.ts'
import { useToday } from '@/features/time/use-today.ts'

const retentionChoices = [1, 3, 7, 14, 30, 90]

/** What holds for the whole server, each choice saved at once, and who chose it. */
export function ServerSettingsSection() {
  const { admin } = useSettingsText()
  const asked = query.system.settings.useQuery()
  return (
    <section className="mx-auto w-full max-w-240 px-4 pb-10 md:px-8" aria-labelledby="server-settings">
      <h2 id="server-settings" className="text-xl font-[650] tracking-[-.015em]">
        {admin.settings}
      </h2>
      <p className="mt-1 mb-5 text-ink-soft">{admin.settingsLead}</p>
      <Answered asked={asked}>{(view) => <Fields view={view} />}</Answered>
    </section>
  )
}

function Fields({ view }: { view: ServerSettingsView }) {
  const text = useText()
  const words = useSettingsText()
  const { admin } = words
  const { settings, version } = view
  const [failure, setFailure] = useState<string>()
  const clients = query.useUtils()
  const update = query.system.updateSettings.useMutation({
    onError: (error) => setFailure(callFailure(text, words.account.wrongPassword, error).summary),
    onSuccess: () => setFailure(undefined),
    onSettled: () => clients.system.settings.invalidate(),
  })
  const choose = (changed: UpdateServerSettingsInput['settings']) => update.mutate({ version, settings: changed })
  const days = [...new Set([...retentionChoices, settings.outboxRetentionDays])].sort((a, b) => a - b)
  return (
    <>
      <div className="grid gap-3 md:grid-cols-2">
        <SelectField
          label={admin.registration}
          value={settings.registration}
          options={registrations.map((value) => ({ value, label: admin.registrations[value] }))}
          onValue={(value) => choose({ registration: registrations.find((one) => one === value) })}
        />
        <SelectField
          label={admin.outboxRetention}
          value={String(settings.outboxRetentionDays)}
          options={days.map((value) => ({ value: String(value), label: admin.days(value) }))}
          onValue={(value) => choose({ outboxRetentionDays: Number(value) })}
        />
      </div>
      <FormNote tone="bad">{failure}</FormNote>
      <History view={view} />
    </>
  )
}

function History({ view: { history } }: { view: ServerSettingsView }) {
  const { admin } = useSettingsText()
  const time = useTime()
  const today = new Date(useToday())
  if (history.length === 0) return null
  return (
    <ol aria-label={admin.settingsHistory} className="mt-4 space-y-1 text-sm text-ink-soft">
      {history.map(({ version, settings, changedBy, changedAt }) => (
        <li key={version}>
          {time.moment(changedAt, today)} · <bdi>{changedBy === null ? admin.settingsNobody : `@${changedBy}`}</bdi> ·{' '}
          {admin.registration}: {admin.registrations[settings.registration]} · {admin.outboxRetention}:{' '}
          {admin.days(settings.outboxRetentionDays)}
        </li>
      ))}
    </ol>
  )
}
