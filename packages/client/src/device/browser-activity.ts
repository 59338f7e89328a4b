/// <reference lib="dom" />

const touches = ['pointerdown', 'pointermove', 'wheel', 'keydown', 'touchstart'] as const

/** Somebody touches this page, or brings it back on the screen. */
export function watchBrowserActivity(onTouched: () => void): () => void {
  const whenShown = () => {
    if (document.visibilityState === 'visible') onTouched()
  }
  // Before anything on the page can keep the event for itself.
  const options = { capture: true, passive: true }
  for (const name of touches) window.addEventListener(name, onTouched, options)
  document.addEventListener('visibilitychange', whenShown)
  return () => {
    for (const name of touches) window.removeEventListener(name, onTouched, options)
    document.removeEventListener('visibilitychange', whenShown)
  }
}
