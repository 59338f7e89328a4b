'use client'

import { useChatClient, useChatState } from '@chatsphere/client/react'
import { LogOut, Monitor, Moon, Sun } from 'lucide-react'
import type { ReactNode } from 'react'
import { noteDueSignOut } from '@/features/account/due-sign-out.ts'
import { Menu, MenuChoice, MenuItem, MenuSeparator } from '@/features/design/menu.tsx'
import { setTheme, useTheme } from '@/features/design/theme.ts'
import { useText } from '@/features/messages/use-text.ts'

/** What one may set for oneself. Open from the start: it is loaded when it is first asked for. */
export function OwnMenu({ trigger }: { trigger: ReactNode }) {
  const words = useText().own
  const themes = [
    { value: 'light', label: words.light, icon: <Sun aria-hidden="true" size={16} /> },
    { value: 'dark', label: words.dark, icon: <Moon aria-hidden="true" size={16} /> },
    { value: 'system', label: words.system, icon: <Monitor aria-hidden="true" size={16} /> },
  ] as const
  const client = useChatClient()
  const theme = useTheme()
  const { unsent } = useChatState().connection

  async function signOut() {
    // The page leaves as every one does whose session is over.
    await client.signOut().catch(noteDueSignOut)
  }

  return (
    <Menu trigger={trigger}>
      <MenuChoice label={words.theme} value={theme} options={themes} onChange={setTheme} />
      <MenuSeparator />
      <MenuItem icon={<LogOut aria-hidden="true" size={16} />} onSelect={() => void signOut()}>
        {unsent > 0 ? words.signOutDiscarding(unsent) : words.signOut}
      </MenuItem>
    </Menu>
  )
}
