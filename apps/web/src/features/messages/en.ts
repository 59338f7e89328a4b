const plural = new Intl.PluralRules('en')
const counted = (count: number, one: string, other: string) =>
  `${atMost99(count)} ${plural.select(count) === 'one' ? one : other}`
const atMost99 = (count: number) => (count > 99 ? '99+' : String(count))

/** Every text that a person reads, in English. Another language is another object of this shape. */
export const en = {
  language: 'en',
  product: 'ChatSphere',

  account: {
    signIn: 'Sign in',
    signUp: 'Create account',
    signInTitle: 'Welcome back',
    signInLead: 'Sign in to go on where you stopped.',
    signUpTitle: 'Create your account',
    signUpLead: 'A name, an address and a password. That is all.',
    setupTitle: 'Set up this ChatSphere',
    setupLead: 'This account becomes the first administrator. The link works once.',
    setupSubmit: 'Create administrator',
    setupLinkMissing: 'This set-up link is not complete',
    setupLinkMissingLead: 'Open the whole link that was printed when the server started. It works once; afterwards, sign in.',
    identifier: 'E-mail or username',
    email: 'E-mail',
    displayName: 'Your name',
    displayNameHint: 'How others see you',
    username: 'Username',
    usernameHint: 'Letters, digits, dot, dash, underscore',
    password: 'Password',
    passwordHint: 'At least 8 characters',
    showPassword: 'Show password',
    hidePassword: 'Hide password',
    signingIn: 'Signing in…',
    signingUp: 'Creating your account…',
    newHere: 'New here?',
    haveAccount: 'Have an account already?',
    setupDone: 'Set up already?',
    promises: [
      { title: 'Nothing lost, nothing doubled', text: 'Every message arrives once and in order, also after a dead spot.' },
      { title: 'A badge that is right', text: 'The unread count is the same, and exact, on all your devices.' },
      { title: 'Yours', text: 'It runs on your own machine. Everything is in the free version.' },
    ],
    invalid: {
      required: 'Please fill this in',
      email: 'This does not look like an e-mail address',
      usernameShort: 'At least 2 characters',
      usernameLong: 'At most 32 characters',
      usernameSigns: 'Only letters, digits, dot, dash and underscore, with a letter or digit at both ends',
      nameLong: 'At most 80 characters',
      nameSigns: 'A name cannot hold control characters',
      passwordShort: 'At least 8 characters',
      passwordLong: 'At most 128 characters',
    },
  },

  errors: {
    unauthenticated: 'Please sign in again.',
    invalid_credentials: 'This name and password do not fit together',
    invalid_token: 'This link has been used or has expired. Ask for a new one.',
    session_revoked: 'You were signed out. Please sign in again.',
    forbidden: 'You may not do this.',
    not_found: 'This is not there, or not for you.',
    invalid_input: 'Something in there is not right. Please check the fields.',
    id_conflict: 'The message could not be stored. Please write it again.',
    edit_conflict: 'Somebody changed it in the meantime. Look again, then repeat your change.',
    email_taken: 'There is an account with this e-mail address already',
    username_taken: 'This username is taken. Try another one',
    too_large: 'This is too large.',
    rate_limited: 'Too many tries.',
    internal: 'Something went wrong on our side. Please try again.',
    unavailable: 'The server cannot be reached. Check your connection and try again.',
  } satisfies Record<string, string>,
  tryAgainIn: (seconds: number) =>
    seconds < 60
      ? `Try again in ${counted(seconds, 'second', 'seconds')}.`
      : `Try again in ${counted(Math.ceil(seconds / 60), 'minute', 'minutes')}.`,

  connection: {
    reconnecting: 'Reconnecting…',
    offline: 'You are offline',
    unsent: (count: number) => `${count} unsent`,
  },

  rail: {
    label: 'Conversations',
    newConversation: 'New conversation',
    find: 'Find people',
    unread: 'Unread',
    direct: 'Direct',
    newDirect: 'New direct message',
    unreadMessages: (count: number) => counted(count, 'unread message', 'unread messages'),
    draft: 'Draft:',
    you: 'You:',
    deleted: 'Message deleted',
    noMessages: 'No messages yet',
    emptyTitle: 'No conversations yet',
    emptyLead: 'Find somebody and say hello. Conversations appear here.',
    loading: 'Loading conversations',
  },

  own: {
    menu: 'Settings',
    theme: 'Theme',
    light: 'Light',
    dark: 'Dark',
    system: 'Like the system',
    signOut: 'Sign out',
    connecting: 'Connecting…',
    online: 'Online',
    offline: 'Offline',
  },

  people: {
    title: 'Find people',
    placeholder: 'Name or username',
    recent: 'Conversations',
    people: 'People',
    hint: 'Type a name to find somebody.',
    none: (query: string) => `Nobody found for “${query}”`,
    noneLead: 'Check the spelling, or try the beginning of the username.',
    searching: 'Searching…',
    failed: 'The search did not work',
    retry: 'Try again',
    opening: 'Opening…',
    results: (count: number) => (count === 0 ? 'No results' : `${count} ${count === 1 ? 'result' : 'results'}`),
    keys: { move: 'to move', open: 'to open', close: 'to close' },
    close: 'Close',
  },

  presence: {
    online: 'Online',
    offline: 'Offline',
    lastSeen: (when: string) => `Last seen ${when}`,
  },

  time: {
    today: 'Today',
    yesterday: 'Yesterday',
    yesterdayAt: (clock: string) => `yesterday at ${clock}`,
    dateAt: (date: string, clock: string) => `${date} at ${clock}`,
  },

  timeline: {
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
    message: (author: string, clock: string, body: string, state: string | null) =>
      [author, clock, body, state].filter((part) => part !== null).join(', '),
    failedTitle: 'The messages could not be loaded',
    failedLead: 'Check your connection, then try again. What you wrote is kept.',
    olderFailed: 'Older messages could not be loaded.',
    retry: 'Try again',
    beginning: (name: string) => `This is the beginning of your conversation with ${name}.`,
    beginningEmpty: 'Nobody has written yet. Say hello.',
  },

  ticks: { pending: 'Sending', failed: 'Not sent', sent: 'Sent', delivered: 'Delivered', read: 'Read' },
  failed: {
    notSent: (reason: string) => `Not sent: ${reason}`,
    retry: 'Retry',
    delete: 'Delete',
    reasons: {
      forbidden: 'you may not write here',
      not_found: 'this conversation is gone',
      invalid_input: 'this text cannot be stored',
      too_large: 'too long',
      session_revoked: 'you were signed out',
      unauthenticated: 'you were signed out',
    } as Readonly<Record<string, string>>,
    unknownReason: 'the server refused it',
  },

  typing: (names: readonly string[]) => {
    const [first, second, third] = names
    if (names.length === 1) return `${first} is typing`
    if (names.length === 2) return `${first} and ${second} are typing`
    if (names.length === 3) return `${first}, ${second} and ${third} are typing`
    return names.length === 0 ? '' : 'Several people are typing'
  },

  composer: {
    label: (name: string) => `Message ${name}`,
    send: 'Send',
    hint: 'Shift + Enter for a new line',
    left: (count: number) => `${count} left`,
    over: (count: number) => `${count} too many`,
    closed: 'You cannot write in this conversation.',
    closedDisabled: (name: string) => `${name}’s account is switched off. You can read, but not write.`,
  },

  conversation: {
    back: 'Back to conversations',
    welcomeTitle: (name: string) => `Welcome, ${name}`,
    welcomeLead: 'Find somebody and say hello. What you write arrives once, in order, on all their devices.',
    pickTitle: 'Pick a conversation',
    pickLead: 'Or find somebody to write to.',
    missingTitle: 'This conversation is not here',
    missingLead: 'It may be gone, or you are not part of it. Your own conversations are in the list.',
    toList: 'Show my conversations',
    you: 'You',
  },

  page: {
    missingTitle: 'There is nothing here',
    missingLead: 'The address may be mistyped, or the page has moved.',
    brokenTitle: 'Something went wrong',
    brokenLead: 'Your messages are safe. Try again, and if it stays like this, reload the page.',
    retry: 'Try again',
    home: 'Back to ChatSphere',
  },
}
