'use client'

import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import { useAccountText } from '@/features/messages/use-account-text.ts'
import { IconButton } from './icon-button.tsx'
import { TextField, type TextFieldProps } from './text-field.tsx'

/** A password input that can be shown, so that a slip on a phone is seen before it is sent. */
export function PasswordField(props: Omit<TextFieldProps, 'type' | 'end'>) {
  const words = useAccountText()
  const [shown, setShown] = useState(false)
  return (
    <TextField
      {...props}
      type={shown ? 'text' : 'password'}
      autoCapitalize="none"
      spellCheck={false}
      end={
        <IconButton
          label={shown ? words.hidePassword : words.showPassword}
          onClick={() => setShown(!shown)}
          className="!absolute end-1 top-1/2 -translate-y-1/2"
        >
          {shown ? <EyeOff aria-hidden="true" size={18} /> : <Eye aria-hidden="true" size={18} />}
        </IconButton>
      }
    />
  )
}
