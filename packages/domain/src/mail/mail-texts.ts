import type { Mail } from '../ports.ts'

export type MailText = Pick<Mail, 'subject' | 'text'>

/** A paragraph each; long lines are left to the reader's program. */
function mail(subject: string, ...paragraphs: string[]): MailText {
  return { subject, text: `${['Hello,', ...paragraphs, 'ChatSphere'].join('\n\n')}\n` }
}

const notMe = (publicUrl: string) =>
  `If that was not you, somebody else has your password. Ask for a new one at ${publicUrl}/sign-in, and look at your sessions in the settings.`

/**
 * Every mail of the product. None of them has a word that a user has chosen, a name for example: whoever signs up with another person's
 * address could have us mail them anything.
 */
export const mailTexts = {
  verifyAddress: (publicUrl: string, token: string) =>
    mail(
      'Confirm your e-mail address',
      'Welcome to ChatSphere. Please confirm that this address is yours:',
      `${publicUrl}/verify#${token}`,
      'The link works once, for 24 hours. If you did not sign up, there is nothing to do.',
    ),
  confirmNewAddress: (publicUrl: string, token: string) =>
    mail(
      'Confirm your new e-mail address',
      'You asked for this address to become that of your ChatSphere account. Please confirm it:',
      `${publicUrl}/verify#${token}`,
      'The link works once, for 24 hours. Until then your old address stays. If you did not ask for this, there is nothing to do.',
    ),
  addressInUse: (publicUrl: string) =>
    mail(
      'This address has an account already',
      'Somebody, perhaps you, wanted to use this address for another ChatSphere account. It belongs to yours, and nothing has changed.',
      `You can sign in here: ${publicUrl}/sign-in`,
    ),
  addressChangeAsked: (publicUrl: string) =>
    mail(
      'Your e-mail address is about to change',
      'Somebody who knows your password asked for another address for your ChatSphere account. It changes as soon as it is confirmed there.',
      notMe(publicUrl),
    ),
  addressChanged: () =>
    mail(
      'Your e-mail address was changed',
      'Your ChatSphere account has another e-mail address from now on. This one gets no more mail from us.',
      'If that was not you, please tell an admin of your server.',
    ),
  resetPassword: (publicUrl: string, token: string) =>
    mail(
      'Choose a new password',
      'Somebody, hopefully you, asked for a new password for your ChatSphere account. Choose it here:',
      `${publicUrl}/reset#${token}`,
      'The link works once, for one hour. If you did not ask for it, there is nothing to do: your password stays.',
    ),
  passwordReset: (publicUrl: string) =>
    mail(
      'You have a new password',
      'The password of your ChatSphere account was just set anew with a link from a mail. All devices were signed out.',
      notMe(publicUrl),
    ),
  passwordChanged: (publicUrl: string) =>
    mail(
      'Your password was changed',
      'The password of your ChatSphere account was just changed. All other devices were signed out.',
      notMe(publicUrl),
    ),
  accountDisabled: () =>
    mail(
      'Your account was disabled',
      'Your ChatSphere account was just disabled, and all devices were signed out. Your messages stay where they are.',
      'An admin of your server can enable it again.',
    ),
  accountEnabled: (publicUrl: string) =>
    mail('Your account is back', `Your ChatSphere account was enabled again. Sign in here: ${publicUrl}/sign-in`),
  accountDeleted: () =>
    mail(
      'Your account was deleted',
      'Your ChatSphere account was just deleted: name, profile, settings and drafts are gone. What you wrote to others stays with them, without your name.',
    ),
} as const
