'use client'

import { useChatClient, useChatState } from '@chatsphere/client/react'
import { Settings } from 'lucide-react'
import { type ComponentProps, useState } from 'react'
import { Avatar } from '@/features/design/avatar.tsx'
import { IconButton } from '@/features/design/icon-button.tsx'
import { late } from '@/features/design/late.tsx'
import { PersonName } from '@/features/design/person-name.tsx'
import { useText } from '@/features/messages/use-text.ts'
import { useOverlays } from '@/features/shell/overlays.ts'
import { useHasNetwork } from '@/features/shell/use-has-network.ts'
import { VersionHint } from '@/features/shell/version-hint.tsx'
import { loadOwnMenu } from './load-own-menu.ts'

const OwnMenu = late(loadOwnMenu, <Trigger />)

/** Who one is here, what one shows of oneself, and what one may set. */
export function OwnFooter() {
  const [menuLoaded, setMenuLoaded] = useState(false)

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
      <div className="flex items-center gap-1 border-t border-line py-1.5 ps-1.5 pe-3 pb-[max(.375rem,env(safe-area-inset-bottom))]">
        <OwnStatusButton />
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

/** One's own face and status; a press changes the status. */
function OwnStatusButton() {
  const text = useText()
  const words = text.own
  const { me } = useChatClient()
  const { connection, own } = useChatState()
  const { show } = useOverlays()
  const hasNetwork = useHasNetwork()
  const online = hasNetwork && connection.status === 'online'
  const account = own?.account ?? me
  const chosen = own?.status.status ?? 'online'
  const shown = !online || chosen === 'invisible' ? 'offline' : chosen
  const said = [own?.status.emoji, own?.status.text].filter((part) => part !== null && part !== undefined).join(' ')

  function state(): string {
    if (!online) return hasNetwork && connection.status === 'connecting' ? words.connecting : words.offline
    if (said !== '') return said
    return chosen === 'invisible' ? words.invisible : text.presence[chosen]
  }

  return (
    <button
      type="button"
      onClick={() => show({ kind: 'status' })}
      className="flex min-h-11 min-w-0 flex-1 items-center gap-2.5 rounded-md px-1.5 text-start hover:bg-ink/4"
    >
      <Avatar id={account.id} name={account.displayName} colour={account.avatarColour} size="small" presence={shown} />
      <span className="min-w-0 flex-1">
        <PersonName className="text-[.875rem] leading-5 font-semibold">{account.displayName}</PersonName>
        <span className="block truncate text-xs leading-4 text-ink-faint">{state()}</span>
      </span>
      <span className="sr-only">{words.setStatus}</span>
    </button>
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
