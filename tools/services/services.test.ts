import { expect, test } from 'vitest'
import { describeServices } from './services.ts'

test('what runs is a table, and nothing is said to be nothing', () => {
  const now = new Date('2026-01-03T00:00:00.000Z')
  const common = { id: 'id', host: 'machine', version: '1.2.3' }
  const web = { ...common, name: 'web' as const, url: 'https://chat.example.org', startedAt: '2026-01-02T21:58:30.000Z' }
  const node = { ...common, name: 'realtime' as const, url: null, startedAt: '2025-12-31T23:00:00.000Z' }
  expect(
    describeServices(
      [
        { ...node, sockets: 12, busy: 0.256 },
        { ...web, sockets: 0, busy: 0 },
      ],
      now,
    ),
  ).toEqual([
    'process   host     url                       version  up         sockets  busy',
    'realtime  machine  -                         1.2.3    2 d 1 h    12       26 %',
    'web       machine  https://chat.example.org  1.2.3    2 h 1 min  0        0 %',
  ])
  expect(describeServices([], now)).toEqual(['Nothing runs.'])
})
