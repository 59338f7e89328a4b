/** The words of what the chat shows only now and then, which are not part of its first load. */
export const enParts = {
  emoji: {
    search: 'Search emoji',
    groups: 'Kinds of emoji',
    group: {
      recent: 'Recently used',
      0: 'Smileys and emotion',
      1: 'People and body',
      3: 'Animals and nature',
      4: 'Food and drink',
      5: 'Travel and places',
      6: 'Activities',
      7: 'Objects',
      8: 'Symbols',
      9: 'Flags',
    },
    results: 'Found emoji',
    completions: 'Matching emoji',
    loading: 'Loading emoji…',
    failed: 'Emoji could not be loaded. Check your connection.',
    none: 'No emoji found',
    skinTone: 'Skin tone',
    tones: ['Default', 'Light', 'Medium light', 'Medium', 'Medium dark', 'Dark'] as readonly string[],
  },

  /** Instead of the composer. */
  closed: {
    lead: 'You cannot write in this conversation.',
    unconfirmed: 'Confirm your e-mail to write here.',
    blocked: (name: string) => `You have blocked ${name}. Neither of you can write.`,
    unblock: 'Unblock',
    archived: 'This is archived. You can read, but not write.',
    silenced: (moment: string) => `A moderator has silenced you here until ${moment}.`,
    announcements: 'Only some people write here. You can read.',
    disabled: (name: string) => `${name}’s account is switched off. You can read, but not write.`,
  },

  /** System messages of a group, with who did it and whom it was about. */
  told: {
    created: '{who} created the group',
    added: '{who} added {whom}',
    removed: '{who} removed {whom}',
    banned: '{who} banned {whom}',
    left: '{who} left',
    joined: '{who} joined',
    made: {
      owner: '{who} made {whom} the owner',
      admin: '{who} made {whom} an admin',
      moderator: '{who} made {whom} a moderator',
      member: '{who} made {whom} a member',
      guest: '{who} made {whom} a guest',
    },
    renamed: '{who} named the group “{what}”',
    topic: '{who} set the topic: {what}',
    archived: '{who} archived the group',
    reopened: '{who} opened the group again',
    rights: '{who} changed who may do what',
    slowed: '{who} turned slow mode on',
    unslowed: '{who} turned slow mode off',
    opened: '{who} made the group public',
    closed: '{who} made the group private',
    updated: '{who} changed the group',
    comma: ', ',
    and: ' and ',
    others: (count: number) => ` and ${count} others`,
  },

  /** What became of something that was done to a message. */
  acted: {
    textCopied: 'Text copied',
    linkCopied: 'Link copied',
    notCopied: 'Your browser did not allow copying',
    refused: {
      reaction: 'Your reaction was not saved',
      pin: 'The pin was not changed',
      markUnread: 'This was not marked unread',
      delete: 'The message was not deleted',
    },
  },

  marks: { bold: 'Bold', italic: 'Italic', code: 'Code' },

  nothingOpen: {
    welcomeTitle: (name: string) => `Welcome, ${name}`,
    welcomeLead: 'Find somebody and say hello. What you write arrives once, in order, on all their devices.',
    pickTitle: 'Select a conversation',
    pickLead: 'or start a new one.',
    missingTitle: 'Conversation not found',
    missingLead: 'It may be gone, or you are not part of it. Your own conversations are in the list.',
    toList: 'Show my conversations',
  },

  rail: {
    emptyTitle: 'No conversations yet',
    emptyLead: 'Find somebody and say hello. Conversations appear here.',
  },

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

  pins: {
    loading: 'Loading the pinned messages',
    failed: 'The pinned messages could not be loaded. Check your connection, then open this again.',
    empty: 'Nothing pinned yet',
    emptyLead: 'Pin what matters from a message’s menu, and everybody finds it here.',
  },

  composerBar: {
    replyingTo: 'Replying to',
    replying: 'Replying',
    cancelReply: 'Cancel the reply',
    editing: 'Editing your message',
    cancelEdit: 'Cancel editing',
  },

  people: {
    markAllRead: 'Mark everything as read',
    results: (count: number) => (count === 0 ? 'No results' : `${count} ${count === 1 ? 'result' : 'results'}`),
    keys: { move: 'to move', open: 'to open', close: 'to close' },
    close: 'Close',
    recent: 'Conversations',
    people: 'People',
    commands: 'Commands',
    hint: 'Type a name, or what you want to do.',
    none: (query: string) => `Nobody found for “${query}”`,
    noneLead: 'Check the spelling, or try the beginning of the username.',
    searching: 'Searching…',
    failed: 'Search isn’t available right now',
    retry: 'Try again',
    opening: 'Opening…',
  },

  unreachable: {
    title: 'ChatSphere cannot be reached',
    lead: 'You are not signed in on this device. Sign in as soon as you are back online.',
  },

  ownMenu: {
    settings: 'Settings',
    admin: 'Administration',
    shortcuts: 'Keyboard shortcuts',
    profile: 'My profile',
    reduced: 'Reduced mode',
    reducedLead: 'Over plain HTTP this browser keeps nothing for times without a network. Ask for the https address.',
    signOut: 'Sign out',
  },

  choices: {
    copyText: 'Copy text',
    copyLink: 'Copy link',
    markUnread: 'Mark unread',
    deleteKey: 'Del',
  },

  deletion: {
    title: 'Delete this message?',
    lead: 'It disappears for everybody in this conversation, and cannot be brought back.',
  },

  history: {
    title: 'Edit history',
    loading: 'Loading the earlier versions',
    failed: 'The earlier versions could not be loaded.',
    now: 'Now',
    edit: 'Edited',
    first: 'First written',
  },
}

export type PartMessages = typeof enParts
