import { injections } from '@chatsphere/testing/injections'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { en } from '../messages/en.ts'
import { TextContext } from '../messages/use-text.ts'
import { highlightCode } from './highlight-code.tsx'
import { hostileBodies } from './hostile-bodies.test-data.ts'
import { MarkdownView } from './markdown-view.tsx'
import { plainText } from './parse-markdown.ts'

function rendered(body: string): string {
  return renderToStaticMarkup(
    <TextContext value={en}>
      <MarkdownView body={body} reachable={false} />
    </TextContext>,
  )
}
/** The elements without their looks and the frame. */
const outline = (body: string) =>
  rendered(body)
    .replace(/ (?:class|dir|tabindex|target|rel)="[^"]*"/g, '')
    .replace(/^<div>|<\/div>$/g, '')
const code = (inner: string) => new RegExp(`<pre><code>${inner}</code></pre><button type="button" aria-label="Copy code">`)

const allowed: Readonly<Record<string, readonly string[]>> = {
  div: ['data-code'],
  p: [],
  strong: [],
  em: [],
  del: [],
  code: [],
  pre: ['tabindex'],
  blockquote: [],
  ol: ['start'],
  ul: [],
  li: [],
  hr: [],
  span: ['role'],
  a: ['href', 'target', 'rel', 'tabindex'],
  // The button that copies code, with its picture.
  button: ['type', 'aria-label', 'tabindex'],
  svg: [
    'xmlns',
    'width',
    'height',
    'viewBox',
    'fill',
    'stroke',
    'stroke-width',
    'stroke-linecap',
    'stroke-linejoin',
    'aria-hidden',
  ],
  rect: ['width', 'height', 'x', 'y', 'rx', 'ry'],
  path: ['d'],
}
/** Every element and attribute of the markup, told by a reader that knows nothing of how it was made. */
function expectAllowed(markup: string): void {
  const elements = [...markup.matchAll(/<([a-z][\w-]*)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*\/?>/g)]
  // Whatever else begins with < would be an element that this reader does not see.
  expect(markup.match(/<(?!\/)/g)?.length ?? 0).toBe(elements.length)
  for (const [, name = '', attributes = ''] of elements) {
    expect(Object.keys(allowed)).toContain(name)
    for (const [, attribute = '', value = ''] of attributes.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)) {
      if (['class', 'dir'].includes(attribute)) continue
      expect(allowed[name], `${attribute} of ${name}`).toContain(attribute)
      if (attribute === 'href') expect(value).toMatch(/^(?:https?:\/\/|mailto:)/)
      if (attribute === 'rel') expect(value).toBe('noopener noreferrer nofollow')
    }
  }
}

describe('what somebody sends to do harm', () => {
  test.each([...hostileBodies, ...injections])('%j makes nothing but what is allowed', (body) => expectAllowed(rendered(body)))

  test('nor does one of them within another', () => {
    hostileBodies.forEach((one, index) => {
      for (const step of [1, 7, 19, 31]) {
        const other = hostileBodies[(index + step) % hostileBodies.length] ?? ''
        expectAllowed(rendered(`[${one}](${other})`))
        expectAllowed(rendered(`${one} ${other}`))
      }
    })
  })

  test.each([
    ['lists in lists', '1. '.repeat(3_333)],
    ['quotes in quotes', '>'.repeat(9_999)],
    ['brackets', '['.repeat(9_999)],
    ['half links', '[a]('.repeat(2_499)],
    ['marks', '*a_'.repeat(3_333)],
    ['backticks', '`'.repeat(9_999)],
    ['dashes', '- '.repeat(4_999)],
    ['addresses', 'a@b.c '.repeat(1_666)],
    ['half addresses', 'a@'.repeat(4_999)],
    ['points', `${'a.'.repeat(4_998)}@b`],
    ['lines', '+ a\n'.repeat(2_499)],
    ['a deep list', Array.from({ length: 130 }, (_, depth) => `${' '.repeat(depth)}- a`).join('\n')],
  ])('%s take no more than a moment, and break nothing', (_what, body) => {
    const before = performance.now()
    expectAllowed(rendered(body))
    expect(plainText(body).length).toBeGreaterThan(0)
    expect(performance.now() - before).toBeLessThan(3_000)
  })
})

