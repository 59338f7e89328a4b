import { X509Certificate } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { hostname, networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { generate } from 'selfsigned'
import { errorCode } from './start-error.ts'

export interface CertificateFiles {
  /** What the server shows. */
  readonly certificate: string
  readonly key: string
  /** Who vouches for it: a device that trusts this one shows no warning. */
  readonly authority: string
  readonly authorityKey: string
}

export function certificateFilesIn(folder: string): CertificateFiles {
  return {
    certificate: join(folder, 'server.crt'),
    key: join(folder, 'server.key'),
    authority: join(folder, 'authority.crt'),
    authorityKey: join(folder, 'authority.key'),
  }
}

const day = 24 * 60 * 60_000
/** The longest that browsers take. */
const certificateDays = 397
const authorityDays = 3_650
const renewDaysAhead = 14

/** Every name and address by which this machine may be called now. */
function ownNames(): { hosts: string[]; addresses: string[] } {
  const name = hostname().toLowerCase()
  const addresses = Object.values(networkInterfaces()).flatMap((list) =>
    (list ?? []).map(({ address }) => address.split('%')[0] ?? ''),
  )
  return {
    hosts: [...new Set(['localhost', name, `${name.replace(/\.local$/, '')}.local`])],
    addresses: [...new Set(['127.0.0.1', '::1', ...addresses])].sort(),
  }
}

/**
 * Makes what HTTPS on this machine and its network needs, and answers how many days it is good for. Kept from start to start: a new
 * server certificate only if the old one is about to end or lacks a name that the machine has now, a new authority only if there is none,
 * since people have told their devices to trust it.
 */
export async function prepareCertificate(folder: string, now = new Date(), names = ownNames()): Promise<number> {
  const files = certificateFilesIn(folder)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const authority = (await readPair(files.authority, files.authorityKey, now)) ?? (await createAuthority(files, now))
  const known = await readPair(files.certificate, files.key, now)
  if (known && isGood(known.cert, authority.cert, names)) return daysLeft(known.cert, now)
  const altNames = [
    ...names.hosts.map((value) => ({ type: 2 as const, value })),
    ...names.addresses.map((ip) => ({ type: 7 as const, ip })),
  ]
  const made = await generate([{ name: 'commonName', value: 'ChatSphere on this machine' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(now.getTime() - day),
    notAfterDate: new Date(now.getTime() + (certificateDays - 1) * day),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames },
    ],
    ca: { cert: authority.cert, key: authority.key },
  })
  await writeWhole(files.key, made.private)
  await writeWhole(files.certificate, made.cert)
  return daysLeft(made.cert, now)
}

async function createAuthority(files: CertificateFiles, now: Date): Promise<{ cert: string; key: string }> {
  const made = await generate([{ name: 'commonName', value: `ChatSphere of ${hostname()}` }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(now.getTime() - day),
    notAfterDate: new Date(now.getTime() + authorityDays * day),
    extensions: [
      { name: 'basicConstraints', cA: true, pathLenConstraint: 0, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  })
  await writeWhole(files.authorityKey, made.private)
  await writeWhole(files.authority, made.cert)
  return { cert: made.cert, key: made.private }
}

/** Undefined: one of the two is missing or cannot be read as what it should be, they do not fit, or it ends soon. */
async function readPair(certFile: string, keyFile: string, now: Date): Promise<{ cert: string; key: string } | undefined> {
  try {
    const [cert, key] = [await readFile(certFile, 'utf8'), await readFile(keyFile, 'utf8')]
    return daysLeft(cert, now) > renewDaysAhead ? { cert, key } : undefined
  } catch (error) {
    // Unreadable for want of a right is a problem of the person who starts; anything else is made anew.
    if (errorCode(error) === 'EACCES') throw error
    return undefined
  }
}

function isGood(cert: string, authority: string, names: { hosts: string[]; addresses: string[] }): boolean {
  const parsed = new X509Certificate(cert)
  const isNamed =
    names.hosts.every((host) => parsed.checkHost(host) !== undefined) &&
    names.addresses.every((address) => parsed.checkIP(address) !== undefined)
  return isNamed && parsed.verify(new X509Certificate(authority).publicKey)
}

function daysLeft(cert: string, now: Date): number {
  return Math.floor((Date.parse(new X509Certificate(cert).validTo) - now.getTime()) / day)
}

/** Whole or not at all, readable by its owner alone. */
async function writeWhole(file: string, content: string): Promise<void> {
  const unfinished = `${file}.unfinished`
  await rm(unfinished, { force: true })
  const handle = await open(unfinished, 'wx', 0o600)
  try {
    await handle.writeFile(content.endsWith('\n') ? content : `${content}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(unfinished, file)
}
