/** What a message needs only once somebody does something with it. None of it is part of the first load. */
export const loadMessageToolbar = () => import('./message-toolbar.tsx').then((module) => module.MessageToolbar)
export const loadFailedNote = () => import('@/features/timeline/failed-note.tsx').then((module) => module.FailedNote)
export const loadMessageOverlays = () => import('./message-overlays.tsx').then((module) => module.MessageOverlays)
export const loadRowGestures = () => import('./row-gestures.ts').then((module) => module.listenToRows)
export const loadMakeActs = () => import('./make-message-acts.ts').then((module) => module.makeMessageActs)
