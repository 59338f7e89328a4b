import { type Area, testsOf, together } from '../line.ts'

const node = testsOf('apps/realtime/src/node.integration.test.ts')
const packets = testsOf('apps/realtime/src/raw-packets.integration.test.ts')
const flood = testsOf('apps/realtime/src/flood.integration.test.ts')
const malformed = testsOf('apps/realtime/src/malformed.integration.test.ts')
const origins = testsOf('packages/runtime/src/allowed-origin.test.ts')

export const sockets: Area = {
  name: 'sockets',
  lines: [
    {
      id: 'origin',
      text: 'A page of another origin is turned away at the handshake',
      asvs: '4.4.2',
      proof: node('who is let in › the origin %s is turned away'),
    },
    {
      id: 'origin-list',
      text: 'Origins are compared with an exact list, whole',
      asvs: '4.4.2',
      proof: origins('with a configured address › %s: %s', 'without one › %s at %s: %s'),
    },
    {
      id: 'one-transport',
      text: 'There is no second transport that would need a check of its own',
      asvs: '4.4.2',
      proof: packets('there is no transport beside websocket'),
    },
    {
      id: 'token-in-auth',
      text: 'The token comes in the `auth` payload',
      asvs: '4.4.3',
      proof: node(
        'who is let in › %s is refused',
        'who is let in › an access token and a realtime token are let in, without an Origin, from our own and from one that is named',
      ),
    },
    {
      id: 'token-in-url',
      text: 'A token in the address counts for nothing',
      asvs: '14.2.1',
      proof: packets('a token in the address counts for nothing'),
    },
    {
      id: 'one-socket',
      text: 'A connection carries one socket: it gives no second try at a token',
      proof: node('one connection › is good for one socket: who asks for more on it is cut off'),
    },
    {
      id: 'schemas',
      text: 'Payloads are strict schemas: tens of thousands of broken ones are refused and store nothing',
      proof: malformed('%s malformed events are each refused as invalid_input, nothing is stored, and the node lives'),
    },
    {
      id: 'answers',
      text: 'What is wrong is answered with an error',
      proof: node('whatever arrives is answered › %s: invalid_input'),
    },
    {
      id: 'unknown-event',
      text: 'An unknown event is answered, and counted',
      proof: flood('events that are none are counted like any other'),
    },
    {
      id: 'strange-name',
      text: 'A name that is an array, an object or a number crashes nothing',
      proof: packets('%s ends the connection and nothing else', 'a name that is a number is no event'),
    },
    {
      id: 'attachments',
      text: 'Binary attachments crash nothing',
      proof: packets('bytes in the place of an input, or in it, are refused', '%s ends the connection and nothing else'),
    },
    {
      id: 'deep',
      text: 'Deep nesting crashes nothing',
      proof: packets('an input that is nested a million deep is answered, and the node goes on'),
    },
    {
      id: 'megabyte',
      text: 'Strings of one megabyte crash nothing',
      proof: packets('%s answers a text of one megabyte, whole or in a field, with a refusal'),
    },
    {
      id: 'handshakes',
      text: 'Handshakes are limited by address before anything is done about a token',
      proof: flood('an address has 300 handshakes a minute, whatever token they would show; another address has its own'),
    },
    {
      id: 'anonymous-bytes',
      text: 'Who has shown no token can neither fill the memory nor take the time of the node',
      proof: flood('whoever has shown no token is cut after 64 KiB, whether the frame is whole or not'),
    },
    {
      id: 'events-per-user',
      text: 'Events are limited per user, on all sockets together',
      proof: flood('events that are none are counted like any other'),
    },
    {
      id: 'flood',
      text: 'Who goes on beyond the limit is cut, by packets and by bytes',
      proof: flood(
        'who goes on although everything is refused is cut, and nobody else notices',
        'who sends more than a kilobyte each counts for that much more',
      ),
    },
    {
      id: 'slow',
      text: 'Who does not read is cut instead of buffered for',
      proof: node('one connection › of somebody who does not read is cut instead of buffered for'),
    },
    {
      id: 'per-address',
      text: 'An address is limited by its handshakes and an account by its sockets, so that events per user hold per address too',
      proof: together(
        flood('an address has 300 handshakes a minute, whatever token they would show; another address has its own'),
        flood('an account has at most 100 sockets at a node'),
      ),
    },
  ],
}
