import { type Area, notBefore, testsOf, together } from '../line.ts'

const matrix = testsOf('packages/api/src/authorization.integration.test.ts')
const eventMatrix = testsOf('apps/realtime/src/authorization.integration.test.ts')
const inputs = testsOf('packages/api/src/inputs-and-answers.integration.test.ts')
const packets = testsOf('apps/realtime/src/raw-packets.integration.test.ts')
const strangers = testsOf('packages/domain/src/chat/strangers.integration.test.ts')
const changes = testsOf('packages/domain/src/chat/change-message.integration.test.ts')
const groups = testsOf('packages/domain/src/groups/groups.integration.test.ts')
const sessions = testsOf('packages/domain/src/auth/auth.integration.test.ts')
const passwords = testsOf('packages/domain/src/auth/passwords.integration.test.ts')
const blocks = testsOf('packages/domain/src/people/profile-and-blocks.integration.test.ts')
const closed = testsOf('packages/domain/src/people/closed-accounts.integration.test.ts')
const admins = testsOf('packages/domain/src/people/admin.integration.test.ts')
const presence = testsOf('packages/domain/src/presence/presence.integration.test.ts')
const search = testsOf('packages/domain/src/users/search-users.integration.test.ts')
const node = testsOf('apps/realtime/src/node.integration.test.ts')

const isOpen = '%s is open to whom its row says and to nobody else'

