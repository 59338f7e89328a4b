'use client'

import { AlertDialog } from 'radix-ui'
import { buttonClass } from './button.tsx'

interface ConfirmDialogProps {
  title: string
  lead: string
  confirm: string
  cancel: string
  onCancel: () => void
  onConfirm: () => void
}

/** Asks before what is hard to take back. The safe way out has the focus; Esc takes it. To be mounted when it is needed. */
export function ConfirmDialog({ title, lead, confirm, cancel, onCancel, onConfirm }: ConfirmDialogProps) {
  return (
    <AlertDialog.Root open onOpenChange={(open) => open || onCancel()}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="fixed inset-0 z-40 animate-fade bg-scrim" />
        <AlertDialog.Content
          aria-modal="true"
          className="fixed inset-x-4 top-1/2 z-50 mx-auto max-w-104 -translate-y-1/2 animate-fade rounded-lg border border-line bg-raised p-5 shadow-2 outline-none"
        >
          <AlertDialog.Title className="text-lg font-[650] tracking-[-.01em]">{title}</AlertDialog.Title>
          <AlertDialog.Description className="mt-1.5 text-ink-soft">{lead}</AlertDialog.Description>
          <div className="mt-5 flex flex-wrap justify-end gap-3">
            <AlertDialog.Cancel className={buttonClass('outline')}>{cancel}</AlertDialog.Cancel>
            <AlertDialog.Action className={buttonClass('danger')} onClick={onConfirm}>
              {confirm}
            </AlertDialog.Action>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
