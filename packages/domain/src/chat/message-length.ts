import { codePoints } from '@chatsphere/contracts'
import { DomainError } from '../domain-error.ts'

export function isTooLong(body: string, codePointsMax: number): boolean {
  // A string never has more code points than units: most need not be counted.
  return body.length > codePointsMax && codePoints(body) > codePointsMax
}

export function tooLong(codePointsMax: number): DomainError {
  return new DomainError('invalid_input', `A message has at most ${codePointsMax} characters here.`)
}
