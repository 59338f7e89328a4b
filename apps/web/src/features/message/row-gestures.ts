/** What a finger does with the rows of the timeline. */
export interface RowGestures {
  /** The message of a row that can be replied to, or undefined. */
  messageOf(row: HTMLElement): string | undefined
  mayReply(messageId: string): boolean
  onReply(messageId: string): void
  onHold(messageId: string): void
}

const holdMs = 450
/** A finger that has moved further neither holds nor presses. */
const stillPx = 10
/** A click that belongs to a touch comes no later. */
const swallowMs = 400
const replyPx = 56
const furthestPx = 76
/** Where the system's own gesture for going back begins. */
const edgePx = 24

interface Touch {
  row: HTMLElement
  messageId: string
  x: number
  y: number
  shift: number
  state: 'pressed' | 'swiping' | 'held' | 'done'
  timer: ReturnType<typeof setTimeout>
}

/** Letting go must not press what has come up under the finger. */
function swallowClick(): void {
  const swallow = (event: Event) => {
    event.preventDefault()
    event.stopPropagation()
  }
  window.addEventListener('click', swallow, { capture: true, once: true })
  setTimeout(() => window.removeEventListener('click', swallow, { capture: true }), swallowMs)
}

/**
 * Listens to the fingers on a timeline; answers the function that ends that. A touch is *pressed* until the finger moves (then it
 * scrolls, which is the browser's, or it goes sideways and is *swiping*), or rests for a moment (then it is *held*). A swipe
 * towards the end of the line, far enough, replies.
 */
export function listenToRows(box: HTMLElement, gestures: RowGestures): () => void {
  let touch: Touch | undefined

  function onDown(event: PointerEvent) {
    end()
    if (event.pointerType !== 'touch' || !event.isPrimary || !(event.target instanceof Element)) return
    const row = event.target.closest<HTMLElement>('article')
    const messageId = row === null ? undefined : gestures.messageOf(row)
    // What is pressed or scrolls sideways itself keeps its own gestures.
    if (row === null || messageId === undefined || event.target.closest('button, a, pre') !== null) return
    const timer = setTimeout(() => {
      if (touch?.state !== 'pressed') return
      touch.state = 'held'
      navigator.vibrate?.(12)
      gestures.onHold(messageId)
    }, holdMs)
    touch = { row, messageId, x: event.clientX, y: event.clientY, shift: 0, state: 'pressed', timer }
  }

  function onMove(event: PointerEvent) {
    if (touch === undefined || !event.isPrimary || touch.state === 'done' || touch.state === 'held') return
    const forward = getComputedStyle(box).direction === 'rtl' ? -1 : 1
    const dx = (event.clientX - touch.x) * forward
    const dy = Math.abs(event.clientY - touch.y)
    if (touch.state === 'pressed') {
      if (Math.hypot(dx, dy) < stillPx) return
      clearTimeout(touch.timer)
      const fromEdge = forward === 1 ? touch.x : window.innerWidth - touch.x
      if (dx < dy * 1.5 || fromEdge < edgePx || !gestures.mayReply(touch.messageId)) {
        touch.state = 'done'
        return
      }
      touch.state = 'swiping'
    }
    touch.shift = Math.min(Math.max(dx - stillPx, 0), furthestPx)
    touch.row.style.transform = `translateX(${touch.shift * forward}px)`
    touch.row.style.transition = 'none'
    touch.row.dataset.swipe = touch.shift >= replyPx ? 'far' : 'begun'
  }

  function onUp() {
    if (touch?.state === 'held') swallowClick()
    const replied = touch?.state === 'swiping' && touch.shift >= replyPx ? touch.messageId : undefined
    end()
    if (replied !== undefined) gestures.onReply(replied)
  }

  function end() {
    if (touch === undefined) return
    clearTimeout(touch.timer)
    const { row } = touch
    row.style.removeProperty('transform')
    row.style.removeProperty('transition')
    delete row.dataset.swipe
    touch = undefined
  }

  /** The browser's own menu of a long press would cover ours. */
  function onMenu(event: Event) {
    if (touch !== undefined) event.preventDefault()
  }

  box.addEventListener('pointerdown', onDown)
  box.addEventListener('pointermove', onMove)
  box.addEventListener('pointerup', onUp)
  box.addEventListener('pointercancel', end)
  box.addEventListener('contextmenu', onMenu)
  return () => {
    end()
    box.removeEventListener('pointerdown', onDown)
    box.removeEventListener('pointermove', onMove)
    box.removeEventListener('pointerup', onUp)
    box.removeEventListener('pointercancel', end)
    box.removeEventListener('contextmenu', onMenu)
  }
}
