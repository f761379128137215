export { startMailbox, type Mailbox } from './mailbox/mailbox.js';
export type { Mail, MailSummary } from './mailbox/mail-folder.js';
export {
  DeliveryError,
  type Acceptance,
  type Address,
  type Brief,
  type Carrier,
  type Message,
} from './channels/carrier.js';
export { createCarriers, type CarrierOptions, type Carriers } from './channels/carriers.js';
export { EndpointBook, type OpenEndpoint } from './channels/endpoint-book.js';
export { createSmtpCarrier } from './channels/mail.js';
export { DeliverStep } from './step/deliver-step.js';
export type { Contact, Contacts, Desk } from './step/desk.js';
export { letterDocx } from './letter/letter-docx.js';
export { letterParts, type LetterFacts, type LetterParts } from './letter/letter-text.js';
export { COORDINATE } from './step/subject.js';
