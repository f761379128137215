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
export {
  settingsSchemas,
  type DingtalkSettings,
  type EndpointSettings,
  type SmsSettings,
  type WebhookSettings,
  type WecomSettings,
} from './channels/settings.js';
export { Receipts, type Counted } from './receipts/receipts.js';
export { isReceiptToken, receiptToken, type Reporter } from './receipts/receipt-token.js';
export { DeliverStep } from './step/deliver-step.js';
export { inboxTitles, type InboxTitle } from './inbox/titles.js';
export type { Contact, Contacts, Desk, Finding } from './step/desk.js';
export { letterDocx } from './letter/letter-docx.js';

export { letterParts, type LetterFacts, type LetterParts } from './letter/letter-text.js';
export { APPROVE, INSTRUCT } from './step/personal.js';
export { COORDINATE } from './step/subjects.js';
export { quietUntil } from './step/plan.js';
export { eventOf, mayResend, resend } from './step/resend.js';
export { templateNames } from './mail/templates.js';
export { NoticeMuteRow } from './entities/mute.entity.js';
export { deliverEntities } from './entities/index.js';
export { TrialMails, type TrialDesk } from './trial/trial-mails.js';