describe('what is shown', () => {
  test.each([
    ['**a** __b__', '<p><strong>a</strong> <strong>b</strong></p>'],
    ['*a* _b_', '<p><em>a</em> <em>b</em></p>'],
    ['~~a~~ ~b~', '<p><del>a</del> ~b~</p>'],
    ['`a < b`', '<p><code>a &lt; b</code></p>'],
    ['snake_case_name 2 * 3 * 4', '<p>snake_case_name 2 * 3 * 4</p>'],
    ['a\nb', '<p>a\nb</p>'],
    ['a\n\nb', '<p>a</p><p>b</p>'],
    ['# a', '<p>a</p>'],
    ['a\n---', '<p>a</p><hr/>'],
    ['    a', '<p>a</p>'],
    ['> a', '<blockquote><p>a</p></blockquote>'],
    ['- a\n- b', '<ul><li><p>a</p></li><li><p>b</p></li></ul>'],
    ['3. a\n4. b', '<ol start="3"><li><p>a</p></li><li><p>b</p></li></ol>'],
    ['![a](https://example.org/b.png)', '<p>!<a href="https://example.org/b.png">a</a></p>'],
    ['<b>a</b> &amp; b', '<p>&lt;b&gt;a&lt;/b&gt; &amp;amp; b</p>'],
    ['[a]: https://example.org', '<p>[a]: <a href="https://example.org/">https://example.org</a></p>'],
    ['\\*a\\*', '<p>*a*</p>'],
    ['[a](https://example.org/x)', '<p><a href="https://example.org/x">a</a></p>'],
    ['[a](javascript:x)', '<p><span>a</span></p>'],
    ['a@example.org', '<p><a href="mailto:a@example.org">a@example.org</a></p>'],
    ['see https://example.org/a_b_c.', '<p>see <a href="https://example.org/a_b_c">https://example.org/a_b_c</a>.</p>'],
  ])('%j', (body, markup) => expect(outline(body)).toBe(markup))

  test('code blocks keep every sign, and have a button', () => {
    expect(outline('```ts\nconst a = "<b>"\n\n  x\n```')).toMatch(code('const a = &quot;&lt;b&gt;&quot;\n\n  x'))
    expect(outline('```\nnot closed')).toMatch(code('not closed'))
  })

  test('a block of code behind text on its line is one, if it is ended', () => {
    expect(outline('so: ```ts\nconst a = 1\n```\nright?')).toMatch(
      new RegExp(`^<p>so:</p>.*${code('const a = 1').source}.*<p>right[?]</p>$`),
    )
    expect(outline('so: ```\nnot ended')).toBe('<p>so: ```\nnot ended</p>')
    expect(outline('so: ```a b``` here')).toBe('<p>so: <code>a b</code> here</p>')
    expect(outline('```\nlet a = ```\nb\n```')).toMatch(code('let a = ```\nb'))
    expect(outline('> a\n> ```\n> b\n> ```')).toMatch(/^<blockquote><p>a<\/p>.*<code>b<\/code>.*<\/blockquote>$/)
  })

  test.each(['```\n```', '```ts', 'a\n```\n\n```', '- ```\n  ```'])(
    'marks of code around nothing stay what was typed: %j',
    (body) => {
      expect(outline(body)).not.toContain('<pre>')
      expect(outline(body)).toContain('```')
      expect(plainText(body)).toContain('```')
    },
  )

  test('a quote is its text on one line', () => {
    expect(plainText('**a** `b`\n\n- c\n- d')).toBe('a b c d')
  })
})

test('colours change no sign of the code, and unknown languages have none', () => {
  const source = 'const a = await b("<c>") // d\n'
  const coloured = renderToStaticMarkup(highlightCode(source, 'TS'))
  expectAllowed(coloured)
  expect(coloured).toContain('class="text-code-keyword"')
  expect(coloured.replace(/<[^>]+>/g, '')).toBe('const a = await b(&quot;&lt;c&gt;&quot;) // d\n')
  for (const language of [undefined, 'nothing', '__proto__', 'constructor', '"><img>']) {
    expect(highlightCode(source, language)).toBeUndefined()
  }
})
