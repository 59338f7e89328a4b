'use client'

import { useChatClient, useChatState } from '@chatsphere/client/react'
import type { Conversation } from '@chatsphere/contracts'
import { clsx } from 'clsx'
import { ArrowRight, Check, Smile } from 'lucide-react'
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { IconButton } from '@/features/design/icon-button.tsx'
import { late } from '@/features/design/late.tsx'
import { countFences } from '@/features/markdown/fence-lines.ts'
import { useText } from '@/features/messages/use-text.ts'
import { codePointsLeft } from './code-points.ts'
import { replaceIn } from './composer-field.ts'
import { composerAttribute, focusComposer } from './composer-focus.ts'
import { enterDoes, isInCode } from './composer-keys.ts'
import { type Edit, giveBack, returnFocus, stopEdit, useEdit, writeEdit } from './composing.ts'
import { draftsOf, useWrittenDraft } from './draft-store.ts'
import type { CompletionKeys } from './emoji-completion.tsx'
import { markOfKey } from './mark-keys.ts'
import { useEditLast } from './use-edit-last.ts'
import { useFormatting } from './use-formatting.ts'

const loadEmojiChooser = () => import('@/features/emoji/emoji-chooser.tsx').then((module) => module.EmojiChooser)
const EditBar = late(() => import('./composer-bar.tsx').then((module) => module.EditBar))
const ReplyBar = late(() => import('./composer-bar.tsx').then((module) => module.ReplyBar))
// As wide as its three buttons.
const FormatButtons = late(
  () => import('./format-buttons.tsx').then((module) => module.FormatButtons),
  <span className="w-25.5 flex-none pointer-coarse:w-33" />,
)
const EmojiChooser = late(loadEmojiChooser)
const EmojiCompletion = late(() => import('./emoji-completion.tsx').then((module) => module.EmojiCompletion))
const ComposerClosed = late(() => import('./composer-closed.tsx').then((module) => module.ComposerClosed), '\u00a0')
const ComposerPreview = late(() => import('./composer-preview.tsx').then((module) => module.ComposerPreview))