export const access: Area = {
  name: 'access',
  lines: [
    {
      id: 'default-deny',
      text: 'Without a live session every procedure that its row does not open is shut',
      asvs: '8.2.1',
      proof: matrix(isOpen),
    },
    {
      id: 'procedures-by-visitor',
      text: 'Every procedure is tried by anonymous, revoked, stranger, ex-member, guest, member, moderator, admin and owner',
      asvs: '8.2.1, 8.3.1',
      proof: matrix(isOpen),
    },
    {
      id: 'events-by-visitor',
      text: 'Every socket event is tried by the same visitors',
      asvs: '8.2.1, 8.3.1',
      proof: eventMatrix(isOpen),
    },
    {
      id: 'procedures-by-server-role',
      text: 'Every procedure of admins is tried by each role of the server',
      asvs: '8.2.1, 8.4.2',
      proof: matrix(isOpen),
    },
    {
      id: 'procedure-without-row',
      text: 'A procedure without a row fails the build',
      proof: matrix('the matrix has a row for every procedure and none beside'),
    },
    {
      id: 'event-without-row',
      text: 'An event without a row fails the build',
      proof: eventMatrix('the matrix has a row for every event and none beside'),
    },
    {
      id: 'banned',
      text: 'Somebody who was banned is a visitor of both matrices',
      proof: notBefore('banning people from groups'),
    },
    {
      id: 'ids-of-conversations',
      text: 'A conversation is fetched through the right to it: an id that can be worked out opens nothing',
      asvs: '8.2.2',
      proof: strangers(
        'the id of two people’s conversation, which anybody can work out, opens nothing to a third: %s',
        'sync says of it that it is gone, delivered leaves it out, and neither tells whether it is there',
      ),
    },
    {
      id: 'ids-of-messages',
      text: 'A message is changed through the right to it',
      asvs: '8.2.2',
      proof: changes('only the author edits and deletes in a direct conversation, and nobody from outside does anything'),
    },
    {
      id: 'ids-of-replies',
      text: 'A reply names a message that its author may see',
      asvs: '8.2.2',
      proof: changes('replies › to a message of another conversation, or to none, are refused and nothing is stored'),
    },
    {
      id: 'ids-of-sessions',
      text: 'A session is ended through the right to it',
      asvs: '8.2.2',
      proof: sessions("one's own sessions › cannot be somebody else's"),
    },
    {
      id: 'ids-made-by-clients',
      text: 'An id that a client makes cannot be that of somebody else’s thing',
      asvs: '8.2.2',
      proof: groups(
        'making a group › the same id again answers the same group, from anybody else it is a conflict, and never a pair of strangers’',
      ),
    },
    {
      id: 'presence',
      text: 'Presence is told to those who share a conversation and are not blocked',
      asvs: '8.2.2',
      proof: presence(
        'what others see › nothing of whom one shares no conversation with, or no longer',
        'what others see › of somebody blocked %s nothing',
      ),
    },
    {
      id: 'blocked-receipts',
      text: 'A block ends receipts and typing signals of the conversation too, both ways',
      asvs: '8.2.2',
      proof: blocks('a block › tells whoever is, or does, nothing of what the other reads, receives or types: %s'),
    },
    {
      id: 'blocked-groups',
      text: 'A block is not got around by a group',
      asvs: '8.2.2',
      proof: blocks(
        'a block › is not got around by a group: who was blocked brings the other into none, neither a new one nor one that is there',
      ),
    },
    {
      id: 'search-of-people',
      text: 'Search of people obeys the same checks',
      proof: together(
        search('does not find %s'),
        closed(
          'an account that is %s › can be written to no more, is found by nobody, and its messages stay; those who write with it are told',
        ),
      ),
    },
    {
      id: 'history',
      text: 'Pages, sync, pins and versions obey what a member may see of the past',
      proof: groups('history that is hidden from who joins later › is in no page, no sync, no pin and no version of theirs'),
    },
    {
      id: 'live-history',
      text: 'Live events obey it too',
      proof: groups(
        'history that is hidden from who joins later › is in no live event: a change of it goes out without bodies, and everybody fetches what they may see',
      ),
    },
    { id: 'search-of-messages', text: 'Search of messages obeys the same checks', proof: notBefore('message search') },
    { id: 'export', text: 'Export obeys the same checks', proof: notBefore('export') },
    { id: 'previews', text: 'Previews obey the same checks', proof: notBefore('link previews') },
    { id: 'threads', text: 'Threads obey the same checks', proof: notBefore('threads') },
    { id: 'files', text: 'Files obey the same checks', proof: notBefore('media') },
    {
      id: 'lock-membership',
      text: 'Membership is checked again inside the lock',
      asvs: '15.4.2',
      proof: groups('being sent away, or leaving › no message of theirs is stored after it, however both race'),
    },
    {
      id: 'lock-block',
      text: 'A block is looked at again inside the lock',
      asvs: '15.4.2',
      proof: blocks(
        'a block › lets no message through that was sent before it was committed and waited for it',
        'a block › is waited for by who would bring the other into a group at that moment',
      ),
    },
    {
      id: 'lock-disabled',
      text: 'Whether the account is disabled is looked at again inside the lock',
      asvs: '15.4.2',
      proof: closed(
        'an account that is %s › waits for a message that is being stored; none is stored after it',
        'an account that is %s › has nothing stored that its devices had under way, whether to one person or to a group',
      ),
    },
    {
      id: 'lock-admin',
      text: 'The right of an admin is looked at again inside the lock',
      asvs: '15.4.2',
      proof: admins(
        'the right of an admin › is looked at again in the transaction of %s',
        'the right of an admin › ends when they are disabled: %s',
      ),
    },
    {
      id: 'lock-password',
      text: 'A password that was checked is compared again inside the lock',
      asvs: '15.4.2',
      proof: passwords(
        'what an old password let in › somebody whose password was being checked while it was replaced is not let in',
      ),
    },
    {
      id: 'cut-removal',
      text: 'Who is removed from a group hears nothing more of it within a second on every node',
      asvs: '8.3.2',
      proof: node('who was sent away › hears nothing more of the group on whichever node, also when the kick is lost'),
    },
    {
      id: 'cut-role',
      text: 'A role on the server holds from the next request on; a socket carries no right of one',
      asvs: '8.3.2',
      proof: admins('roles › hold from the next request on, and the own devices are told'),
    },
    {
      id: 'cut-logout',
      text: 'Signing out cuts the live sockets of the session within a second on every node',
      asvs: '7.4.1',
      proof: node(
        'who is let in › a revoked session loses its socket within a second, on whichever node, and does not come back',
      ),
    },
    {
      id: 'cut-disabled',
      text: 'Disabling, deletion and a new password cut live sockets within a second on every node',
      asvs: '7.4.2, 7.4.3',
      proof: node(
        'who is let in › an account that %s loses its sockets within a second, and does not come back with their tokens',
      ),
    },
    {
      id: 'last-owner-leaves',
      text: 'The last owner of a group cannot leave it',
      proof: groups(
        'being sent away, or leaving › the last owner stays while others are there; a direct conversation cannot be left',
      ),
    },
    {
      id: 'last-owner-demoted',
      text: 'The last owner of a group cannot be demoted',
      proof: notBefore('changing roles in groups'),
    },
    {
      id: 'last-admin',
      text: 'The last admin of the server cannot be demoted, disabled or deleted, however many go at once',
      proof: admins(
        'an admin who would be %s › stays if they are the last one who can act, and may go as soon as there is another',
        'an admin who would be %s › stays if all others go at the same moment: one is left, whoever it is',
      ),
    },
    { id: 'invites', text: 'Uses of an invite cannot be spent twice', asvs: '2.3.4', proof: notBefore('invites') },
    {
      id: 'used-once',
      text: 'What works once cannot be used twice by two at the same moment',
      asvs: '2.3.4',
      proof: together(
        sessions('signing in › a ticket is good once, for a minute, even for two that redeem it at the same moment'),
        passwords('a password that was forgotten › of those who race for one link one gets it, and it works never again'),
      ),
    },
    {
      id: 'outputs',
      text: 'Answers are allow-listed views',
      asvs: '15.3.1',
      proof: inputs(
        'answers carry the fields that are listed here and no others, and those of one person go to them and to admins alone',
      ),
    },
    {
      id: 'inputs-of-procedures',
      text: 'Inputs of procedures are strict schemas',
      asvs: '15.3.3',
      proof: inputs('%s refuses a field that its schema does not name'),
    },
    {
      id: 'inputs-of-events',
      text: 'Inputs of events are strict schemas',
      asvs: '15.3.3',
      proof: packets('%s refuses a field that its schema does not name'),
    },
  ],
}
