interface LockEntry {
  version?: string
  dev?: boolean
  license?: string
  optional?: boolean
  os?: string[]
  cpu?: string[]
  libc?: string[]
  optionalDependencies?: Record<string, string>
}

export interface Lock {
  packages: Record<string, LockEntry>
}

const systems: Readonly<Record<string, string>> = {
  android: 'android',
  darwin: 'darwin',
  freebsd: 'freebsd',
  linux: 'linux',
  linuxmusl: 'linux',
  netbsd: 'netbsd',
  openbsd: 'openbsd',
  openharmony: 'openharmony',
  sunos: 'sunos',
  aix: 'aix',
  win32: 'win32',
  windows: 'win32',
}
const processors: Readonly<Record<string, string>> = {
  x64: 'x64',
  arm64: 'arm64',
  aarch64: 'arm64',
  arm: 'arm',
  armv6: 'arm',
  armv7: 'arm',
  gnueabihf: 'arm',
  musleabihf: 'arm',
  ia32: 'ia32',
  ppc64: 'ppc64',
  powerpc64le: 'ppc64',
  s390x: 's390x',
  riscv64: 'riscv64',
  loong64: 'loong64',
  wasm32: 'wasm32',
}

/**
 * A lock with every optional platform package that the locked packages name. npm leaves out those that the registry it was
 * written with does not carry; without them `npm ci` refuses the lock on such a registry, and other platforms get none.
 * `unknown` are those whose names tell no platform.
 */
export function completeLock(lock: Lock): { completed: Lock; added: string[]; unknown: string[] } {
  const packages = { ...lock.packages }
  const added: string[] = []
  const unknown: string[] = []
  for (const [place, entry] of Object.entries(lock.packages)) {
    for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
      if (isLocked(packages, place, name)) continue
      const platform = platformOf(name)
      if (!platform) {
        unknown.push(name)
        continue
      }
      packages[`node_modules/${name}`] = {
        version: range.replace(/^[\^~>=]+/, ''),
        ...platform,
        ...(entry.dev && { dev: true }),
        ...(entry.license && { license: entry.license }),
        optional: true,
      }
      added.push(name)
    }
  }
  const sorted = Object.entries(packages).sort(([one], [other]) => (one < other ? -1 : 1))
  return { completed: { ...lock, packages: Object.fromEntries(sorted) }, added, unknown }
}

/** Found as Node finds it: beside the package that asks, or in any folder above. */
function isLocked(packages: Lock['packages'], place: string, name: string): boolean {
  const suffix = `node_modules/${name}`
  return Object.keys(packages).some((key) => key.endsWith(suffix) && `${place}/`.startsWith(key.slice(0, -suffix.length)))
}

/** Platform packages carry their platform in the name, such as `cli-linux-x64-musl`. */
function platformOf(name: string): Pick<LockEntry, 'os' | 'cpu' | 'libc'> | undefined {
  const words = name.replace(/^@[^/]+\//, '').split(/[-_/]/)
  const os = words.map((word) => systems[word]).find((word) => word !== undefined)
  const cpu = words.map((word) => processors[word]).find((word) => word !== undefined)
  if (!os && !cpu) return undefined
  const libc = words.some((word) => /^(linux)?musl/.test(word))
    ? 'musl'
    : words.some((word) => word.startsWith('gnu'))
      ? 'glibc'
      : undefined
  return { ...(os && { os: [os] }), ...(cpu && { cpu: [cpu] }), ...(libc && { libc: [libc] }) }
}
