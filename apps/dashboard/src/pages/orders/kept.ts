import type { OrderWay } from '../../../../api/src/contract/index.js';

const KEPT = 'huiyin.order';

export interface OrderForm {
  channel: OrderWay;
  body: string;
  documentNumber: string;
  caller: string;
  callerPhone: string;
  receivedAt: string;
  dueAt: string;
  asked: string;
  title: string;
  reportTo: string;
  units: string[];
}

/** @param receivedAt `YYYY-MM-DD HH:mm`, for what is registered while it comes in */
export const blankOrder = (receivedAt: string): OrderForm => ({
  channel: 'document',
  body: '',
  documentNumber: '',
  caller: '',
  callerPhone: '',
  receivedAt,
  dueAt: '',
  asked: '',
  title: '',
  reportTo: '',
  units: [],
});

/** What is typed survives a reload and a broken connection; who called does not leave the page. */
export function keepOrder(form: OrderForm): void {
  sessionStorage.setItem(KEPT, JSON.stringify({ ...form, caller: '', callerPhone: '' }));
}

export function keptOrder(): OrderForm | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? 'null') as Partial<OrderForm> | null;
    return kept && { ...blankOrder(''), ...kept };
  } catch {
    return null;
  }
}

export const forgetOrder = (): void => sessionStorage.removeItem(KEPT);
