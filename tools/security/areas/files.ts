import { type Area, notBefore } from '../line.ts'

const proof = notBefore('media')

export const files: Area = {
  name: 'files',
  lines: [
    { id: 'magic-bytes', text: 'The type of a file is told by its magic bytes', asvs: '5.2.2', proof },
    { id: 'allow-list', text: 'Types are on an allow-list', asvs: '5.2.2', proof },
    { id: 'size', text: 'Size has a limit', asvs: '5.2.1', proof },
    { id: 'quota', text: 'Each account has a quota', asvs: '5.2.4', proof },
    { id: 're-encoded', text: 'Images are encoded anew', proof },
    { id: 'exif', text: 'EXIF is removed', asvs: '14.2.8', proof },
    { id: 'pixel-bombs', text: 'Pixel bombs are refused', asvs: '5.2.6', proof },
    { id: 'svg-html', text: 'SVG and HTML are attachments only', proof },
    { id: 'disposition', text: 'Files are served with `Content-Disposition`', asvs: '3.2.1', proof },
    { id: 'nosniff', text: 'Files are served with `nosniff`', asvs: '3.4.4', proof },
    { id: 'sandbox', text: 'Files are served with a policy that sandboxes them', asvs: '3.2.1', proof },
    { id: 'names', text: 'Names are encoded per RFC 6266', asvs: '5.4.2', proof },
    { id: 'paths', text: 'No path comes from a user', asvs: '5.3.2', proof },
    { id: 'authorized', text: 'A download is authorized at each request', asvs: '8.2.2', proof },
  ],
}
