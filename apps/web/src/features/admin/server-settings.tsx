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
type Setting = {
  [Name in keyof ServerSettings]: {
    name: Name
    choices: readonly ServerSettings[Name][]
    label: (text: AdminText) => string
    say: (text: AdminText, value: ServerSettings[Name]) => string
  }
}[keyof ServerSettings]

/** Each setting with the values that are offered; one that was set by a program is offered too. */
const settings: readonly Setting[] = [
  {
    name: 'registration',
    choices: registrations,
    label: (text) => text.registration,
    say: (text, value) => text.registrations[value],
  },
  {
    name: 'unverifiedMayWrite',
    choices: [true, false],
    label: (text) => text.unverifiedMayWrite,
    say: (text, value) => text.mayWrite(value),
  },
  {
    name: 'messageLengthMax',
    choices: [500, 1_000, 2_000, 4_000, 10_000],
    label: (text) => text.messageLength,
    say: (text, value) => text.characters(value),
  },
  {
    name: 'messagesPerTenSeconds',
    choices: [5, 10, 20, 60, 200, 600, 2_000],
    label: (text) => text.messageRate,
    say: (text, value) => text.inTenSeconds(value),
  },
  {
    name: 'registrationsPerHour',
    choices: [1, 5, 20, 100, 500],
    label: (text) => text.registrationRate,
    say: (text, value) => text.inAnHour(value),
  },
  {
    name: 'signInTriesPerQuarterHour',
    choices: [3, 5, 10, 20, 50],
    label: (text) => text.signInRate,
    say: (text, value) => text.inAQuarter(value),
  },
  {
    name: 'outboxRetentionDays',
    choices: [1, 3, 7, 14, 30, 90],
    label: (text) => text.outboxRetention,
    say: (text, value) => text.days(value),
  },
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
  const choose = (changed: UpdateServerSettingsInput['settings']) => update.mutate({ version: view.version, settings: changed })
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
  onChoose: (changed: UpdateServerSettingsInput['settings']) => void
}

function Field({ setting, held, onChoose }: FieldProps) {
  const { admin } = useSettingsText()
  const value = held[setting.name]
  const choices = [...new Set<ServerSettings[keyof ServerSettings]>([...setting.choices, value])]
  if (typeof value === 'number') choices.sort((one, other) => Number(one) - Number(other))
  return (
    <SelectField
      label={setting.label(admin)}
      value={String(value)}
      options={choices.map((choice) => ({ value: String(choice), label: said(setting, admin, choice) }))}
      onValue={(chosen) => onChoose({ [setting.name]: choices.find((choice) => String(choice) === chosen) })}
    />
  )
}

/** The value is the setting's own, which TypeScript does not follow through the list of all. */
function said(setting: Setting, text: AdminText, value: ServerSettings[keyof ServerSettings]): string {
  return setting.say(text, value as never)
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
            {changed.map((setting) => ` · ${setting.label(admin)}: ${said(setting, admin, made[setting.name])}`)}
          </li>
        )
      })}
    </ol>
  )
}
