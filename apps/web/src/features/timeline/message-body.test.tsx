import { injections } from '@chatsphere/testing/injections'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { Avatar } from '../design/avatar.tsx'
import { PersonName } from '../design/person-name.tsx'
import { MessageBody } from './message-body.tsx'

const ourLink =
  /<a href="https?:\/\/[^"<>]*" target="_blank" rel="noopener noreferrer nofollow" tabindex="-1" class="[^"]*">|<\/a>/g

const asText = (html: string) =>
  html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&amp;', '&')

test.each(injections)('as a message %s is its own text, and nothing but links of ours are made of it', (body) => {
  const html = renderToStaticMarkup(<MessageBody body={body} waits={false} reachable={false} end={null} />)
  const rest = html.replace(/^<p [^>]*>|<\/p>$/g, '').replace(ourLink, '')
  expect(rest).not.toMatch(/[<>"]/)
  expect(asText(rest)).toBe(body)
})

test.each(injections)('as a name %s is its own text', (name) => {
  const html = renderToStaticMarkup(<PersonName>{name}</PersonName>)
  expect(html.replace(/^<bdi class="[^"]*">|<\/bdi>$/g, '')).not.toMatch(/[<>"]/)
  const face = renderToStaticMarkup(<Avatar id="x" name={name} />)
  expect(face.replace(/^<span aria-hidden="true" style="[^"]*" class="[^"]*">|<\/span>$/g, '')).not.toMatch(/[<>"]/)
})

test('a link opens a page that neither knows where it was opened nor has a hold on ours', () => {
  const html = renderToStaticMarkup(<MessageBody body="https://example.org" waits={false} reachable={true} end={null} />)
  expect(html).toContain('target="_blank" rel="noopener noreferrer nofollow"')
})
