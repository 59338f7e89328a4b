'use client'

import { useChatState } from '@chatsphere/client/react'
import { CheckCheck, Hash, Keyboard, type LucideIcon, Settings, ShieldCheck, SmilePlus, UsersRound } from 'lucide-react'
import { useGroupText } from '@/features/messages/use-group-text.ts'
import { usePartText } from '@/features/messages/use-part-text.ts'
import { useSettingsText } from '@/features/messages/use-settings-text.ts'
import { useText } from '@/features/messages/use-text.ts'
import { openArea } from '@/features/shell/navigation.ts'
import { useOverlays } from '@/features/shell/overlays.ts'
import { useMarkAllRead } from '@/features/shell/use-mark-all-read.ts'
import { adminPath, settingsPath, settingsSections } from '@/features/shell/views.ts'

export interface AppCommand {
  id: string
  label: string
  Icon: LucideIcon
  /** Something else lies over the page afterwards, instead of the switcher. */
  overlay?: boolean
  run: () => void
}

/** What can be done from the switcher. */
export function useCommands(): AppCommand[] {
  const text = useText()
  const words = useSettingsText()
  const groups = useGroupText()
  const { show } = useOverlays()
  const { own } = useChatState()
  const markAllRead = useMarkAllRead()
  const { setStatus } = text.own
  const { people, ownMenu } = usePartText()
  const { shortcuts, admin } = ownMenu
  return [
    { id: 'status', label: setStatus, Icon: SmilePlus, overlay: true, run: () => show({ kind: 'status' }) },
    { id: 'new-group', label: groups.newTitle, Icon: UsersRound, overlay: true, run: () => show({ kind: 'newGroup' }) },
    { id: 'discover', label: groups.browseTitle, Icon: Hash, overlay: true, run: () => show({ kind: 'discover' }) },
    { id: 'mark-all-read', label: people.markAllRead, Icon: CheckCheck, run: markAllRead },
    ...settingsSections.map((section) => ({
      id: `settings-${section}`,
      label: `${words.title}: ${words.sections[section]}`,
      Icon: Settings,
      run: () => openArea(settingsPath(section)),
    })),
    ...(own?.account.role === 'admin' ? [{ id: 'admin', label: admin, Icon: ShieldCheck, run: () => openArea(adminPath) }] : []),
    { id: 'shortcuts', label: shortcuts, Icon: Keyboard, overlay: true, run: () => show({ kind: 'shortcuts' }) },
  ]
}
