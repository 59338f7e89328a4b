'use client'

import { ConfirmDialog } from '@/features/design/confirm-dialog.tsx'
import { useSettingsText } from '@/features/messages/use-settings-text.ts'

interface ConfirmDisableProps {
  name: string
  onCancel: () => void
  onConfirm: () => void
}

export function ConfirmDisable({ name, onCancel, onConfirm }: ConfirmDisableProps) {
  const { admin, cancel } = useSettingsText()
  return (
    <ConfirmDialog
      title={admin.disableQuestion(name)}
      lead={admin.disableLead}
      confirm={admin.disable}
      cancel={cancel}
      onCancel={onCancel}
      onConfirm={onConfirm}
    />
  )
}
