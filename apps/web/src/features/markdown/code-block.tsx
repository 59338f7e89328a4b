'use client'

import { Check, Copy } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { copyText } from '@/features/design/copy-text.ts'
import { useText } from '@/features/messages/use-text.ts'

const saidMs = 2_000
const loadHighlighter = () => import('./highlight-code.tsx').then((module) => module.highlightCode)

interface CodeBlockProps {
  code: string
  language: string | undefined
  reachable: boolean
}

/** Code as it was written, coloured once that can be done, which moves nothing; and a button that copies it. */
export function CodeBlock({ code, language, reachable }: CodeBlockProps) {
  const words = useText().markdown
  const [coloured, setColoured] = useState<ReactNode>()
  const [copied, setCopied] = useState(false)
  const box = useRef<HTMLPreElement>(null)
  const [scrolls, setScrolls] = useState(false)

  useEffect(() => {
    if (box.current !== null) setScrolls(box.current.scrollWidth > box.current.clientWidth)
  })

  useEffect(() => {
    let wanted = true
    loadHighlighter().then(
      (highlightCode) => wanted && setColoured(highlightCode(code, language)),
      () => undefined,
    )
    return () => {
      wanted = false
    }
  }, [code, language])

  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), saidMs)
    return () => clearTimeout(timer)
  }, [copied])

  return (
    <div data-code="" dir="ltr" className="group/code my-0.5 flex max-w-160 min-w-0 rounded-md border border-line bg-sunken">
      <pre
        ref={box}
        tabIndex={scrolls ? 0 : undefined}
        className="scroll-thin min-w-0 flex-1 overflow-x-auto rounded-md py-2.5 ps-3.5 font-mono text-[.8125rem] leading-[1.55]"
      >
        <code>{coloured ?? code}</code>
      </pre>
      {/* Beside the code, so that it never covers any of it. */}
      <button
        type="button"
        aria-label={words.copyCode}
        tabIndex={reachable ? 0 : -1}
        onClick={() => void copyText(code).then(setCopied)}
        className="m-0.5 grid size-8 flex-none place-items-center rounded-sm text-ink-faint opacity-0 transition-opacity group-hover/code:opacity-100 hover:text-ink focus-visible:opacity-100 pointer-coarse:-my-0.5 pointer-coarse:me-0 pointer-coarse:size-11 pointer-coarse:opacity-100"
      >
        {copied ? <Check aria-hidden="true" size={15} className="text-success" /> : <Copy aria-hidden="true" size={15} />}
      </button>
      <span role="status" className="sr-only">
        {copied && words.codeCopied}
      </span>
    </div>
  )
}
