'use client'

import { X } from 'lucide-react'
import { Dialog } from '@/features/design/dialog.tsx'
import { IconButton } from '@/features/design/icon-button.tsx'
import { useSettingsText } from '@/features/messages/use-settings-text.ts'
import { useModifierLabel } from '@/features/shell/shortcut-label.ts'
import { useBackCloses } from '@/features/shell/use-back-closes.ts'

/** Every key that does something. To be mounted when it opens. */
export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const { shortcuts } = useSettingsText()
  const { finding, message, writing, groups } = shortcuts
  const mod = useModifierLabel()
  useBackCloses(onClose)
  const lists: readonly { title: string; rows: readonly (readonly [label: string, ...keys: string[]])[] }[] = [
    {
      title: groups.finding,
      rows: [
        [finding.switcher, `${mod} K`],
        [finding.previous, 'Alt ↑', 'Alt ↓'],
        [finding.previousUnread, 'Alt Shift ↑', 'Alt Shift ↓'],
        [finding.regions, 'F6'],
        [finding.escape, 'Esc'],
        [finding.markAll, 'Shift Esc'],
        [finding.settings, `${mod} ,`],
        [finding.sheet, `${mod} /`],
      ],
    },
    {
      title: groups.message,
      rows: [
        [message.move, '↑', '↓'],
        [message.react, '+'],
        [message.reply, 'R'],
        [message.edit, 'E'],
        [message.delete, 'Del'],
      ],
    },
    {
      title: groups.writing,
      rows: [
        [writing.send, 'Enter'],
        [writing.line, 'Shift Enter'],
        [writing.editLast, '↑'],
        [writing.bold, `${mod} B`],
        [writing.italic, `${mod} I`],
        [writing.code, `${mod} E`],
        [writing.emoji, ':'],
      ],
    },
  ]
  return (
    <Dialog open onOpenChange={(open) => open || onClose()} title={shortcuts.title} onCloseFocus={(opener) => opener?.focus()}>
      <header className="flex items-center border-b border-line py-2 ps-4 pe-2">
        <p aria-hidden="true" className="flex-1 font-[650]">
          {shortcuts.title}
        </p>
        <IconButton label={shortcuts.close} onClick={onClose}>
          <X aria-hidden="true" size={18} />
        </IconButton>
      </header>
      <div className="scroll-thin min-h-0 flex-1 overflow-y-auto px-4 pb-4">
        {lists.map(({ title, rows }) => (
          <section key={title} aria-label={title}>
            <h2 className="pt-4 pb-1 text-xs font-semibold tracking-[.02em] text-ink-faint">{title}</h2>
            <dl className="divide-y divide-line">
              {rows.map(([label, ...keys]) => (
                <div key={label} className="flex min-h-9 items-center gap-3 py-1">
                  <dt className="flex-1">{label}</dt>
                  <dd className="flex flex-none gap-2">
                    {keys.map((key) => (
                      <kbd
                        key={key}
                        className="rounded-[5px] border border-line-strong bg-sunken px-1.5 font-sans text-xs leading-5 font-medium"
                      >
                        <bdi dir="ltr">{key}</bdi>
                      </kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
