'use client'

import { settingChoices } from '@chatsphere/contracts'
import { Monitor, Moon, Sun } from 'lucide-react'
import type { ReactNode } from 'react'
import { ChoiceCards } from '@/features/design/choice-cards.tsx'
import { FormNote } from '@/features/design/form-note.tsx'
import { SelectField } from '@/features/design/select-field.tsx'
import { useSettingsText } from '@/features/messages/use-settings-text.ts'
import { SettingsPage, SettingsPart } from './settings-page.tsx'
import { useSettings } from './use-settings.ts'

const icons = {
  system: <Monitor aria-hidden="true" size={16} />,
  light: <Sun aria-hidden="true" size={16} />,
  dark: <Moon aria-hidden="true" size={16} />,
}

/** How it looks and what the Enter key does; each choice takes effect at once, here and on the person's other devices. */
export function AppearanceSection() {
  const words = useSettingsText()
  const { appearance } = words
  const { settings, change, failure } = useSettings()
  return (
    <SettingsPage title={words.sections.appearance} lead={appearance.lead}>
      <SettingsPart title={appearance.theme}>
        <ChoiceCards
          label={appearance.theme}
          labelHidden
          value={settings.theme}
          options={choices(settingChoices.theme, appearance.themes, (value) => ({ icon: icons[value] }))}
          onChange={(theme) => change({ theme })}
        />
      </SettingsPart>
      <SettingsPart title={appearance.density}>
        <ChoiceCards
          label={appearance.density}
          labelHidden
          value={settings.density}
          options={choices(settingChoices.density, appearance.densities, (value) => ({ hint: appearance.densityHints[value] }))}
          onChange={(density) => change({ density })}
        />
      </SettingsPart>
      <SettingsPart title={appearance.enterKey}>
        <ChoiceCards
          label={appearance.enterKey}
          labelHidden
          value={settings.enterKey}
          options={choices(settingChoices.enterKey, appearance.enterKeys, (value) => ({ hint: appearance.enterKeyHints[value] }))}
          onChange={(enterKey) => change({ enterKey })}
        />
      </SettingsPart>
      <SettingsPart title={appearance.language}>
        <SelectField
          label={appearance.language}
          labelHidden
          className="max-w-72"
          value={settings.language}
          options={settingChoices.language.map((value) => ({ value, label: appearance.languages[value] }))}
          onValue={(value) => change({ language: settingChoices.language.find((one) => one === value) ?? 'system' })}
        />
      </SettingsPart>
      <FormNote tone="bad">{failure}</FormNote>
    </SettingsPage>
  )
}

function choices<Value extends string>(
  values: readonly Value[],
  labels: Readonly<Record<Value, string>>,
  more: (value: Value) => { hint?: string; icon?: ReactNode },
) {
  return values.map((value) => ({ value, label: labels[value], ...more(value) }))
}
