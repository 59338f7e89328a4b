import { type Area, notBefore, testsOf, together } from '../line.ts'

const cookie = testsOf('apps/web/src/server/browser-session.integration.test.ts')
const policy = testsOf('apps/web/src/proxy.test.ts')
const pages = testsOf('tests/e2e/headers.spec.ts')
const inputs = testsOf('packages/api/src/inputs-and-answers.integration.test.ts')
const refusals = testsOf('apps/web/src/server/find-refusal.test.ts')
const doors = testsOf('apps/web/src/server/sign-in-doors.test.ts')
const links = testsOf('apps/web/src/features/timeline/link-segments.test.ts')
const texts = testsOf('apps/web/src/features/timeline/message-body.test.tsx')
const markdown = testsOf('apps/web/src/features/markdown/markdown-view.test.tsx')
const injections = testsOf('tests/e2e/injection.spec.ts')
const landing = testsOf('apps/web/src/features/account/start-session.test.ts')
const sources = testsOf('tools/security/sources.test.ts')

const bound =
  'the cookie of a browser › is bound to the host, out of the reach of scripts, and not sent along by what other sites ask'
const sealed =
  'types are not guessed, addresses are told to nobody, and a window that was opened from elsewhere has no hold on it'

export const browser: Area = {
  name: 'browser',
  lines: [
    { id: 'host-cookie', text: 'The cookie is a `__Host-` cookie', asvs: '3.3.3', proof: cookie(bound) },
    {
      id: 'http-only',
      text: 'The cookie is HttpOnly, over plain HTTP too',
      asvs: '3.3.4',
      proof: cookie(
        bound,
        'the cookie of a browser › over plain HTTP has no prefix, which browsers would refuse, and is out of the reach of scripts all the same',
      ),
    },
    { id: 'same-site', text: 'The cookie is SameSite', asvs: '3.3.2', proof: cookie(bound) },
    {
      id: 'genuine-cookie',
      text: 'A cookie that we have not made lets nobody in',
      proof: cookie('the cookie of a browser › that we have not made lets nobody in'),
    },
    {
      id: 'nonces',
      text: 'The policy has a nonce, another one for each page, that nobody else chooses',
      asvs: '3.4.3',
      proof: together(
        policy('scripts run by a nonce that is another one each time, and none that is inline without it'),
        pages('a caller cannot choose the nonce'),
      ),
    },
    {
      id: 'no-unsafe-inline',
      text: 'The policy lets no script be inline without it',
      asvs: '3.4.3',
      proof: policy('scripts run by a nonce that is another one each time, and none that is inline without it'),
    },
    {
      id: 'every-page',
      text: 'Every page has the policy, and every script of it the nonce',
      asvs: '3.4.3',
      proof: pages('every page carries a policy with a nonce of its own, and its scripts that nonce'),
    },
    {
      id: 'policy-input',
      text: 'Nothing that a request says gets into the policy',
      proof: policy('a host that is none (%s) does not get into the policy'),
    },
    {
      id: 'frame-ancestors',
      text: '`frame-ancestors` lets nobody frame a page',
      asvs: '3.4.6',
      proof: policy('nothing frames a page, nothing is embedded into it, and its forms and base stay here'),
    },
    { id: 'nosniff', text: '`nosniff`', asvs: '3.4.4', proof: policy(sealed) },
    { id: 'referrer', text: '`Referrer-Policy`', asvs: '3.4.5', proof: policy(sealed) },
    { id: 'opener', text: '`Cross-Origin-Opener-Policy`', asvs: '3.4.8', proof: policy(sealed) },
    {
      id: 'hsts',
      text: '`Strict-Transport-Security`, over HTTPS',
      asvs: '3.4.1',
      proof: policy('over HTTPS browsers come back over HTTPS only, but for localhost, whose other ports it would concern'),
    },
    {
      id: 'calls',
      text: 'Calls are sealed off and not kept',
      asvs: '14.3.2',
      proof: pages('calls are sealed off, not kept, and refused with a code whatever is asked'),
    },
    {
      id: 'post',
      text: 'What changes something needs POST',
      asvs: '3.5.3',
      proof: together(inputs('%s changes nothing by GET'), refusals('%s'), doors('%s /api/auth/%s (%s): %s')),
    },
    {
      id: 'same-origin',
      text: 'What changes something needs a page of ours',
      asvs: '3.5.1',
      proof: together(
        cookie(
          'the cookie of a browser › lets in for anything but reading only if the page is ours: no origin, another one, or that of a file is refused',
        ),
        pages('a call with a cookie from another site is refused'),
      ),
    },
    {
      id: 'shut',
      text: 'What no page of ours asks for is shut',
      proof: pages(
        'what nobody of ours asks for is shut: metrics, next-auth beside signing in, actions of pages, conversion of pictures',
        'a body that is too large is refused before it is read',
        'an upgrade to anything but the sockets is closed at once',
      ),
    },
    {
      id: 'redirects',
      text: 'A link sends nobody who has just signed in to another site',
      asvs: '3.7.2',
      proof: landing('only paths of the chat are landed on'),
    },
    {
      id: 'parts',
      text: 'Text becomes parts, and those React elements',
      asvs: '1.2.1',
      proof: links('joined, the parts are the text, and every href is http or https'),
    },
    {
      id: 'no-raw-html',
      text: 'Never raw HTML',
      asvs: '1.3.1',
      proof: sources('the sources › turn no text into markup or code: React escapes it, and nothing goes around React'),
    },
    {
      id: 'markdown',
      text: 'Markdown becomes an AST before it becomes elements, and of those none but what is allowed',
      proof: markdown('what somebody sends to do harm › %j makes nothing but what is allowed'),
    },
    {
      id: 'link-schemes',
      text: 'Links are http and https alone',
      asvs: '1.2.2',
      proof: links('%s is never a link', 'http and https addresses are links, the rest is text'),
    },
    {
      id: 'rel',
      text: 'Links have `rel`',
      proof: texts('a link opens a page that neither knows where it was opened nor has a hold on ours'),
    },
    {
      id: 'injected-message',
      text: 'A corpus of injections as messages runs nowhere',
      asvs: '1.2.1',
      proof: together(
        texts('as a message %s is its own text, and nothing but links of ours are made of it'),
        injections('whatever is written, and whatever somebody is called, stays text wherever it is shown'),
      ),
    },
    {
      id: 'injected-name',
      text: 'The corpus as names runs nowhere',
      asvs: '1.2.1',
      proof: together(
        texts('as a name %s is its own text'),
        injections('whatever is written, and whatever somebody is called, stays text wherever it is shown'),
      ),
    },
    { id: 'injected-topic', text: 'The corpus as topics runs nowhere', proof: notBefore('topics of groups') },
    { id: 'injected-file-name', text: 'The corpus as file names runs nowhere', proof: notBefore('media') },
    { id: 'injected-link-title', text: 'The corpus as titles of links runs nowhere', proof: notBefore('link previews') },
    {
      id: 'page-time',
      text: 'No message keeps the page of its reader busy',
      proof: links('a screen full of messages that are an address and %s is cut up in a moment'),
    },
  ],
}
