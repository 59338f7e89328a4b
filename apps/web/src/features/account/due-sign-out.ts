const key = 'chatsphere:sign-out-due'

/** Somebody signed out while the server could not be told: the cookie, which no script can reach, still opens the session. */
export function noteDueSignOut(): void {
  try {
    localStorage.setItem(key, 'yes')
  } catch {
    // Forbidden storage: the session ends by its age.
  }
}

/** True: the session that a page of this browser finds is one to be ended. */
export function isSignOutDue(): boolean {
  try {
    return localStorage.getItem(key) !== null
  } catch {
    return false
  }
}

export function settleDueSignOut(): void {
  try {
    localStorage.removeItem(key)
  } catch {
    // As above.
  }
}
