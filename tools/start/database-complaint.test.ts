import { expect, test } from 'vitest'
import { databaseComplaint } from './database-complaint.ts'

const url = 'postgresql://ada:s3cret@db.example.org:5432/chat'
const withCode = (code: string, message = 'told by the server') => Object.assign(new Error(message), { code })

test.each(['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', '28P01', '3D000', '42501', '53300', 'XX000'])(
  '%s is told without the password',
  (code) => {
    const complaint = databaseComplaint(withCode(code), url)
    expect(complaint).toContain('ada@db.example.org:5432/chat')
    expect(complaint).not.toContain('s3cret')
  },
)

test('the error behind the error decides', () => {
  const error = new Error('Migration 0001 failed', { cause: withCode('42501', 'permission denied') })
  expect(databaseComplaint(error, url)).toMatch(/lacks a right: permission denied/)
})

test('both addresses of a host refusing counts as refused', () => {
  expect(databaseComplaint(new AggregateError([withCode('ECONNREFUSED')]), url)).toMatch(/No PostgreSQL server answers/)
})

test('our own database with another password names the file to restore', () => {
  expect(databaseComplaint(withCode('28P01'), url, { embedded: true })).toMatch(/\.data\/secrets\.json/)
})
