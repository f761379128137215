import type { Casualties } from '../judgement.js';
import type { EventLevel, OpinionLevel } from '../levels.js';
import type { DutyRole, DutyState, IncidentState } from '../life.js';

/** What is stored about a matter at one moment, as far as a report upward may say it. Times are ISO 8601. */
export interface UpwardFacts {
  at: string;
  number: string;
  title: string;
  state: IncidentState;
  places: string[];
  publishedAt: string | null;
  discoveredAt: string;
  eventLevel: EventLevel;
  opinionLevel: OpinionLevel;
  opinionConfirmed: boolean;
  provisional: boolean;
  mustRespond: string[];
  /** Items that are no reposts, all items, and the sources they came from. */
  items: { own: number; all: number; sources: string[] };
  /** Figures with the words of the text they rest on; null: unknown. */
  casualties: Casualties;
  casualtiesFrom: string[];
  firstResponsible: string[];
  respondents: string[];
  coordinators: string[];
  duties: UpwardDuty[];
  deadlines: { rule: string; name: string; dueAt: string; state: 'open' | 'met' | 'missed' | 'superseded' }[];
  answeredAt: string | null;
  closedAt: string | null;
  closeReason: string | null;
  /** Orders of superiors that run or ran. */
  orders: { body: string; documentNumber: string | null; dueAt: string | null; state: string }[];
  supervisions: string[];
}

export interface UpwardDuty {
  unit: string;
  roles: DutyRole[];
  state: DutyState;
  signedAt: string | null;
  reportedAt: string | null;
  /** 核实初报, as the unit wrote it. */
  report: string | null;
}
