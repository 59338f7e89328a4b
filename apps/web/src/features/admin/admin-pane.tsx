'use client'

import { useChatState } from '@chatsphere/client/react'
import { ShieldX, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { EmptyState } from '@/features/design/empty-state.tsx'
import { IconButton } from '@/features/design/icon-button.tsx'
import { useSettingsText } from '@/features/messages/use-settings-text.ts'
import { QueryProvider } from '@/features/settings/query-provider.tsx'
import { closeArea } from '@/features/shell/navigation.ts'
import { useEscape } from '@/features/timeline/use-escape.ts'
import { AccountList } from './account-list.tsx'
import { InvitationList } from './invitation-list.tsx'
import { ServerSettingsSection } from './server-settings.tsx'
import { ServiceList } from './service-list.tsx'

/** The admin's area. Hiding it from others is a courtesy: the server refuses each of its calls to whoever is none. */
export function AdminPane() {
  const { admin } = useSettingsText()
  const { own, ready } = useChatState()
  const heading = useRef<HTMLHeadingElement>(null)
  useEscape(closeArea)
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  return (
    <QueryProvider>
      <header className="flex min-h-15 items-center gap-3 border-b border-line py-2 ps-4 pe-2.5 pt-[max(.5rem,env(safe-area-inset-top))] md:ps-5 md:pe-4">
        <h1 ref={heading} tabIndex={-1} className="flex-1 text-[1rem] font-[650] tracking-[-.01em] outline-none">
          {admin.title}
        </h1>
        <IconButton label={admin.close} onClick={closeArea}>
          <X aria-hidden="true" size={18} />
        </IconButton>
      </header>
      <div className="scroll-thin min-h-0 flex-1 overflow-y-auto bg-canvas">
        {own?.account.role === 'admin' ? (
          <>
            <AccountList />
            <ServerSettingsSection />
            <InvitationList />
            <ServiceList />
          </>
        ) : (
          ready && (
            <EmptyState level={1} icon={<ShieldX aria-hidden="true" />} title={admin.forbiddenTitle} lead={admin.forbiddenLead} />
          )
        )}
      </div>
    </QueryProvider>
  )
}
