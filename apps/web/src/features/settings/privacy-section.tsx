'use client'

import { query } from '@chatsphere/client/query'
import { settingChoices } from '@chatsphere/contracts'
import { Avatar } from '@/features/design/avatar.tsx'
import { Button } from '@/features/design/button.tsx'
import { ChoiceCards } from '@/features/design/choice-cards.tsx'
import { FormNote } from '@/features/design/form-note.tsx'
import { PersonName } from '@/features/design/person-name.tsx'
import { useSettingsText } from '@/features/messages/use-settings-text.ts'
import { Answered } from './answered.tsx'
import { SettingsPage, SettingsPart } from './settings-page.tsx'
import { useSettings } from './use-settings.ts'

export function PrivacySection() {
  const words = useSettingsText()
  const { privacy } = words
  const { settings, change, failure } = useSettings()
  return (
    <SettingsPage title={words.sections.privacy} lead={privacy.lead}>
      <SettingsPart title={privacy.lastSeen} lead={privacy.lastSeenHint}>
        <ChoiceCards
          label={privacy.lastSeen}
          labelHidden
          value={settings.lastSeen}
          options={settingChoices.lastSeen.map((value) => ({ value, label: privacy.lastSeenOptions[value] }))}
          onChange={(lastSeen) => change({ lastSeen })}
        />
        <FormNote tone="bad">{failure}</FormNote>
      </SettingsPart>
      <BlockedPart />
    </SettingsPage>
  )
}

function BlockedPart() {
  const { privacy } = useSettingsText()
  const asked = query.users.blocked.useQuery()
  const clients = query.useUtils()
  const unblock = query.users.unblock.useMutation({ onSettled: () => clients.users.blocked.invalidate() })
  return (
    <SettingsPart title={privacy.blocked} lead={privacy.blockedLead}>
      <Answered asked={asked}>
        {({ users }) =>
          users.length === 0 ? (
            <p className="text-ink-faint">{privacy.noneBlocked}</p>
          ) : (
            <ul className="-my-2 divide-y divide-line">
              {users.map((user) => (
                <li key={user.id} className="flex items-center gap-3 py-2">
                  <Avatar id={user.id} name={user.displayName} colour={user.avatarColour} />
                  <span className="min-w-0 flex-1">
                    <PersonName className="font-medium">{user.displayName}</PersonName>
                    <span className="block truncate text-sm text-ink-faint">@{user.username}</span>
                  </span>
                  <Button
                    look="outline"
                    aria-label={privacy.unblockPerson(user.displayName)}
                    busy={unblock.isPending && unblock.variables.userId === user.id}
                    onClick={() => unblock.mutate({ userId: user.id })}
                  >
                    {privacy.unblock}
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </Answered>
    </SettingsPart>
  )
}
