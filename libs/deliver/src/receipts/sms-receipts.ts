import type { SmsSettings } from '../channels/settings.js';
import { at, valueAt } from '../channels/template.js';

/** What a gateway says of one message. */
export interface SmsReceipt {
  /** The gateway's own number of it. */
  number: string;
  delivered: boolean;
  /** Its word for the state. */
  state: string;
}

/** Gateways send them in lots; more at once is none of them. */
const MOST = 1000;

/** The receipts of one call, as the gateway's settings say where they stand; entries without number or state are left out. */
export function readSmsReceipts(body: unknown, { receipt }: Pick<SmsSettings, 'receipt'>): SmsReceipt[] {
  if (!receipt) return [];
  const found = at(body, receipt.list);
  const entries = Array.isArray(found) ? found.slice(0, MOST) : [found];
  return entries.flatMap((entry) => {
    const [number, state] = [valueAt(entry, receipt.id), valueAt(entry, receipt.state)];
    if (number === null || state === null) return [];
    return [{ number, state: state.slice(0, 60), delivered: state === receipt.delivered }];
  });
}
