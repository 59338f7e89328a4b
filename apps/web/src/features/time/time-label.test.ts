import { expect, test } from 'vitest'
import { clock, dayLabel, dayMoment, fullTime, listTime, moment, shortClock, timeStyle } from './time-label.ts'

const british = { locale: 'en-GB', hour12: false }
const american = { locale: 'en-US', hour12: true }
const now = new Date(2026, 8, 16, 12, 0)
const at = (month: number, day: number, hour: number, minute: number, year = 2026) =>
  new Date(year, month - 1, day, hour, minute).toISOString()

test('the clock follows the system, the gutter leaves out AM and PM', () => {
  expect(clock(at(9, 16, 9, 5), british)).toBe('09:05')
  expect(clock(at(9, 16, 21, 5), american)).toBe('09:05 PM')
  expect(shortClock(at(9, 16, 21, 5), american)).toBe('09:05')
})

test('words are in the catalogue language even if the system speaks another', () => {
  expect(timeStyle(['de-DE', 'en-GB'])).toEqual({ locale: 'en-GB', hour12: false })
  expect(timeStyle(['de-DE'])).toEqual({ locale: 'en', hour12: false })
})

test('days are told by the calendar, not by 24 hours', () => {
  expect(dayLabel(at(9, 16, 0, 1), now, british)).toBe('Today')
  expect(dayLabel(at(9, 15, 23, 59), now, british)).toBe('Yesterday')
  expect(dayLabel(at(9, 14, 23, 59), now, british)).toBe('Monday 14 September')
  expect(dayLabel(at(12, 31, 10, 0, 2025), now, british)).toBe('Wednesday, 31 December 2025')
})

test('the rail shortens with age', () => {
  expect(listTime(at(9, 16, 10, 38), now, british)).toBe('10:38')
  expect(listTime(at(9, 15, 10, 38), now, british)).toBe('Yesterday')
  expect(listTime(at(9, 11, 10, 38), now, british)).toBe('Fri')
  expect(listTime(at(9, 9, 10, 38), now, british)).toBe('9 Sept')
  expect(listTime(at(9, 9, 10, 38, 2025), now, british)).toBe('9 Sept 25')
})

test('a moment reads as part of a sentence', () => {
  expect(moment(at(9, 16, 10, 32), now, british)).toBe('10:32')
  expect(moment(at(9, 15, 10, 32), now, british)).toBe('yesterday at 10:32')
  expect(moment(at(8, 3, 10, 32), now, british)).toBe('3 August at 10:32')
})

test('where a sentence does not speak of today, the moment does', () => {
  expect(dayMoment(at(9, 16, 5, 9), now, british)).toBe('today at 05:09')
  expect(dayMoment(at(9, 15, 5, 9), now, british)).toBe('yesterday at 05:09')
})

test('the full time leaves nothing out', () => {
  expect(fullTime(at(9, 16, 10, 32), british)).toMatch(/^Wednesday,? 16 September 2026 at 10:32$/)
})

test('a time slightly ahead of this clock is still today', () => {
  expect(listTime(at(9, 17, 0, 1), new Date(2026, 8, 16, 23, 59), british)).toBe('00:01')
})
