import { type Area, testsOf, together } from '../line.ts'

const signIn = testsOf('packages/domain/src/auth/auth.integration.test.ts')
const hashes = testsOf('packages/engines/src/auth/argon2-passwords.test.ts')
const lives = testsOf('packages/domain/src/auth/tokens-and-sessions.integration.test.ts')
const addresses = testsOf('packages/domain/src/auth/addresses.integration.test.ts')
const passwords = testsOf('packages/domain/src/auth/passwords.integration.test.ts')
const inputs = testsOf('packages/api/src/inputs-and-answers.integration.test.ts')
const limits = testsOf('packages/domain/src/rate-limits.integration.test.ts')

export const signInArea: Area = {
  name: 'sign-in',
  lines: [
    {
      id: 'argon2id',
      text: 'Passwords are kept as argon2id',
      asvs: '11.4.2',
      proof: signIn('signing up › the password is kept as argon2id only'),
    },
    {
      id: 'off-the-loop',
      text: 'Hashing is out of the event loop’s way',
      proof: hashes('a password that is being hashed leaves the event loop free'),
    },
    {
      id: 'per-account',
      text: 'Sign-ins are limited per account',
      asvs: '6.3.1',
      proof: signIn('signing in › is limited per account from whatever address, and a success gives the tries back'),
    },
    {
      id: 'per-address',
      text: 'Sign-ins are limited per address, a network of IPv6 being one',
      asvs: '6.3.1',
      proof: signIn('signing in › is limited per address, whatever names are tried, and an IPv6 network is one address'),
    },
    {
      id: 'everywhere',
      text: 'Sign-ins are limited for all addresses together',
      asvs: '6.3.1',
      proof: signIn('signing in › is limited for all addresses together, before a password is hashed'),
    },
    {
      id: 'other-limits',
      text: 'Whatever else guesses, mails or costs has a limit that stands before it',
      asvs: '2.4.1',
      proof: limits('%s: what it counts is refused beyond it, and nothing is stored'),
    },
    {
      id: 'same-answer',
      text: 'A wrong password, an unknown account and a disabled one get the same answer',
      asvs: '6.3.8',
      proof: signIn('signing in › a wrong password, an unknown name and a disabled account get the same answer'),
    },
    {
      id: 'same-work',
      text: 'An unknown account gets it after the same work',
      asvs: '6.3.8',
      proof: signIn(
        'signing in › does the same work for an account that is not there: one password is checked, whoever is asked for',
      ),
    },
    {
      id: 'same-time',
      text: 'An unknown account gets it after the same time',
      asvs: '6.3.8',
      proof: hashes('an account that is not there costs as much as a wrong password, and is never let in'),
    },
    {
      id: 'reset-answer',
      text: 'A reset is asked for with the same answer and work for everybody',
      asvs: '6.3.8',
      proof: passwords(
        'a password that was forgotten › is asked for with the same answer and the same work, whether there is an account, it is disabled, or there is none',
        'a password that was forgotten › is asked for without waiting for the mail, and a mail that cannot be sent is told to nobody but the operator',
      ),
    },
    {
      id: 'address-answer',
      text: 'An address that is taken is answered like one that is free',
      asvs: '6.3.8',
      proof: addresses(
        'another address › that has an account is answered like one that has none, told so there, and not given away',
      ),
    },
    {
      id: 'length',
      text: 'Passwords have 8 to 128 characters',
      asvs: '6.2.1, 6.2.9',
      proof: inputs('a password of %i characters is taken: %s'),
    },
    {
      id: 'common',
      text: 'Passwords that everybody would try first are refused',
      asvs: '6.2.4, 6.2.11',
      proof: together(
        passwords('a password that everybody would try first › is refused: %s'),
        hashes('whether %s is tried first by whoever guesses: %s'),
      ),
    },
    {
      id: 'reset-once',
      text: 'A reset token works once',
      asvs: '6.4.3',
      proof: passwords('a password that was forgotten › of those who race for one link one gets it, and it works never again'),
    },
    {
      id: 'verify-once',
      text: 'A verify token works once',
      proof: addresses(
        'confirming an address › the link of the registration does it, once, and the own devices are told that something changed',
        'confirming an address › of those who open a link at the same moment one does it',
      ),
    },
    {
      id: 'hashed',
      text: 'Reset, verify and all other tokens are kept as hashes',
      proof: lives('a token › is kept as a hash only, of whichever kind'),
    },
    {
      id: 'reset-expires',
      text: 'A reset token ends by its age and with any change of the password',
      asvs: '6.4.1',
      proof: passwords(
        'a password that was forgotten › a link that is unknown, of another purpose, over, or from before a change is refused',
      ),
    },
    {
      id: 'verify-expires',
      text: 'A verify token ends by its age',
      proof: addresses('confirming an address › the link is good for a day, and another one can be had until it is done'),
    },
    {
      id: 'replaced-address',
      text: 'An address that was replaced leaves no token behind',
      proof: addresses(
        'another address › nobody who still reads the mails of the old one gets the account back to it',
        'another address › leaves no link to the old one that was asked for at that very moment, neither to confirm it nor for a new password',
      ),
    },
  ],
}
