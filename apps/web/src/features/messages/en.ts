import { counted } from './en-counted.ts'
import { enPage } from './en-page.ts'

const whole = new Intl.NumberFormat('en')
const characters = (count: number) => counted(count, 'character', 'characters', whole.format(count))
/** What is unread, whose count ends at 100. */
const atMost99 = (count: number) => (count > 99 ? '99+' : String(count))

/** A message as it is spoken. */
interface SpokenMessage {
  author: string
  clock: string
  body: string
  edited: boolean
  pinned: boolean
  reactions: number
  /** How far an own one has got. */
  state: string | null
}

/** Every text that a person reads, in English. Another language is another object of this shape. */
export const en = {
  language: enPage.language,
  product: 'ChatSphere',

  connection: {
    reconnecting: 'Reconnecting…',
    offline: 'Offline',
    unsent: (count: number) => `${count} unsent`,
    sentLater: (count: number) => `${counted(count, 'message', 'messages')} will be sent when you are back`,
    /** This device cannot store them. */
    notKept: (count: number) => `${count} unsent – keep this page open`,
  },

  version: { ready: 'A new version is ready', reload: 'Reload' },

  rail: {
    label: 'Conversations',
    newConversation: 'New conversation',
    find: 'Find anything',
    unread: 'Unread',
    groups: 'Groups',
    newGroup: 'New group',
    direct: 'Direct',
    newDirect: 'New direct message',
    unreadMessages: (count: number) => counted(count, 'unread message', 'unread messages', atMost99(count)),
    draft: 'Draft:',
    you: 'You:',
    deleted: 'Message deleted',
    noMessages: 'No messages yet',
    loading: 'Loading conversations',
  },

  own: {
    menu: 'You and settings',
    setStatus: 'Set a status',
    invisible: 'Invisible',
    /** What has not been sent does not outlive a sign-out. */
    signOutDiscarding: (unsent: number) => `Sign out and discard ${counted(unsent, 'unsent message', 'unsent messages')}`,
    connecting: 'Connecting…',
    offline: 'Offline',
  },

  people: {
    title: 'Find people',
    placeholder: 'A person, a conversation or a command',
  },

  presence: {
    online: 'Online',
    away: 'Away',
    dnd: 'Do not disturb',
    offline: 'Offline',
    lastSeen: (when: string) => `Last seen ${when}`,
  },

  time: {
    today: 'Today',
    yesterday: 'Yesterday',
    todayAt: (clock: string) => `today at ${clock}`,
    yesterdayAt: (clock: string) => `yesterday at ${clock}`,
    dateAt: (date: string, clock: string) => `${date} at ${clock}`,
  },

  /** System messages, by their type. */
  notes: {
    group_created: 'The group was created',
    members_added: 'People were added',
    member_removed: 'Somebody was removed',
    member_left: 'Somebody left',
    member_joined: 'Somebody joined',
    role_changed: 'A role was changed',
    ownership_transferred: 'The group has another owner',
    group_updated: 'The group was changed',
  },

  timeline: {
    someone: 'Member',
    label: (name: string) => `Messages with ${name}`,
    loading: 'Loading messages',
    new: 'New',
    newSince: (count: number, when: string) => `${atMost99(count)} new since ${when}`,
    jump: 'Jump',
    markRead: 'Mark read',
    jumpToLatest: 'Jump to the latest message',
    jumpToLatestNew: (count: number) => `Jump to the latest message, ${atMost99(count)} new`,
    deleted: 'This message was deleted',
    edited: '(edited)',
    message: (said: SpokenMessage) =>
      [
        said.author,
        said.clock,
        said.body,
        said.edited ? 'edited' : null,
        said.pinned ? 'pinned' : null,
        said.reactions > 0 ? counted(said.reactions, 'reaction', 'reactions') : null,
        said.state,
      ]
        .filter((part) => part !== null)
        .join(', '),
    arrived: (count: number) => counted(count, 'new message', 'new messages'),
    failedTitle: 'The messages could not be loaded',
    failedLead: 'Check your connection, then try again. What you wrote is kept.',
    olderFailed: 'Older messages could not be loaded.',
    retry: 'Try again',
    beginning: (name: string) => `This is the beginning of your conversation with ${name}.`,
    beginningOf: (name: string) => `This is the beginning of ${name}.`,
    beginningEmpty: 'Nobody has written yet. Say hello.',
  },

  message: {
    actions: 'Message actions',
    react: 'Add a reaction',
    reactWith: (emoji: string) => `React with ${emoji}`,
    reply: 'Reply',
    more: 'More actions',
    edit: 'Edit',
    pin: 'Pin',
    unpin: 'Unpin',
    delete: 'Delete',
    reactions: 'Reactions',
    reaction: (emoji: string, count: number, who: string) => `${emoji}, ${count}: ${who}`,
    /** `others`: how many beside oneself; only a conversation of two knows the name. */
    reactedBy: (mine: boolean, peer: string | undefined, others: number) =>
      [mine ? 'You' : null, others === 0 ? null : (peer ?? counted(others, 'person', 'people'))]
        .filter((part) => part !== null)
        .join(' and '),
    pinned: 'Pinned',
    inReplyTo: 'In reply to',
    quoteMissing: 'The original message is not available',
    showHistory: 'Edited. Show earlier versions',
    cancel: 'Cancel',
    pins: 'Pinned messages',
    notReached: 'This message is not available right now',
  },

  ticks: { pending: 'Sending', failed: 'Not sent', sent: 'Sent', delivered: 'Delivered', read: 'Read' },
  typing: (names: readonly string[]) => {
    const [first, second, third] = names
    if (names.length === 1) return `${first} is typing`
    if (names.length === 2) return `${first} and ${second} are typing`
    if (names.length === 3) return `${first}, ${second} and ${third} are typing`
    return names.length === 0 ? '' : 'Several people are typing'
  },

  composer: {
    emoji: 'Emoji',
    label: (name: string) => `Message ${name}`,
    send: 'Send',
    save: 'Save',
    hint: 'Shift + Enter for a new line',
    hintSwapped: 'Shift + Enter to send',
    editConflict: 'It was changed elsewhere meanwhile. Here is your text: save it to replace what is there.',
    editRefused: 'Your change was not saved. Here is your text: try again.',
    preview: 'Preview',
    left: (count: number) => `${characters(count)} left`,
    over: (count: number) => `${characters(count)} too many`,
  },

  design: { close: 'Close' },

  markdown: { copyCode: 'Copy code', codeCopied: 'Code copied' },

  conversation: {
    members: (count: number) => counted(count, 'member', 'members'),
    asking: (count: number) => `${count} asking to join`,
    back: 'Back to conversations',
    you: 'You',
  },

  page: enPage,
}
