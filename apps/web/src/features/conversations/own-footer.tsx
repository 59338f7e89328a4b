'use client'

import { useChatClient, useChatState } from '@chatsphere/client/react'
import { Settings } from 'lucide-react'
import dynamic from 'next/dynamic'
import { type ComponentProps, useState } from 'react'
import { Avatar } from '@/features/design/avatar.tsx'
import { IconButton } from '@/features/design/icon-button.tsx'
import { PersonName } from '@/features/design/person-name.tsx'
import { useText } from '@/features/messages/use-text.ts'
import { useHasNetwork } from '@/features/shell/use-has-network.ts'
import { VersionHint } from '@/features/shell/version-hint.tsx'
import { loadOwnMenu } from './load-own-menu.ts'

const OwnMenu = dynamic(loadOwnMenu, { ssr: false, loading: () => <Trigger /> })

/** Who one is here, how one stands, and what one may set. */
export function OwnFooter() {
  const words = useText().own
  const { me } = useChatClient()
  const { connection } = useChatState()
  const [menuLoaded, setMenuLoaded] = useState(false)
  const hasNetwork = useHasNetwork()
  const online = hasNetwork && connection.status === 'online'

  function openMenu() {
    // Without a connection it may not be there yet: then the button does nothing, instead of breaking the page.
    loadOwnMenu().then(
      () => setMenuLoaded(true),
      () => undefined,
    )
  }

  return (
    <>
      <VersionHint />
      <div className="flex items-center gap-2.5 border-t border-line py-2.5 ps-3 pe-3 pb-[max(.625rem,env(safe-area-inset-bottom))]">
        <Avatar id={me.id} name={me.displayName} size="small" presence={online ? 'online' : 'offline'} />
        <div className="min-w-0 flex-1">
          <PersonName className="text-[.875rem] leading-5 font-semibold">{me.displayName}</PersonName>
          <p className="text-xs leading-4 text-ink-faint">
            {online ? words.online : hasNetwork && connection.status === 'connecting' ? words.connecting : words.offline}
          </p>
        </div>
        {menuLoaded ? (
          <OwnMenu trigger={<Trigger />} />
        ) : (
          <Trigger
            aria-haspopup="menu"
            aria-expanded={false}
            onPointerEnter={() => void loadOwnMenu().catch(() => undefined)}
            onClick={openMenu}
          />
        )}
      </div>
    </>
  )
}

function Trigger(props: Omit<ComponentProps<typeof IconButton>, 'label'>) {
  const words = useText().own
  return (
    <IconButton label={words.menu} tipSide="top" {...props}>
      <Settings aria-hidden="true" size={18} strokeWidth={1.75} />
    </IconButton>
  )
}
