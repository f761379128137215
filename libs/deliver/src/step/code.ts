import { SealError, unseal } from '#secrets';
import { workingOpinionLevel } from '#incidents';
import { z } from 'zod';
import { DeliveryError, type Address, type Message } from '../channels/carrier.js';
import type { Desk } from './desk.js';
import { envelopeOf } from './letter.js';
import { moment } from './moment.js';
import type { Opened } from './opened.js';

/** Template of the code that signing 重大 and above by a link asks for. */
export const CODE = 'code';

/** As long as it is good for (ms); later it would only puzzle. */
const VALID_FOR = 10 * 60_000;

const sealed = z.object({ code: z.string() });

/**
 * The short message with a code for signing.
 * @returns null when it has been used, or nobody is asked for it any more
 * @throws DeliveryError `recipient` when it was sealed with another key
 */
export function codeOf(opened: Opened, to: Address, desk: Desk): Message | null {
  const { notice, incident, duty } = opened;
  const data = sealed.safeParse(notice.data);
  const old = desk.clock.now('real').getTime() - notice.createdAt.getTime() > VALID_FOR;
  if (old || !data.success || !incident || opened.kept || duty?.state === 'withdrawn') return null;
  const title = `${notice.assignmentId ? '签收' : '审签'}验证码 ${plain(data.data.code, desk)}`;
  const brief = {
    number: incident.number,
    unit: duty?.unit ?? null,
    level: workingOpinionLevel(incident.opinionLevel, incident.opinionConfirmed),
    due: duty?.signDueAt ? moment(duty.signDueAt) : null,
    link: desk.publicUrl,
    title,
    rehearsal: notice.rehearsal,
  };
  return { ...envelopeOf(opened, to, desk), subject: title, text: title, html: title, brief };
}

function plain(code: string, desk: Desk): string {
  try {
    return unseal(desk.keys.contacts, Buffer.from(code, 'base64'));
  } catch (error) {
    throw error instanceof SealError ? new DeliveryError('recipient', '验证码无法读取，请重新获取') : error;
  }
}
