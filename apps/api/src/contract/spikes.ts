/** 异常增长: more of one thing within an hour than its long baseline lets expect. Makes no incident. */

export type SpikeState = 'open' | 'seen' | 'dismissed' | 'linked' | 'over';

/**
 * GET /api/v1/spikes?state=standing|settled|all&rehearsal=include|only|none&cursor=&limit= → Page<SpikeView>
 * GET /api/v1/spikes/count → SpikeCount; GET /api/v1/spikes/:id → SpikeDetail
 * POST /api/v1/spikes/:id/seen {}, /link {version, incidentId}, /dismiss {version, note}, /reopen {version} → SpikeDetail
 */
export interface SpikeView {
  id: string;
  kind: 'topic' | 'place' | 'word';
  /** 梧桐镇·集中供热 */
  label: string;
  at: string;
  windowFrom: string;
  windowTo: string;
  observed: number;
  /** What is usual for such an hour, one decimal. */
  expected: number;
  /** The chance that as many come with nothing new is one in ten to this power. */
  score: number;
  sources: number;
  /** The same rise under other names. */
  also: string[];
  /** Words many of its items have in common. */
  words: string[];
  state: SpikeState;
  incidentId: string | null;
  incidentNumber: string | null;
  settledBy: string | null;
  settledAt: string | null;
  note: string;
  version: number;
  rehearsal: boolean;
  now: string;
  actions: ('link' | 'dismiss' | 'reopen')[];
}

export interface SpikeDetail extends SpikeView {
  /** Items by the hour: 48 hours up to the window, oldest first. */
  hours: { at: string; count: number }[];
  items: SpikeItem[];
  /** Incidents that its items stand in, the most items first. */
  incidents: { id: string; number: string; title: string; items: number }[];
}

export interface SpikeItem {
  id: string;
  title: string;
  text: string;
  source: string;
  at: string;
  incidentId: string | null;
}

export interface SpikeCount {
  open: number;
}

export interface LinkSpike {
  version: number;
  incidentId: string;
}
export interface DismissSpike {
  version: number;
  note: string;
}
