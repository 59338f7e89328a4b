type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing' | 'getModifierState'>

/** Whether somebody who presses this wants to write: a sign, a dead key, or paste. Space scrolls the page, as everywhere. */
export function isTypingKey(event: Key): boolean {
  if (event.isComposing || event.key === ' ') return false
  const command = event.ctrlKey || event.metaKey
  if (command && !event.altKey && event.key.toLowerCase() === 'v') return true
  // AltGr reports Ctrl and Alt on some systems, and writes @ and € all the same.
  if ((command || event.altKey) && !event.getModifierState('AltGraph')) return false
  return event.key === 'Dead' || [...event.key].length === 1
}
