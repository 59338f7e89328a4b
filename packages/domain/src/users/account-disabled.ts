import { DomainError } from '../domain-error.ts'

/** For an act that was under way when the actor's account was disabled: what the session's end would have said a moment later. */
export function accountDisabled(): DomainError {
  return new DomainError('session_revoked', 'This account is disabled.')
}
