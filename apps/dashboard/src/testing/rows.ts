import type { DutyView, IncidentDetail, IncidentSummary, Me } from '../../../api/src/contract/index.js';

const at = '2026-11-22T08:00:00+08:00';

/** Things of the contract for tests; only what a test speaks about is given. */
export const summary = (over: Partial<IncidentSummary> = {}): IncidentSummary => ({
  id: 'i1',
  number: '2026-0001',
  title: '路灯不亮',
  state: 'dispatched',
  eventLevel: 'none',
  opinionLevel: '一般',
  opinionConfirmed: true,
  provisional: false,
  mustRespond: false,
  places: [],
  topics: [],
  units: [],
  itemCount: 1,
  discoveredAt: at,
  statutoryDue: null,
  signDueAt: null,
  late: false,
  rehearsal: false,
  historic: false,
  restricted: false,
  version: 1,
  now: at,
  ...over,
});

export const detail = (over: Partial<IncidentDetail> = {}): IncidentDetail => ({
  ...summary(),
  fields: [],
  flags: [],
  facts: null,
  tone: null,
  claim: null,
  routing: null,
  routedBy: null,
  why: { places: [], topics: [], levels: [], routing: [], other: [] },
  items: [],
  timeline: [],
  deadlines: [],
  answerUrl: null,
  answeredAt: null,
  closedAt: null,
  closeReason: null,
  actions: [],
  ...over,
});

export const duty = (over: Partial<DutyView> = {}): DutyView => ({
  assignmentId: 'a1',
  incidentId: 'i1',
  number: '2026-0001',
  title: '路灯不亮',
  unit: '市住建局',
  roles: ['respondent'],
  mustSign: true,
  state: 'sent',
  opinionLevel: '一般',
  eventLevel: 'none',
  sentAt: at,
  signDueAt: null,
  signedAt: null,
  statutoryDue: null,
  rehearsal: false,
  now: at,
  ...over,
});

export const person = (over: Partial<Me> = {}): Me => ({
  login: 'li',
  displayName: '李示例',
  role: 'office',
  unit: '市政府办公室',
  mustChangePassword: false,
  jurisdiction: '某市',
  rights: ['incidents.read', 'directory.read'],
  rehearsal: null,
  ...over,
});
