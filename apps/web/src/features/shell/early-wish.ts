const attribute = 'wish'
const readyEvent = 'chatsphere:shortcuts-ready'

/**
 * Runs with the page, long before its scripts have arrived: who presses Ctrl or ⌘ + K by then gets the switcher as soon as there is
 * one, instead of nothing, or the browser's search.
 */
export const earlyWishScript = `(() => {
  const note = (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== 'k') return
    event.preventDefault()
    document.documentElement.dataset.${attribute} = 'find'
  }
  addEventListener('keydown', note)
  addEventListener('${readyEvent}', () => removeEventListener('keydown', note), { once: true })
})()`

/** The same for who comes from another page of this app, where a script in the page is not run. To be called as soon as the frame is there. */
export function noteEarlyWish(): void {
  const note = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== 'k') return
    event.preventDefault()
    document.documentElement.dataset[attribute] = 'find'
  }
  window.addEventListener('keydown', note)
  window.addEventListener(readyEvent, () => window.removeEventListener('keydown', note), { once: true })
}

/** The app listens itself from now on. True: the switcher was asked for before. */
export function takeEarlyWish(): boolean {
  window.dispatchEvent(new Event(readyEvent))
  const { dataset } = document.documentElement
  const wished = dataset[attribute] === 'find'
  delete dataset[attribute]
  return wished
}
