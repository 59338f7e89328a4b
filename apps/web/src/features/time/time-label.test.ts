import { expect, test } from 'vitest'
import { en } from '../messages/en.ts'
import { timeLabels, timeStyle } from './time-label.ts'

const british = timeLabels(en, { locale: 'en-GB', hour12: false })
const american = timeLabels(en, { locale: 'en-US', hour12: true })
const now = new Date(2026, 8, 16, 12, 0)
const at = (month: number, day: number, hour: number, minute: number, year = 2026) =>
  new Date(year, month - 1, day, hour, minute).toISOString()

test('the clock follows the system, the gutter leaves out AM and PM', () => {
  expect(british.clock(at(9, 16, 9, 5))).toBe('09:05')
  expect(american.clock(at(9, 16, 21, 5))).toBe('09:05 PM')
  expect(american.shortClock(at(9, 16, 21, 5))).toBe('09:05')
})

test('words are in the catalogue language even if the system speaks another', () => {
  expect(timeStyle('en', ['de-DE', 'en-GB'])).toEqual({ locale: 'en-GB-u-nu-latn', hour12: false })
  expect(timeStyle('en', ['de-DE'])).toEqual({ locale: 'en-u-nu-latn', hour12: false })
})

test('days are told by the calendar, not by 24 hours', () => {
  expect(british.dayLabel(at(9, 16, 0, 1), now)).toBe('Today')
  expect(british.dayLabel(at(9, 15, 23, 59), now)).toBe('Yesterday')
  expect(british.dayLabel(at(9, 14, 23, 59), now)).toBe('Monday 14 September')
  expect(british.dayLabel(at(12, 31, 10, 0, 2025), now)).toBe('Wednesday, 31 December 2025')
})

test('the rail shortens with age', () => {
  expect(british.listTime(at(9, 16, 10, 38), now)).toBe('10:38')
  expect(british.listTime(at(9, 15, 10, 38), now)).toBe('Yesterday')
  expect(british.listTime(at(9, 11, 10, 38), now)).toBe('Fri')
  expect(british.listTime(at(9, 9, 10, 38), now)).toBe('9 Sept')
  expect(british.listTime(at(9, 9, 10, 38, 2025), now)).toBe('9 Sept 25')
})

test('a moment reads as part of a sentence', () => {
  expect(british.moment(at(9, 16, 10, 32), now)).toBe('10:32')
  expect(british.moment(at(9, 15, 10, 32), now)).toBe('yesterday at 10:32')
  expect(british.moment(at(8, 3, 10, 32), now)).toBe('3 August at 10:32')
})

test('where a sentence does not speak of today, the moment does', () => {
  expect(british.dayMoment(at(9, 16, 5, 9), now)).toBe('today at 05:09')
  expect(british.dayMoment(at(9, 15, 5, 9), now)).toBe('yesterday at 05:09')
})

test('what is to come on another day names the day', () => {
  expect(british.dayMoment(at(9, 16, 23, 9), now)).toBe('today at 23:09')
  expect(british.dayMoment(at(9, 23, 5, 9), now)).toBe('23 September at 05:09')
})

test('the full time leaves nothing out', () => {
  expect(british.fullTime(at(9, 16, 10, 32))).toMatch(/^Wednesday,? 16 September 2026 at 10:32$/)
})

test('a time slightly ahead of this clock is still today', () => {
  expect(british.listTime(at(9, 17, 0, 1), new Date(2026, 8, 16, 23, 59))).toBe('00:01')
})

test('the clock of somebody elsewhere', () => {
  expect(british.clockIn('Asia/Tokyo', new Date('2026-09-16T10:32:00Z'))).toBe('19:32')
})
