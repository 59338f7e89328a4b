'use client'

import { clsx } from 'clsx'
import { ChevronLeft, ChevronRight, Eye, Laptop, Palette, UserRound, UserRoundCog, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { IconButton } from '@/features/design/icon-button.tsx'
import { useSettingsText } from '@/features/messages/use-settings-text.ts'
import { closeArea, openArea } from '@/features/shell/navigation.ts'
import { type SettingsSection, settingsPath, settingsSections } from '@/features/shell/views.ts'
import { useEscape } from '@/features/timeline/use-escape.ts'
import { AccountSection } from './account-section.tsx'
import { AppearanceSection } from './appearance-section.tsx'
import { DevicesSection } from './devices-section.tsx'
import { PrivacySection } from './privacy-section.tsx'
import { ProfileSection } from './profile-section.tsx'
import { QueryProvider } from './query-provider.tsx'

const sections: Record<SettingsSection, { Icon: typeof Eye; Content: () => React.ReactNode }> = {
  profile: { Icon: UserRound, Content: ProfileSection },
  account: { Icon: UserRoundCog, Content: AccountSection },
  devices: { Icon: Laptop, Content: DevicesSection },
  appearance: { Icon: Palette, Content: AppearanceSection },
  privacy: { Icon: Eye, Content: PrivacySection },
}

/** The list of sections beside the open one; on a phone one after the other. */
export function SettingsPane({ section }: { section: SettingsSection | undefined }) {
  const words = useSettingsText()
  const heading = useRef<HTMLHeadingElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const left = useRef(section)
  const shown = section ?? settingsSections[0]
  const { Content } = sections[shown]
  useEscape(closeArea)

  // Says where one is, since what had the focus is gone.
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])

  // On a phone what was pressed is gone too: on to the section, and back to where it is in the list.
  useEffect(() => {
    const before = left.current
    left.current = section
    const focused = document.activeElement ?? document.body
    if (before === section || (focused !== document.body && focused.getClientRects().length > 0)) return
    const target = section === undefined ? `a[href="${settingsPath(before)}"]` : 'h2'
    content.current?.querySelector<HTMLElement>(target)?.focus({ preventScroll: true })
  }, [section])

  return (
    <QueryProvider>
      <header className="flex min-h-15 items-center gap-3 border-b border-line py-2 ps-2.5 pe-2.5 pt-[max(.5rem,env(safe-area-inset-top))] md:ps-5 md:pe-4">
        {section !== undefined && (
          <IconButton label={words.back} className="md:!hidden" onClick={() => openArea(settingsPath())}>
            <ChevronLeft aria-hidden="true" size={22} className="rtl:-scale-x-100" />
          </IconButton>
        )}
        <h1 ref={heading} tabIndex={-1} className="flex-1 text-[1rem] font-[650] tracking-[-.01em] outline-none max-md:ps-1.5">
          {words.title}
        </h1>
        <IconButton label={words.close} onClick={closeArea}>
          <X aria-hidden="true" size={18} />
        </IconButton>
      </header>
      <div ref={content} className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)] bg-canvas md:grid-cols-[200px_minmax(0,1fr)]">
        <nav
          aria-label={words.title}
          className={clsx('overflow-y-auto border-line p-3 md:border-e', section !== undefined && 'max-md:hidden')}
        >
          <ul className="grid gap-0.5">
            {settingsSections.map((name) => {
              const { Icon } = sections[name]
              return (
                <li key={name}>
                  <a
                    href={settingsPath(name)}
                    aria-current={name === shown ? 'page' : undefined}
                    onClick={(event) => {
                      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
                      event.preventDefault()
                      openArea(settingsPath(name))
                    }}
                    className={clsx(
                      'flex min-h-10 items-center gap-2.5 rounded-md px-3 font-medium pointer-coarse:min-h-12',
                      name === shown
                        ? 'md:bg-panel md:shadow-[var(--shadow-low),0_0_0_1px_var(--line)]'
                        : 'text-ink-soft hover:bg-ink/4 hover:text-ink',
                    )}
                  >
                    <Icon aria-hidden="true" size={17} strokeWidth={1.75} />
                    {words.sections[name]}
                    <ChevronRight aria-hidden="true" size={16} className="ms-auto text-ink-faint md:hidden rtl:-scale-x-100" />
                  </a>
                </li>
              )
            })}
          </ul>
        </nav>
        <div className={clsx('scroll-thin min-h-0 overflow-y-auto', section === undefined && 'max-md:hidden')}>
          <Content />
        </div>
      </div>
    </QueryProvider>
  )
}
