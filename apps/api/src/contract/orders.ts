/** Superior's orders (上级交办): their own record, their own clock (DL-19). */

export type OrderWay = 'document' | 'call' | 'system';

/**
 * GET /api/v1/orders?state=open|reported|withdrawn|all&late=true&incident=&unit=&q=&rehearsal=&cursor=&limit=
 * Open ones first by due time, then settled ones, newest first. GET /api/v1/orders/:id → OrderView.
 */
export interface OrderView {
  id: string;
  incidentId: string;
  incidentNumber: string;
  incidentTitle: string;
  /** The superior that gave it. */
  body: string;
  documentNumber: string | null;
  /** Who called; masked (王**), null for those who keep no orders. */
  caller: string | null;
  channel: OrderWay;
  receivedAt: string;
  /** What is asked, word for word. */
  asked: string;
  dueAt: string | null;
  /** 回告对象 */
  reportTo: string | null;
  /** Units it names: they assist and check first (RT-06). */
  units: string[];
  state: 'open' | 'reported' | 'withdrawn';
  late: boolean;
  reportedAt: string | null;
  reportedTo: string | null;
  reportedBy: OrderWay | null;
  reportText: string | null;
  withdrawnReason: string | null;
  registeredBy: string;
  registeredAt: string;
  files: OrderFile[];
  rehearsal: boolean;
  now: string;
}

export interface OrderFile {
  id: string;
  name: string;
  type: string;
  /** Bytes. */
  size: number;
}

/** POST /api/v1/orders → RegisteredOrder. Opens an incident when none is named. */
export interface RegisterOrder {
  /** The incident it belongs to; null opens one. */
  incidentId: string | null;
  /** Title of the incident it opens; empty: the first line of what is asked. */
  title: string;
  body: string;
  documentNumber: string | null;
  caller: string | null;
  callerPhone: string | null;
  channel: OrderWay;
  receivedAt: string;
  asked: string;
  dueAt: string | null;
  reportTo: string | null;
  units: string[];
}

/** `known`: the same order is on record already. `classified`: held back, to be handed on offline (RT-00). */
export type RegisteredOrder =
  { kind: 'stored' | 'known'; orderId: string; incidentId: string; number: string } | { kind: 'classified' };

/** PATCH /api/v1/orders/:id: what is set right or completed; a later time needs the reason (the superior's consent). */
export interface AmendOrder {
  body?: string;
  documentNumber?: string | null;
  channel?: OrderWay;
  dueAt?: string | null;
  reportTo?: string | null;
  units?: string[];
  reason: string;
}

/** POST /api/v1/orders/:id/report (回告) → OrderView */
export interface ReportOrder {
  at: string;
  to: string;
  by: OrderWay;
  text: string;
}

/** GET /api/v1/orders/:id/caller and GET /api/v1/letters/:id/person: in clear, each look is logged. */
export interface CalledPerson {
  name: string | null;
  phone: string | null;
}

/** POST /api/v1/orders/:id/files {name, base64} → OrderFile: PDF, PNG or JPEG, at most 3.5 MB, sent as application/vnd.huiyin.upload+json. */
export interface AddOrderFile {
  name: string;
  base64: string;
}
