/** Purpose of a link by which a leader signs a text; its subject is the question for the signature (`response_ask`). */
export const APPROVE = 'approve';
/** Purpose of a link by which a unit reports back on a leader's instruction; its subject is the task. */
export const INSTRUCT = 'instruct';

const PERSONAL: Readonly<Record<string, string>> = {
  response_to_sign: APPROVE,
  response_sign_reminder: APPROVE,
  emergency_to_sign: APPROVE,
  instructed: INSTRUCT,
  instruction_near: INSTRUCT,
  instruction_overdue: INSTRUCT,
};

/** What the person addressed does by the link without logging in; null for the other notices. */
export const personalPurpose = (template: string): string | null => PERSONAL[template] ?? null;
