import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'

const secrets = ['password', 'token', 'accessToken', 'refreshToken', 'ticket', 'setupToken', 'authorization', 'cookie', 'body']

/** What a process that logs `fields` writes: the logger has the real output of its process. */
function logged(fields: string): string {
  const code = `import { createLogger } from ${JSON.stringify(new URL('./logger.ts', import.meta.url).href)}
    createLogger('test', 'info').info(${fields}, 'a line')`
  return execFileSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' })
}

test('what lets somebody in, and what people write, is not in a log, however deep it stands', () => {
  const inside = JSON.stringify(Object.fromEntries(secrets.map((name) => [name, `secret ${name}`])))
  const line = logged(`{ ...${inside}, input: ${inside}, request: { headers: ${inside} } }`)
  expect(line).not.toContain('secret')
  expect(line.match(/\[redacted\]/g)).toHaveLength(3 * secrets.length)
})

test('what hangs on an error is kept out too, and the error is told with its cause', () => {
  const line = logged(
    `{ err: Object.assign(new Error('what failed', { cause: new Error('why') }), { body: 'secret', input: { token: 'secret' } }) }`,
  )
  expect(line).toContain('what failed')
  expect(line).toContain('why')
  expect(line).not.toContain('secret')
})

test('line breaks of somebody else make no line of the log', () => {
  const lines = logged(`{ name: 'x\\n{"level":60,"msg":"forged"}' }`).trim().split('\n')
  expect(lines).toHaveLength(1)
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 30, msg: 'a line' })
})
