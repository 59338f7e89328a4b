import type { Nodes, Parents } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'
import type { ReactNode } from 'react'
import { CodeBlock } from './code-block.tsx'
import { MarkdownLink } from './markdown-link.tsx'
import { parseMarkdown } from './parse-markdown.ts'
import { safeHref } from './safe-href.ts'

/** Nested deeper than this, only the text is shown: nobody reads it, and it must not exhaust the stack. */
const depthMax = 16

const paragraph = 'max-w-[72ch] wrap-anywhere whitespace-pre-wrap'

interface MarkdownViewProps {
  body: string
  /** Whether its links and buttons are stops of the Tab key. */
  reachable: boolean
  /** Stands right behind the text. */
  end?: ReactNode
}

/**
 * A body with its markup, as React elements that are made here one by one: what has no case below is its text, so that no element and no
 * attribute comes from what somebody wrote, but for the address of a link that `safeHref` lets through.
 */
export function MarkdownView({ body, reachable, end }: MarkdownViewProps) {
  const tree = parseMarkdown(body)
  const last = tree.children.at(-1)
  const endsInText = last?.type === 'paragraph'
  const blocks = children(tree, reachable, 0)
  return (
    <div className="grid gap-1.5 [&>:first-child]:mt-px">
      {endsInText ? blocks.slice(0, -1) : blocks}
      {endsInText && (
        <p key="last" dir="auto" className={paragraph}>
          {children(last, reachable, 1)}
          {end}
        </p>
      )}
      {!endsInText && end !== undefined && <div className="-ms-1.5 leading-5">{end}</div>}
    </div>
  )
}

function children(parent: Parents, reachable: boolean, depth: number): ReactNode[] {
  return parent.children.map((node, index) => view(node, index, reachable, depth + 1))
}

function view(node: Nodes, key: number, reachable: boolean, depth: number): ReactNode {
  if (depth > depthMax) return textOf(node)
  const inner = () => children(node as Parents, reachable, depth)
  switch (node.type) {
    case 'text':
      return node.value
    case 'break':
      return '\n'
    case 'paragraph':
      return (
        <p key={key} dir="auto" className={paragraph}>
          {inner()}
        </p>
      )
    // One size of text in a conversation: a heading is a strong line.
    case 'heading':
      return (
        <p key={key} dir="auto" className="max-w-[72ch] font-[650] wrap-anywhere whitespace-pre-wrap">
          {inner()}
        </p>
      )
    case 'strong':
      return (
        <strong key={key} className="font-[650]">
          {inner()}
        </strong>
      )
    case 'emphasis':
      return <em key={key}>{inner()}</em>
    case 'delete':
      return <del key={key}>{inner()}</del>
    case 'inlineCode':
      return (
        <code key={key} dir="ltr" className="rounded-[5px] border border-line bg-sunken px-[5px] py-px font-mono text-[.8125rem]">
          {node.value}
        </code>
      )
    case 'code':
      return <CodeBlock key={key} code={node.value} language={node.lang ?? undefined} reachable={reachable} />
    case 'blockquote':
      return (
        <blockquote key={key} dir="auto" className="grid max-w-[72ch] gap-1 border-s-[3px] border-line-strong ps-3 text-ink-soft">
          {inner()}
        </blockquote>
      )
    case 'list':
      return node.ordered ? (
        <ol key={key} dir="auto" start={node.start ?? 1} className="max-w-[72ch] list-decimal ps-6.5 marker:text-ink-faint">
          {inner()}
        </ol>
      ) : (
        <ul key={key} dir="auto" className="max-w-[72ch] list-disc ps-5.5 marker:text-ink-faint">
          {inner()}
        </ul>
      )
    case 'listItem':
      return (
        <li key={key} className="ps-0.5">
          {inner()}
        </li>
      )
    case 'thematicBreak':
      return <hr key={key} className="my-1 max-w-[72ch] border-line" />
    case 'link': {
      const href = safeHref(node.url)
      return href === null ? (
        <span key={key}>{inner()}</span>
      ) : (
        <MarkdownLink key={key} href={href} reachable={reachable}>
          {inner()}
        </MarkdownLink>
      )
    }
    default:
      return textOf(node)
  }
}
