'use client'

import { useChatClient, useChatState } from '@chatsphere/client/react'
import { Keyboard, LogOut, Settings, ShieldCheck, SmilePlus, UserRound } from 'lucide-react'
import type { ReactNode } from 'react'
import { noteDueSignOut } from '@/features/account/due-sign-out.ts'
import { Menu, MenuItem, MenuNote, MenuSeparator } from '@/features/design/menu.tsx'
import { usePartText } from '@/features/messages/use-part-text.ts'
import { useText } from '@/features/messages/use-text.ts'
import { openArea } from '@/features/shell/navigation.ts'
import { useOverlays } from '@/features/shell/overlays.ts'
import { adminPath, settingsPath } from '@/features/shell/views.ts'

const iconSize = { 'aria-hidden': true, size: 16 } as const

/** What one may do for oneself. Open from the start: it is loaded when it is first asked for. */
export function OwnMenu({ trigger }: { trigger: ReactNode }) {
  const { setStatus, signOutDiscarding } = useText().own
  const words = usePartText().ownMenu
  const client = useChatClient()
  const overlays = useOverlays()
  const { own, connection } = useChatState()
  const { unsent } = connection

  async function signOut() {
    // The page leaves as every one does whose session is over.
    await client.signOut().catch(noteDueSignOut)
  }

  return (
    <Menu trigger={trigger}>
      {!window.isSecureContext && (
        <>
          <MenuNote title={words.reduced}>{words.reducedLead}</MenuNote>
          <MenuSeparator />
        </>
      )}
      <MenuItem icon={<SmilePlus {...iconSize} />} onSelect={() => overlays.show({ kind: 'status' })}>
        {setStatus}
      </MenuItem>
      <MenuItem icon={<UserRound {...iconSize} />} onSelect={() => overlays.show({ kind: 'person', userId: client.me.id })}>
        {words.profile}
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={<Settings {...iconSize} />} onSelect={() => openArea(settingsPath())}>
        {words.settings}
      </MenuItem>
      {own?.account.role === 'admin' && (
        <MenuItem icon={<ShieldCheck {...iconSize} />} onSelect={() => openArea(adminPath)}>
          {words.admin}
        </MenuItem>
      )}
      <MenuItem icon={<Keyboard {...iconSize} />} onSelect={() => overlays.show({ kind: 'shortcuts' })}>
        {words.shortcuts}
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={<LogOut {...iconSize} />} onSelect={() => void signOut()}>
        {unsent > 0 ? signOutDiscarding(unsent) : words.signOut}
      </MenuItem>
    </Menu>
  )
}
