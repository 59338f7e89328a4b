'use client'

import { CodeBlock } from '@/features/markdown/code-block.tsx'
import { codeBlocks } from '@/features/markdown/parse-markdown.ts'
import { useText } from '@/features/messages/use-text.ts'

/** How the code blocks of what is being written will look. */
export function ComposerPreview({ body }: { body: string }) {
  const words = useText().composer
  const blocks = codeBlocks(body)
  if (blocks.length === 0) return null
  return (
    <section aria-label={words.preview} className="scroll-thin max-h-48 overflow-y-auto border-line border-b px-4 py-2">
      {blocks.map(({ code, language }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of one text have no other identity
        <CodeBlock key={index} code={code} language={language} reachable={false} />
      ))}
    </section>
  )
}
