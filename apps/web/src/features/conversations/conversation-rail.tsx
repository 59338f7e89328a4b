'use client'

import { useChatState } from '@chatsphere/client/react'
import { clsx } from 'clsx'
import { Plus, Search, SquarePen } from 'lucide-react'
import type { ReactNode } from 'react'
import { BrandMark } from '@/features/design/brand-mark.tsx'
import { IconButton } from '@/features/design/icon-button.tsx'
import { late } from '@/features/design/late.tsx'
import { useText } from '@/features/messages/use-text.ts'
import { useOverlays } from '@/features/shell/overlays.ts'
import { regionAttribute } from '@/features/shell/regions.ts'
import { useShortcutLabel } from '@/features/shell/shortcut-label.ts'
import { useToday } from '@/features/time/use-today.ts'
import { OwnFooter } from './own-footer.tsx'
import { RailRow } from './rail-row.tsx'
import type { RailSections } from './rail-sections.ts'
import { RailSkeleton } from './rail-skeleton.tsx'

const RailEmpty = late(() => import('./rail-empty.tsx').then((module) => module.RailEmpty))

interface ConversationRailProps {
  sections: RailSections
  activeId: string | undefined
  /** On a phone, where another pane has the screen. */
  hidden: boolean
  onFind: () => void
}

export function ConversationRail({ sections, activeId, hidden, onFind }: ConversationRailProps) {
  const text = useText()
  const { ready } = useChatState()
  const today = useToday()
  const { unread, groups, direct } = sections
  const { show } = useOverlays()
  const rows = (part: RailSections['unread']) =>
    part.map(({ conversation, unsent }) => (
      <RailRow
        key={conversation.id}
        conversation={conversation}
        unsent={unsent}
        active={conversation.id === activeId}
        today={today}
      />
    ))

  return (
    <RailFrame hidden={hidden} onFind={onFind} footer={<OwnFooter />}>
      {!ready ? (
        <RailSkeleton />
      ) : unread.length + groups.length + direct.length === 0 ? (
        <RailEmpty onFind={onFind} />
      ) : (
        <>
          {unread.length > 0 && (
            <Section title={text.rail.unread}>
              <ul>{rows(unread)}</ul>
            </Section>
          )}
          {groups.length > 0 && (
            <Section
              title={text.rail.groups}
              end={<More label={text.rail.newGroup} onClick={() => show({ kind: 'newGroup' })} />}
            >
              <ul>{rows(groups)}</ul>
            </Section>
          )}
          {direct.length > 0 && (
            <Section title={text.rail.direct} end={<More label={text.rail.newDirect} onClick={onFind} />}>
              <ul>{rows(direct)}</ul>
            </Section>
          )}
        </>
      )}
    </RailFrame>
  )
}

function More({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <IconButton
      label={label}
      onClick={onClick}
      className="ms-auto !size-6 pointer-coarse:-my-3 pointer-coarse:-me-3 pointer-coarse:!size-11"
    >
      <Plus aria-hidden="true" size={14} />
    </IconButton>
  )
}

interface RailFrameProps {
  /** On a phone, where another pane has the screen. */
  hidden: boolean
  /** Undefined: it cannot find anything yet. */
  onFind: (() => void) | undefined
  footer: ReactNode
  children: ReactNode
}

/** Brand, find box, list, own footer: the same while loading, so that nothing moves. */
export function RailFrame({ hidden, onFind, footer, children }: RailFrameProps) {
  const text = useText()
  const shortcut = useShortcutLabel('K')
  // The page's heading, unless a conversation brings its own.
  const Name = hidden ? 'span' : 'h1'
  return (
    <nav
      {...{ [regionAttribute]: '' }}
      aria-label={text.rail.label}
      className={clsx('flex min-h-0 flex-col border-line bg-rail [--surface:var(--rail)] md:border-e', hidden && 'max-md:hidden')}
    >
      <div className="flex items-center gap-2.5 ps-4.5 pe-3.5 pt-[max(.75rem,env(safe-area-inset-top))] pb-2">
        <BrandMark />
        <Name className="text-lg font-[650] tracking-[-.015em]">{text.product}</Name>
        <IconButton
          label={text.rail.newConversation}
          onClick={onFind}
          disabled={onFind === undefined}
          className="ms-auto disabled:opacity-40"
        >
          <SquarePen aria-hidden="true" size={18} strokeWidth={1.75} />
        </IconButton>
      </div>
      <button
        type="button"
        onClick={onFind}
        disabled={onFind === undefined}
        aria-keyshortcuts="Control+K Meta+K"
        className="mx-3 mb-2.5 flex h-9 flex-none items-center gap-2 rounded-md border border-line bg-panel px-2.5 text-start text-sm text-ink-faint shadow-1 transition-colors not-disabled:hover:border-line-strong disabled:opacity-60 pointer-coarse:h-11"
      >
        <Search aria-hidden="true" size={15} strokeWidth={1.75} />
        {text.rail.find}
        {shortcut !== undefined && (
          <kbd className="ms-auto rounded-[5px] border border-line-strong px-1.5 font-sans text-[11px] leading-[17px] font-medium pointer-coarse:hidden">
            {shortcut}
          </kbd>
        )}
      </button>
      <div className="scroll-thin min-h-0 flex-1 overflow-y-auto overscroll-contain px-2 pb-3">{children}</div>
      {footer}
    </nav>
  )
}

function Section({ title, end, children }: { title: string; end?: ReactNode; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <div className="flex items-center px-2.5 pt-3.5 pb-1 text-ink-faint">
        <h2 className="text-xs font-semibold tracking-[.02em]">{title}</h2>
        {end}
      </div>
      {children}
    </section>
  )
}
