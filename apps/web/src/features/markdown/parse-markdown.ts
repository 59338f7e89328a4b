import type { Nodes, Parents, Root } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmAutolinkLiteralFromMarkdown } from 'mdast-util-gfm-autolink-literal'
import { gfmStrikethroughFromMarkdown } from 'mdast-util-gfm-strikethrough'
import { toString as textOf } from 'mdast-util-to-string'
import { gfmAutolinkLiteral } from 'micromark-extension-gfm-autolink-literal'
import { gfmStrikethrough } from 'micromark-extension-gfm-strikethrough'

/**
 * What a chat has no use for. HTML stays the text that it is, images are links, an indented line is no code, a line of dashes makes
 * the one above it no heading, and nothing that people write disappears as a definition or becomes another character.
 */
const left = ['htmlFlow', 'htmlText', 'labelStartImage', 'codeIndented', 'setextUnderline', 'definition', 'characterReference']
const extensions = [gfmStrikethrough({ singleTilde: false }), gfmAutolinkLiteral(), { disable: { null: left } }]
const mdastExtensions = [gfmStrikethroughFromMarkdown(), gfmAutolinkLiteralFromMarkdown()]

/** More openings than this in one body are an attack on the parser's time, whose worst case grows with their square. */
const openingsMax = 1_500
/** Quotes and lists that begin in one another on one line: each level makes the parser read the line once more. */
const nested = /^(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])[ \t])){24}/m
const openings = /[[\]*_~`<>\\]/g
/** A list of more lines than this is a file that somebody pasted: it is shown as it is. */
const itemsMax = 500
const items = /^ {0,3}(?:[-+*>]|\d{1,9}[.)])/gm
const depthMax = 200
const keptMax = 400
const kept = new Map<string, Root>()

/** The tree of a body, kept for the next time it comes into sight. */
export function parseMarkdown(body: string): Root {
  const known = kept.get(body)
  if (known !== undefined) return known
  const tree = isHostile(body) ? plainTree(body) : parse(body)
  const [oldest] = kept.keys()
  if (kept.size >= keptMax && oldest !== undefined) kept.delete(oldest)
  kept.set(body, tree)
  return tree
}

/** A body without its marks, on one line: for a quote, and to be spoken. */
export function plainText(body: string): string {
  return linesOf(parseMarkdown(body)).join(' ')
}

/** The text of each paragraph, heading and code block, also of those inside of lists and quotes. */
function linesOf(node: Nodes): string[] {
  const holdsBlocks = node.type === 'root' || node.type === 'list' || node.type === 'listItem' || node.type === 'blockquote'
  return holdsBlocks ? node.children.flatMap(linesOf) : [textOf(node)]
}

function isHostile(body: string): boolean {
  const count = (pattern: RegExp) => body.match(pattern)?.length ?? 0
  return nested.test(body) || count(openings) > openingsMax || count(items) > itemsMax
}

/** Markup that nests without end would exhaust the stack here, or of whoever walks the tree: such a body is shown as it is. */
function parse(body: string): Root {
  try {
    const source = withFencesOnLines(body)
    const tree = fromMarkdown(source, { extensions, mdastExtensions })
    showEmptyFences(tree, source)
    return isDeeperThan(tree, depthMax) ? plainTree(body) : tree
  } catch (error) {
    if (error instanceof RangeError) return plainTree(body)
    throw error
  }
}

const fenceStart = /^ {0,3}```[^`]*$/
const fenceEnd = /^ {0,3}```[ \t]*$/
/** Text, then the marks and perhaps a language; no quote and no list, which have blocks of their own. */
const textAndFence = /^(?! *(?:>|[-+*] |\d+[.)] ))([^`]*[^`\s])[ \t]*```([\w+#.-]*)[ \t]*$/

/** People open a block of code behind text on its line, too: if it is ended on a line of its own, its marks get theirs. */
function withFencesOnLines(body: string): string {
  if (!body.includes('```') || body.includes('````')) return body
  const lines = body.split('\n')
  const lastEnd = lines.findLastIndex((line) => fenceEnd.test(line))
  let open = false
  return lines
    .map((line, index) => {
      if (open || fenceStart.test(line)) {
        open = open ? !fenceEnd.test(line) : true
        return line
      }
      const [, text, language] = textAndFence.exec(line) ?? []
      if (text === undefined || index >= lastEnd) return line
      open = true
      return `${text}\n\`\`\`${language}`
    })
    .join('\n')
}

/** A block of code with nothing in it is what was typed, and no empty box. */
function showEmptyFences(parent: Parents, source: string): void {
  const nodes: Nodes[] = parent.children
  nodes.forEach((node, index) => {
    if ('children' in node) showEmptyFences(node, source)
    if (node.type !== 'code' || node.value.trim() !== '') return
    const value = source.slice(node.position?.start.offset, node.position?.end.offset)
    nodes[index] = { type: 'paragraph', children: [{ type: 'text', value }] }
  })
}

function isDeeperThan(tree: Root, depth: number): boolean {
  let level: readonly Nodes[] = [tree]
  for (let passed = 0; passed <= depth; passed++) {
    level = level.flatMap((node) => ('children' in node ? node.children : []))
    if (level.length === 0) return false
  }
  return true
}

function plainTree(body: string): Root {
  return { type: 'root', children: [{ type: 'paragraph', children: [{ type: 'text', value: body }] }] }
}

/** The code blocks that stand by themselves in a body, whether they are closed or not. */
export function codeBlocks(body: string): { code: string; language: string | undefined }[] {
  return parseMarkdown(body).children.flatMap((node) =>
    node.type === 'code' ? [{ code: node.value, language: node.lang ?? undefined }] : [],
  )
}
