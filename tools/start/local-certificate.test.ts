import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer, get } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { certificateFilesIn, prepareCertificate } from './local-certificate.ts'

const now = new Date('2026-11-25T12:00:00Z')
const later = (days: number) => new Date(now.getTime() + days * 24 * 60 * 60_000)
const names = { hosts: ['localhost', 'box.local'], addresses: ['127.0.0.1', '192.168.7.7'] }

let folder: string
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'chatsphere-tls-')), 'tls')
})
afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }))

const read = async (which: 'certificate' | 'authority') => readFile(certificateFilesIn(folder)[which], 'utf8')

test('a device that trusts the authority trusts the server, by name and by address', async () => {
  await prepareCertificate(folder, new Date())
  const [cert, key, ca] = await Promise.all(
    (['certificate', 'key', 'authority'] as const).map((which) => readFile(certificateFilesIn(folder)[which])),
  )
  const server = createServer({ cert, key }, (_request, response) => response.end('safe')).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  for (const host of ['localhost', '127.0.0.1']) {
    const [response] = await once(get({ host, port, ca, family: 4 }), 'response')
    expect(response.statusCode).toBe(200)
    response.resume()
  }
  await expect(once(get({ host: 'localhost', port, family: 4 }), 'response')).rejects.toThrow(/certificate/)
  server.close()
})

test('the next start keeps all of it', async () => {
  expect(await prepareCertificate(folder, now, names)).toBe(396)
  const before = [await read('certificate'), await read('authority')]
  expect(await prepareCertificate(folder, later(100), names)).toBe(296)
  expect([await read('certificate'), await read('authority')]).toEqual(before)
})

test.each([
  ['about to end', later(390), names],
  ['lacking an address that the machine has now', later(1), { ...names, addresses: [...names.addresses, '10.1.2.3'] }],
])('a certificate that is %s is made anew, by the same authority', async (_what, at, called) => {
  await prepareCertificate(folder, now, names)
  const [certificate, authority] = [await read('certificate'), await read('authority')]
  await prepareCertificate(folder, at, called)
  expect(await read('authority')).toBe(authority)
  expect(await read('certificate')).not.toBe(certificate)
  expect(new X509Certificate(await read('certificate')).verify(new X509Certificate(authority).publicKey)).toBe(true)
})

test('a damaged file is made anew, and keys are for their owner alone', async () => {
  await prepareCertificate(folder, now, names)
  await writeFile(certificateFilesIn(folder).certificate, 'damaged')
  await prepareCertificate(folder, now, names)
  expect(new X509Certificate(await read('certificate')).checkHost('box.local')).toBe('box.local')
  for (const which of ['key', 'authorityKey'] as const) {
    expect((await stat(certificateFilesIn(folder)[which])).mode & 0o777).toBe(0o600)
  }
})
