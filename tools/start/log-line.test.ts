import { expect, test } from 'vitest'
import { readLogLine } from './log-line.ts'

test('a pino line becomes its message, its error and its own fields', () => {
  const line = JSON.stringify({
    level: 50,
    time: 1,
    pid: 2,
    name: 'web',
    msg: 'refused',
    userId: 'u1',
    err: { message: 'no', stack: 'Error: no\n    at x' },
  })
  expect(readLogLine(line, 'stdout')).toEqual({ level: 'error', text: 'refused  Error: no\n    at x  userId=u1' })
})

test('levels by number and by name', () => {
  const level = (value: unknown) => readLogLine(JSON.stringify({ level: value, msg: 'm' }), 'stdout')?.level
  expect([20, 30, 40, 60, 'warn', 'fatal'].map(level)).toEqual(['debug', 'info', 'warn', 'error', 'warn', 'error'])
})

test('what is no log record is shown as it is, as a warning when it came on stderr', () => {
  expect(readLogLine('Ready', 'stdout')).toEqual({ level: 'info', text: 'Ready' })
  expect(readLogLine('{ broken', 'stderr')).toEqual({ level: 'warn', text: '{ broken' })
})

test("Node's remarks about itself and empty lines are nobody's business", () => {
  expect(readLogLine('(node:12) ExperimentalWarning: x', 'stderr')).toBeNull()
  expect(readLogLine('   ', 'stdout')).toBeNull()
})

test('nothing in it moves the cursor or changes the colour of the terminal that shows it', () => {
  const text = 'a\u001b[2Jb\rc\u009bd\te\u0007'
  const shown = 'a\ufffd[2Jb\ufffdc\ufffdd\te\ufffd'
  expect(readLogLine(text, 'stderr')?.text).toBe(shown)
  expect(readLogLine(JSON.stringify({ level: 30, msg: text }), 'stdout')?.text).toBe(shown)
})
