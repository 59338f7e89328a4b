import { expect, test } from 'vitest'
import { linkSegments } from './link-segments.ts'

const links = (body: string) => linkSegments(body).flatMap((segment) => (segment.kind === 'link' ? [segment.text] : []))

test('http and https addresses are links, the rest is text', () => {
  expect(linkSegments('see https://example.org/a?b=1#c now')).toEqual([
    { kind: 'text', text: 'see ' },
    { kind: 'link', text: 'https://example.org/a?b=1#c', href: 'https://example.org/a?b=1#c' },
    { kind: 'text', text: ' now' },
  ])
  expect(links('http://localhost:3000/x and HTTPS://EXAMPLE.ORG')).toEqual(['http://localhost:3000/x', 'HTTPS://EXAMPLE.ORG'])
})

test('punctuation of the sentence stays outside', () => {
  expect(links('(https://example.org/wiki/Foo_(bar)), then https://example.org.')).toEqual([
    'https://example.org/wiki/Foo_(bar)',
    'https://example.org',
  ])
})

test.each([
  'javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:msgbox(1)',
  'file:///etc/passwd',
  'ftp://example.org',
  '<a href="x">',
  'https://',
  'https://bank.example@evil.example/',
  'https://user:secret@evil.example/',
])('%s is never a link', (body) => {
  expect(links(body)).toEqual([])
})

test.each([')', ']', '()', '[(.', '))]'])(
  'a screen full of messages that are an address and %s is cut up in a moment',
  (signs) => {
    const body = `https://example.org/${signs.repeat(9_900 / signs.length)}`
    const began = performance.now()
    for (let count = 0; count < 50; count++) linkSegments(body)
    expect(performance.now() - began).toBeLessThan(2_000)
  },
)

test('markup around an address does not get into it', () => {
  const [segment] = linkSegments('https://example.org/"onmouseover="alert(1)')
  expect(segment).toEqual({ kind: 'link', text: 'https://example.org/', href: 'https://example.org/' })
})

test('joined, the parts are the text, and every href is http or https', () => {
  const pieces = ['https://', 'http://', 'javascript:', 'a', '.', ')', '(', ' ', '\n', '@', '/', '<', '🌊', 'example.org']
  // Every text of four pieces.
  for (let number = 0; number < pieces.length ** 4; number++) {
    let body = ''
    for (let rest = number, digit = 0; digit < 4; digit++, rest = Math.floor(rest / pieces.length))
      body += pieces[rest % pieces.length]
    const segments = linkSegments(body)
    const joined = segments.map((segment) => segment.text).join('')
    if (joined !== body) expect(joined).toBe(body)
    for (const segment of segments) if (segment.kind === 'link') expect(segment.href).toMatch(/^https?:\/\//)
  }
})
