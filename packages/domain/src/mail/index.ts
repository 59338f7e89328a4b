export { type MailText, mailTexts } from './mail-texts.ts'
export { postMail } from './post-mail.ts'
