import { displayName, email, password, username } from '@chatsphere/contracts'
import { expect, test } from 'vitest'
import { enAccount } from '../messages/en-account.ts'
import { type AccountField, accountFieldProblem } from './validate-account.ts'

const schemas = { email, username, displayName, password }

const samples: Record<AccountField, string[]> = {
  email: [
    '',
    'ada',
    'ada@',
    'ada@x',
    'ada@example.org',
    'ada+1@sub.example.org',
    '.ada@example.org',
    'a..b@example.org',
    ` ada@example.org `,
    `${'a'.repeat(250)}@example.org`,
  ],
  username: ['', 'a', 'ab', 'Ada', '-ada', 'ada-', 'a.d_a-1', 'ada lovelace', 'a'.repeat(32), 'a'.repeat(33), 'ädä'],
  displayName: ['', '   ', 'Ada', 'x'.repeat(80), 'x'.repeat(81), 'Ada\u0007', 'Łukasz 🌊'],
  password: ['', 'short', 'exactly8', 'p'.repeat(128), 'p'.repeat(129), '        '],
}

test.each(Object.entries(samples))('%s is refused exactly where the contract refuses it', (field, values) => {
  for (const value of values) {
    const refused = accountFieldProblem(field as AccountField, value, enAccount.invalid) !== undefined
    expect({ value, refused }).toEqual({ value, refused: !schemas[field as AccountField].safeParse(value).success })
  }
})
