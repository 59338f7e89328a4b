'use client'

import { query } from '@chatsphere/client/query'
import {
  defaultServerSettings,
  registrations,
  type ServerSettings,
  type ServerSettingsView,
  type UpdateServerSettingsInput,
} from '@chatsphere/contracts'
import { useState } from 'react'
import { FormNote } from '@/features/design/form-note.tsx'
import { SelectField } from '@/features/design/select-field.tsx'
import { useSettingsText } from '@/features/messages/use-settings-text.ts'
import { useText } from '@/features/messages/use-text.ts'
import { Answered } from '@/features/settings/answered.tsx'
import { callFailure } from '@/features/settings/call-failure.ts'
import { useTime } from '@/features/time/use-time.ts'
import { useToday } from '@/features/time/use-today.ts'

type AdminText = ReturnType<typeof useSettingsText>['admin']
type Change = UpdateServerSettingsInput['settings']

interface Setting {
  readonly name: keyof ServerSettings
  label(text: AdminText): string
  /** What holds, in words. */
  say(text: AdminText, held: ServerSettings): string
  value(held: ServerSettings): string
  /** What is offered; what a program has set is too. */
  options(text: AdminText, held: ServerSettings): { value: string; label: string; change: Change }[]
}

function setting<Name extends keyof ServerSettings>(
  name: Name,
  choices: readonly ServerSettings[Name][],
  label: (text: AdminText) => string,
  say: (text: AdminText, value: ServerSettings[Name]) => string,
): Setting {
  return {
    name,
    label,
    say: (text, held) => say(text, held[name]),
    value: (held) => String(held[name]),
    options(text, held) {
      const offered = [...new Set([...choices, held[name]])]
      if (typeof held[name] === 'number') offered.sort((one, other) => Number(one) - Number(other))
      return offered.map((value) => ({ value: String(value), label: say(text, value), change: { [name]: value } }))
    },
  }
}

const settings: readonly Setting[] = [
  setting(
    'registration',
    registrations,
    (text) => text.registration,
    (text, value) => text.registrations[value],
  ),
  setting(
    'unverifiedMayWrite',
    [true, false],
    (text) => text.unverifiedMayWrite,
    (text, value) => text.mayWrite(value),
  ),
  setting(
    'messageLengthMax',
    [500, 1_000, 2_000, 4_000, 10_000],
    (text) => text.messageLength,
    (text, value) => text.characters(value),
  ),
  setting(
    'messagesPerTenSeconds',
    [5, 10, 20, 60, 200, 600, 2_000],
    (text) => text.messageRate,
    (text, value) => text.inTenSeconds(value),
  ),
  setting(
    'registrationsPerHour',
    [1, 5, 20, 100, 500],
    (text) => text.registrationRate,
    (text, value) => text.inAnHour(value),
  ),
  setting(
    'signInTriesPerQuarterHour',
    [3, 5, 10, 20, 50],
    (text) => text.signInRate,
    (text, value) => text.inAQuarter(value),
  ),
  setting(
    'outboxRetentionDays',
    [1, 3, 7, 14, 30, 90],
    (text) => text.outboxRetention,
    (text, value) => text.days(value),
  ),
]

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
  const [failure, setFailure] = useState<string>()
  const clients = query.useUtils()
  const update = query.system.updateSettings.useMutation({
    onError: (error) => setFailure(callFailure(text, words.account.wrongPassword, error).summary),
    onSuccess: () => setFailure(undefined),
    onSettled: () => clients.system.settings.invalidate(),
  })
  const choose = (changed: Change) => update.mutate({ version: view.version, settings: changed })
  return (
    <>
      <div className="grid gap-x-3 gap-y-4 md:grid-cols-2">
        {settings.map((setting) => (
          <Field key={setting.name} setting={setting} held={view.settings} onChoose={choose} />
        ))}
      </div>
      <FormNote tone="bad">{failure}</FormNote>
      <History view={view} />
    </>
  )
}

interface FieldProps {
  setting: Setting
  held: ServerSettings
  onChoose: (changed: Change) => void
}

function Field({ setting, held, onChoose }: FieldProps) {
  const { admin } = useSettingsText()
  const options = setting.options(admin, held)
  return (
    <SelectField
      label={setting.label(admin)}
      value={setting.value(held)}
      options={options}
      onValue={(chosen) => {
        const option = options.find(({ value }) => value === chosen)
        if (option) onChoose(option.change)
      }}
    />
  )
}

/** Of each version what it changed, the last one first. */
function History({ view: { history } }: { view: ServerSettingsView }) {
  const { admin } = useSettingsText()
  const time = useTime()
  const today = new Date(useToday())
  if (history.length === 0) return null
  return (
    <ol aria-label={admin.settingsHistory} className="mt-4 space-y-1 text-sm text-ink-soft">
      {history.map(({ version, settings: made, changedBy, changedAt }, index) => {
        const before = history[index + 1]?.settings ?? defaultServerSettings
        const changed = settings.filter(({ name }) => made[name] !== before[name])
        return (
          <li key={version}>
            {time.moment(changedAt, today)} · <bdi>{changedBy === null ? admin.settingsNobody : `@${changedBy}`}</bdi>
            {changed.map((setting) => ` · ${setting.label(admin)}: ${setting.say(admin, made)}`)}
          </li>
        )
      })}
    </ol>
  )
}
