import { type Area, notBefore } from '../line.ts'

const proof = notBefore('link previews and webhooks')

export const goingOut: Area = {
  name: 'going out',
  lines: [
    { id: 'resolved-once', text: 'A name is resolved once, and that address is connected to', asvs: '1.3.6', proof },
    { id: 'private', text: 'Private addresses are refused', asvs: '1.3.6', proof },
    { id: 'loopback', text: 'Loopback is refused', asvs: '1.3.6', proof },
    { id: 'link-local', text: 'Link-local addresses are refused', asvs: '1.3.6', proof },
    { id: 'multicast', text: 'Multicast is refused', asvs: '1.3.6', proof },
    { id: 'mapped', text: 'IPv4-mapped addresses are refused', asvs: '1.3.6', proof },
    { id: 'nat64', text: 'NAT64 addresses are refused', asvs: '1.3.6', proof },
    { id: 'redirects', text: 'All of that after every redirect', asvs: '15.3.2', proof },
    { id: 'size', text: 'What comes back has a limit of size', proof },
    { id: 'time', text: 'What comes back has a limit of time', proof },
    { id: 'content-type', text: 'What comes back has one of few content types', proof },
  ],
}
