export { startMailbox, type Mailbox } from './mailbox/mailbox.js';
export type { Mail, MailSummary } from './mailbox/mail-folder.js';
export { createSmtpCarrier, type Carrier, type Letter } from './mail/carrier.js';
export { DeliverStep } from './step/deliver-step.js';
export type { Contact, Contacts, Desk } from './step/desk.js';
export { letterDocx } from './letter/letter-docx.js';
export { letterParts, type LetterFacts, type LetterParts } from './letter/letter-text.js';
export { COORDINATE } from './step/subject.js';
