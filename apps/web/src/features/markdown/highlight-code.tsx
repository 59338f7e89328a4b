import type { ElementContent } from 'hast'
import bash from 'highlight.js/lib/languages/bash'
import c from 'highlight.js/lib/languages/c'
import cpp from 'highlight.js/lib/languages/cpp'
import csharp from 'highlight.js/lib/languages/csharp'
import css from 'highlight.js/lib/languages/css'
import diff from 'highlight.js/lib/languages/diff'
import dockerfile from 'highlight.js/lib/languages/dockerfile'
import go from 'highlight.js/lib/languages/go'
import ini from 'highlight.js/lib/languages/ini'
import java from 'highlight.js/lib/languages/java'
import javascript from 'highlight.js/lib/languages/javascript'
import json from 'highlight.js/lib/languages/json'
import kotlin from 'highlight.js/lib/languages/kotlin'
import php from 'highlight.js/lib/languages/php'
import python from 'highlight.js/lib/languages/python'
import ruby from 'highlight.js/lib/languages/ruby'
import rust from 'highlight.js/lib/languages/rust'
import sql from 'highlight.js/lib/languages/sql'
import swift from 'highlight.js/lib/languages/swift'
import typescript from 'highlight.js/lib/languages/typescript'
import xml from 'highlight.js/lib/languages/xml'
import yaml from 'highlight.js/lib/languages/yaml'
import { createLowlight } from 'lowlight'
import type { ReactNode } from 'react'

const lowlight = createLowlight({
  bash,
  c,
  cpp,
  csharp,
  css,
  diff,
  dockerfile,
  go,
  ini,
  java,
  javascript,
  json,
  kotlin,
  php,
  python,
  ruby,
  rust,
  sql,
  swift,
  typescript,
  xml,
  yaml,
})

/** Longer code is not coloured: it would hold up the page. */
const lengthMax = 8_000

/** The colours of a kind of word, by the first part of its class; anything else is as the rest. */
const colours: Readonly<Record<string, string>> = {
  keyword: 'text-code-keyword',
  built_in: 'text-code-keyword',
  literal: 'text-code-keyword',
  meta: 'text-code-keyword',
  'selector-tag': 'text-code-keyword',
  name: 'text-code-keyword',
  string: 'text-code-string',
  regexp: 'text-code-string',
  addition: 'text-code-string',
  number: 'text-code-string',
  title: 'text-code-name',
  attr: 'text-code-name',
  attribute: 'text-code-name',
  property: 'text-code-name',
  type: 'text-code-name',
  variable: 'text-code-name',
  section: 'text-code-name',
  comment: 'text-ink-faint italic',
  deletion: 'text-danger',
}

/** The code as coloured elements, made from the highlighter's tree; undefined for a language that it does not know. */
export function highlightCode(code: string, language: string | undefined): ReactNode {
  const name = language?.toLowerCase()
  if (name === undefined || code.length > lengthMax || !lowlight.registered(name)) return undefined
  return lowlight.highlight(name, code).children.map((node, index) => view(node as ElementContent, index))
}

function view(node: ElementContent, key: number): ReactNode {
  if (node.type === 'text') return node.value
  if (node.type !== 'element') return null
  const classes = Array.isArray(node.properties.className) ? node.properties.className : []
  const kind = String(classes[0] ?? '').replace(/^hljs-/, '')
  return (
    <span key={key} className={Object.hasOwn(colours, kind) ? colours[kind] : undefined}>
      {node.children.map(view)}
    </span>
  )
}