/** What may become an emoji, right before the caret. */
const shortcode = /(?:^|[\s(]):[\p{L}\p{N}_+-]{2,}:?$/u
const shortcodeMax = 60

/**
 * Writes to one conversation, or changes what was written. Mounted anew for each: `key` it with the id. What is written is kept at each
 * key stroke; while a message is being edited the draft waits.
 */
export function Composer({ conversation }: { conversation: Conversation }) {
  const text = useText()
  const words = text.composer
  const client = useChatClient()
  const { own } = useChatState()
  const enterKey = own?.settings.enterKey ?? 'send'
  const { id, name } = conversation
  const [draft, writeDraft] = useWrittenDraft(client.me.id, id)
  const edit = useEdit(id)
  const body = edit?.body ?? draft.body
  const field = useRef<HTMLTextAreaElement>(null)
  const [caret, setCaret] = useState(0)
  const [choosing, setChoosing] = useState<Element>()
  const noteId = useId()
  const listId = useId()
  const left = codePointsLeft(body, own?.writing?.lengthMax ?? 10_000)
  const maySend = body.trim() !== '' && (left ?? 0) >= 0
  const editLast = useEditLast(id)
  const formatting = useFormatting(field)
  const completion = useRef<CompletionKeys>(null)
  const [activeOption, setActiveOption] = useState<string>()

  useEffect(() => {
    const drafts = draftsOf(client.me.id)
    focusComposer()
    return () => {
      drafts.flush()
      client.flushDraft(id)
    }
  }, [client, id])

  // As high as its text, up to what the style allows.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useLayoutEffect(() => {
    const box = field.current
    if (box === null) return
    box.style.height = 'auto'
    box.style.height = `${box.scrollHeight}px`
  }, [body])

  function write(next: string) {
    if (edit !== undefined) writeEdit(id, next)
    else writeDraft({ body: next, replyTo: draft.replyTo })
  }

  function onInput(box: HTMLTextAreaElement) {
    const { value, selectionStart } = box
    write(value)
    setCaret(selectionStart)
    if (edit === undefined && value !== '') client.type(id)
    else if (edit === undefined) client.stopTyping(id)
  }

  function send() {
    if (!maySend) return
    if (edit !== undefined) {
      save(edit, body.trimEnd())
      return
    }
    client.send(id, body.trimEnd(), draft.replyTo === null ? {} : { replyTo: draft.replyTo })
    writeDraft({ body: '', replyTo: null })
    draftsOf(client.me.id).flush()
    client.flushDraft(id)
    field.current?.focus()
  }

  function save(done: Edit, next: string) {
    stopEdit(id)
    import('./save-edit.ts').then(
      ({ saveEdit }) => saveEdit(client, done, next, words),
      () => giveBack(done.message, next, words.editRefused),
    )
  }

  function cancelReply() {
    writeDraft({ body: draft.body, replyTo: null })
    returnFocus()
  }

  function inCode(): boolean {
    return isInCode(body, field.current?.selectionStart ?? body.length)
  }

  function acts(event: KeyboardEvent): boolean {
    const { key, shiftKey, ctrlKey, metaKey, altKey, keyCode } = event
    const { isComposing } = event.nativeEvent
    if (enterDoes({ key, shiftKey, ctrlKey, metaKey, altKey, isComposing, keyCode }, enterKey, inCode()) === 'send') {
      send()
      return true
    }
    if (isComposing) return false
    if (key === 'Escape' && edit !== undefined) stopEdit(id)
    else if (key === 'Escape' && draft.replyTo !== null) cancelReply()
    else if (key === 'ArrowUp' && body === '' && edit === undefined && !shiftKey && !altKey && !ctrlKey && !metaKey)
      return editLast()
    else {
      const mark = (ctrlKey || metaKey) && !altKey && !shiftKey ? markOfKey(key) : undefined
      if (mark === undefined) return false
      formatting.toggle(mark)
    }
    return true
  }

  if (own?.writing?.allowed === false || !conversation.capabilities.includes('post')) {
    return (
      <p className="mx-3 mb-[max(.75rem,env(safe-area-inset-bottom))] rounded-lg border border-line bg-sunken px-4 py-3.5 text-center text-sm text-ink-soft md:mx-4">
        <ComposerClosed conversation={conversation} />
      </p>
    )
  }

  const Send = edit === undefined ? ArrowRight : Check
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
      className="relative mx-2 mb-[max(.5rem,env(safe-area-inset-bottom))] rounded-lg border border-line-strong bg-panel shadow-1 transition-[border-color,box-shadow] focus-within:border-accent focus-within:shadow-[0_0_0_3px_var(--accent-soft)] md:mx-4 md:mb-4"
    >
      {shortcode.test(body.slice(Math.max(0, caret - shortcodeMax), caret)) && (
        <EmojiCompletion id={listId} field={field} body={body} caret={caret} keys={completion} onActive={setActiveOption} />
      )}
      {edit !== undefined ? (
        <EditBar edit={edit} onClose={() => stopEdit(id)} />
      ) : (
        draft.replyTo !== null && <ReplyBar conversation={conversation} messageId={draft.replyTo} onClose={cancelReply} />
      )}
      {countFences(body) > 0 && <ComposerPreview body={body} />}
      <textarea
        ref={field}
        {...{ [composerAttribute]: '' }}
        rows={1}
        dir="auto"
        value={body}
        aria-label={words.label(name)}
        aria-describedby={left === null ? undefined : noteId}
        aria-autocomplete="list"
        aria-controls={activeOption === undefined ? undefined : listId}
        aria-activedescendant={activeOption}
        placeholder={words.label(name)}
        enterKeyHint={enterKey === 'send' ? 'send' : 'enter'}
        autoComplete="off"
        onChange={(event) => onInput(event.currentTarget)}
        onFocus={formatting.look}
        onSelect={(event) => {
          setCaret(event.currentTarget.selectionStart)
          formatting.look()
        }}
        onKeyDown={(event) => {
          const { key, shiftKey, nativeEvent } = event
          const taken = !shiftKey && !nativeEvent.isComposing && completion.current?.take(key) === true
          if (taken || acts(event)) event.preventDefault()
        }}
        className="scroll-thin block max-h-[min(40dvh,22rem)] w-full resize-none bg-transparent px-4 pt-3 pb-1 text-base pointer-coarse:pb-2 outline-none placeholder:truncate"
      />
      <div className="flex items-center gap-0.5 px-2 pb-2 pointer-coarse:px-1 pointer-coarse:pb-1">
        <IconButton
          label={text.composer.emoji}
          tipSide="top"
          aria-haspopup="dialog"
          aria-expanded={choosing !== undefined}
          onPointerEnter={() => void loadEmojiChooser().catch(() => undefined)}
          onClick={(event) => {
            const { currentTarget } = event
            // Without a connection it may not be there yet: then the button does nothing.
            loadEmojiChooser().then(
              () => setChoosing(currentTarget),
              () => undefined,
            )
          }}
        >
          <Smile aria-hidden="true" size={18} strokeWidth={1.75} />
        </IconButton>
        <FormatButtons active={formatting.active} onToggle={formatting.toggle} />
        <p
          id={noteId}
          className={clsx('ms-2 min-w-0 truncate text-xs', (left ?? 0) < 0 ? 'font-semibold text-danger' : 'text-ink-faint')}
        >
          {left === null ? (
            <span className="hidden pointer-fine:inline">{enterKey === 'send' ? words.hint : words.hintSwapped}</span>
          ) : left < 0 ? (
            words.over(-left)
          ) : (
            words.left(left)
          )}
        </p>
        <button
          type="submit"
          aria-label={edit === undefined ? words.send : words.save}
          aria-disabled={!maySend}
          className={clsx(
            'ms-auto grid h-8.5 w-9.5 flex-none place-items-center rounded-md transition-colors pointer-coarse:size-11',
            maySend ? 'bg-accent text-on-accent hover:bg-accent-hover' : 'cursor-default bg-sunken text-ink-faint',
          )}
        >
          <Send aria-hidden="true" size={18} strokeWidth={2} className={clsx(edit === undefined && 'rtl:-scale-x-100')} />
        </button>
      </div>
      {choosing !== undefined && (
        <EmojiChooser
          anchor={choosing}
          align="start"
          onClose={() => setChoosing(undefined)}
          onPick={(emoji) => {
            const box = field.current
            if (box !== null) replaceIn(box, box.selectionStart, box.selectionEnd, emoji)
          }}
        />
      )}
    </form>
  )
}
