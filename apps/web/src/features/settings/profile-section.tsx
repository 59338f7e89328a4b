'use client'

import { query } from '@chatsphere/client/query'
import { useChatClient, useChatState } from '@chatsphere/client/react'
import { avatarColourCount, type Profile } from '@chatsphere/contracts'
import { clsx } from 'clsx'
import { type FormEvent, useState } from 'react'
import { Avatar } from '@/features/design/avatar.tsx'
import { Button } from '@/features/design/button.tsx'
import { FormNote } from '@/features/design/form-note.tsx'
import { SelectField } from '@/features/design/select-field.tsx'
import { TextArea } from '@/features/design/text-area.tsx'
import { TextField } from '@/features/design/text-field.tsx'
import { useAccountText } from '@/features/messages/use-account-text.ts'
import { useSettingsText } from '@/features/messages/use-settings-text.ts'
import { useText } from '@/features/messages/use-text.ts'
import { type CallFailure, callFailure } from './call-failure.ts'
import { SettingsPage, SettingsPart } from './settings-page.tsx'

const bioMax = 500
const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone

type Values = Pick<Profile, 'displayName' | 'pronouns' | 'bio' | 'timeZone' | 'avatarColour'>

/** What others see of oneself. Nothing is sent before "Save". */
export function ProfileSection() {
  const text = useText()
  const words = useSettingsText()
  const nameMissing = useAccountText().invalid.required.displayName
  const { profile } = words
  const { me } = useChatClient()
  const account = useChatState().own?.account ?? me
  const { displayName, pronouns, bio, timeZone, avatarColour } = account
  const stored: Values = { displayName, pronouns, bio, timeZone, avatarColour }
  const [changed, setChanged] = useState<Partial<Values>>({})
  const [saved, setSaved] = useState(false)
  const [failure, setFailure] = useState<CallFailure>()
  const update = query.users.updateProfile.useMutation()
  const values = { ...stored, ...changed }
  const left = bioMax - [...values.bio].length

  function set(some: Partial<Values>) {
    setSaved(false)
    setFailure(undefined)
    setChanged((before) => ({ ...before, ...some }))
  }

  function save(event: FormEvent) {
    event.preventDefault()
    if (values.displayName.trim() === '') {
      setFailure({ summary: undefined, fields: { displayName: nameMissing } })
      return
    }
    update.mutate(changed, {
      onSuccess() {
        setChanged({})
        setSaved(true)
      },
      onError: (error) => setFailure(callFailure(text, words.account.wrongPassword, error)),
    })
  }

  return (
    <SettingsPage title={words.sections.profile} lead={profile.lead}>
      <form onSubmit={save} noValidate className="grid gap-8">
        <SettingsPart title={profile.colour}>
          <div className="flex flex-wrap items-center gap-4">
            <Avatar id={account.id} name={values.displayName} colour={values.avatarColour} size="large" />
            <ColourChoice value={values.avatarColour} onChange={(colour) => set({ avatarColour: colour })} />
          </div>
        </SettingsPart>
        <SettingsPart title={profile.details}>
          <TextField
            label={profile.displayName}
            value={values.displayName}
            maxLength={80}
            autoComplete="name"
            error={failure?.fields.displayName}
            onChange={(event) => set({ displayName: event.currentTarget.value })}
          />
          <TextField
            label={profile.pronouns}
            hint={profile.pronounsHint}
            value={values.pronouns}
            maxLength={40}
            error={failure?.fields.pronouns}
            onChange={(event) => set({ pronouns: event.currentTarget.value })}
          />
          <TextArea
            label={profile.bio}
            hint={profile.bioHint(left)}
            value={values.bio}
            className="mb-7"
            onChange={(event) => {
              const { value } = event.currentTarget
              if ([...value].length <= bioMax) set({ bio: value })
            }}
          />
          <SelectField
            label={profile.timeZone}
            value={values.timeZone ?? ''}
            options={[
              { value: '', label: profile.timeZoneNone },
              { value: ownZone(), label: profile.timeZoneHere(ownZone()) },
              ...Intl.supportedValuesOf('timeZone')
                .filter((zone) => zone !== ownZone())
                .map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') })),
            ]}
            onValue={(zone) => set({ timeZone: zone === '' ? null : zone })}
          />
        </SettingsPart>
        <div className="flex items-center gap-4">
          <Button type="submit" busy={update.isPending} disabled={Object.keys(changed).length === 0}>
            {update.isPending ? words.saving : words.save}
          </Button>
          <FormNote tone={failure ? 'bad' : 'good'}>{failure?.summary ?? (saved ? words.saved : undefined)}</FormNote>
        </div>
      </form>
    </SettingsPage>
  )
}

function ColourChoice({ value, onChange }: { value: number | null; onChange: (value: number | null) => void }) {
  const { profile } = useSettingsText()
  const { me } = useChatClient()
  const choices = [null, ...Array.from({ length: avatarColourCount }, (_, index) => index)]
  return (
    <fieldset className="flex flex-wrap gap-2">
      <legend className="sr-only">{profile.colour}</legend>
      {choices.map((colour) => (
        <label
          key={colour ?? 'auto'}
          className={clsx(
            'grid cursor-pointer place-items-center rounded-[15px] p-1 pointer-coarse:min-h-11 pointer-coarse:min-w-11',
            'has-focus-visible:outline-2 has-focus-visible:outline-accent',
            colour === value && 'shadow-[0_0_0_2px_var(--accent)]',
          )}
        >
          <input
            type="radio"
            name="avatar-colour"
            className="sr-only"
            checked={colour === value}
            onChange={() => onChange(colour)}
            aria-label={colour === null ? profile.colourAuto : profile.colourNumber(colour + 1)}
          />
          <Avatar id={me.id} name={colour === null ? 'A' : ''} colour={colour} size="small" />
        </label>
      ))}
    </fieldset>
  )
}
