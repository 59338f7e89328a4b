import { type Area, notBefore, testsOf, together } from '../line.ts'

const jwt = testsOf('packages/engines/src/auth/jose-tokens.test.ts')
const sessions = testsOf('packages/domain/src/auth/auth.integration.test.ts')
const lives = testsOf('packages/domain/src/auth/tokens-and-sessions.integration.test.ts')
const addresses = testsOf('packages/domain/src/auth/addresses.integration.test.ts')
const passwords = testsOf('packages/domain/src/auth/passwords.integration.test.ts')
const closed = testsOf('packages/domain/src/people/closed-accounts.integration.test.ts')
const browser = testsOf('apps/web/src/server/browser-session.integration.test.ts')

export const tokensAndSessions: Area = {
  name: 'tokens and sessions',
  lines: [
    {
      id: 'algorithm',
      text: 'The algorithm of tokens is fixed',
      asvs: '9.1.2',
      proof: jwt('no other algorithm is taken, whatever the header says: none, or our public key as a shared secret'),
    },
    {
      id: 'keys',
      text: 'The key of tokens is fixed, whatever a token brings along',
      asvs: '9.1.3',
      proof: jwt('no other key is taken, neither one of another secret nor one that the token brings along'),
    },
    { id: 'iss', text: '`iss` is checked', asvs: '9.2.3', proof: jwt('a token of another issuer is refused') },
    { id: 'aud', text: '`aud` is checked', asvs: '9.2.3', proof: jwt('a token that was changed by one claim is refused') },
    { id: 'typ', text: '`typ` is checked', asvs: '9.2.2', proof: jwt('a token is worth nothing for another purpose: %s') },
    {
      id: 'sid',
      text: '`sid` names a session that is looked up at each request',
      asvs: '7.4.1',
      proof: together(
        jwt('a token of ours says who signed it, for whom, of which session and until when, and verifies'),
        browser('the cookie of a browser › is worth nothing once its session has ended'),
      ),
    },
    {
      id: 'exp',
      text: '`exp` is checked',
      asvs: '9.2.1',
      proof: jwt('a token is over after 15 minutes, one for a socket after five'),
    },
    {
      id: 'purpose-signed',
      text: 'A signed token of one purpose is not taken for another',
      asvs: '9.2.2',
      proof: browser('a program › shows an access token, whatever page it is on; one for sockets is worth nothing here'),
    },
    {
      id: 'purpose-random',
      text: 'Tickets, links, set-up and refresh tokens open no door but their own',
      asvs: '9.2.2',
      proof: lives('a token › of another purpose does not open the door of %s, and is not used up there'),
    },
    {
      id: 'rotation',
      text: 'A refresh token is replaced at each use',
      asvs: '10.4.5',
      proof: lives('a refresh token › is replaced at each use by another one, of which only the last is good for the next'),
    },
    {
      id: 'reuse',
      text: 'A refresh token that comes back revokes its family',
      asvs: '10.4.5',
      proof: sessions('refreshing › a token that comes back after the grace revokes the whole family'),
    },
    {
      id: 'parallel',
      text: '20 parallel refreshes give one successor',
      asvs: '10.4.5',
      proof: sessions('refreshing › 20 parallel refreshes of one token give one successor'),
    },
    {
      id: 'idle',
      text: 'A session that is not used ends',
      asvs: '7.3.1',
      proof: lives(
        'a session › of a browser that nobody used for 30 days is over',
        'a session › of a program that does not refresh for 30 days gets no token any more',
      ),
    },
    {
      id: 'absolute',
      text: 'A session ends however busy it is',
      asvs: '7.3.2',
      proof: lives('a session › is over after 90 days however busy it was, and its refresh token with it'),
    },
    {
      id: 'new-id',
      text: 'Each sign-in has a new id',
      asvs: '7.2.4',
      proof: lives('a session › has an id of its own at each sign-in, of a browser as of a program'),
    },
    {
      id: 'list',
      text: 'One’s sessions are listed, and any of them can be ended',
      asvs: '7.5.2',
      proof: sessions("one's own sessions › are listed with the asking one marked, and one that is revoked is out at once"),
    },
    {
      id: 'revoke-others',
      text: 'All others can be ended at once',
      asvs: '7.5.2',
      proof: sessions("one's own sessions › all but the asking one are signed out at once, or that one too"),
    },
    {
      id: 'password-for-email',
      text: 'Another address asks for the password again',
      asvs: '7.5.1',
      proof: addresses('another address › needs the current password'),
    },
    {
      id: 'password-for-password',
      text: 'Another password asks for the present one',
      asvs: '6.2.3, 7.5.1',
      proof: passwords(
        'changing the password › needs the current one: ten wrong ones and no more are tried, a right one gives the tries back',
      ),
    },
    {
      id: 'password-for-end',
      text: 'Disabling or deleting one’s account asks for the password again',
      asvs: '7.5.1',
      proof: closed('only its owner’s password gets an account %s, and it stays as it is without'),
    },
    {
      id: 'password-ends-sessions',
      text: 'A new password ends what the old one has let in',
      asvs: '7.4.3',
      proof: passwords(
        'changing the password › ends the other sessions and no other, and a mail tells of it',
        'what an old password let in › of sign-ins and redeemed tickets that race with a reset none leaves a session behind',
      ),
    },
    {
      id: 'closed-account',
      text: 'A disabled or deleted account gets in by no token, ticket or link',
      asvs: '7.4.2',
      proof: closed('an account that is %s › is out at once, on all devices, whatever token they hold, and gets no way in'),
    },
    {
      id: 'password-for-second-factor',
      text: 'A change of the second factor asks for the password again',
      asvs: '7.5.1',
      proof: notBefore('one-time codes and passkeys'),
    },
  ],
}
