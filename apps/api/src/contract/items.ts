export interface ItemView {
  id: string;
  title: string;
  text: string;
  /** Null for those who may not see the original. */
  url: string | null;
  /** The address is given out for a reason that is logged: POST /api/v1/items/:id/original. */
  originalOnRequest: boolean;
  source: { name: string; tier: string; scope: string };
  channel: 'feed' | 'manual' | 'import';
  publishedAt: string | null;
  discoveredAt: string;
  engagement: { views?: number; comments?: number; reposts?: number; likes?: number };
  duplicateOf: string | null;
  rehearsal: boolean;
  historic: boolean;
  incidentId: string | null;
  incidentNumber: string | null;
  relevant: boolean | null;
}

/** Whose an item is, as it stands in the stream. */
export interface ItemVerdict {
  /** Why it is taken for ours, or not: one Chinese sentence. */
  because: string | null;
  /** The matter is elsewhere; false where the text only names nothing of ours. */
  elsewhere: boolean;
  /** Ours, but no matter (闲谈、动态). */
  idle: boolean;
  /** Places of ours it names, and places elsewhere. */
  places: string[];
  outside: string[];
  /** How the writer speaks, and what he feels: for sorting, never for deciding. */
  tone: 'negative' | 'neutral' | 'positive';
  moods: ('anger' | 'worry' | 'help')[];
}

/** A person's word on it; it wins over whatever is judged. */
export interface ItemSaid {
  relevant: boolean;
  reason: string;
  /** Name shown for the account. */
  by: string;
  at: string;
}

/** GET /api/v1/items?kind=&mood=negative|anger|worry|help&q=&cursor= → Page<ListedItem>. */
export interface ListedItem extends ItemView {
  /** Null until it is judged. */
  verdict: ItemVerdict | null;
  said: ItemSaid | null;
  /** In no incident: whose it is can be said here; else on the incident's page. */
  open: boolean;
}

/** POST /api/v1/items/:id/relevance, undone by POST /api/v1/items/:id/relevance/undo. */
export interface SayRelevance {
  relevant: boolean;
  reason: string;
}

/** Answer to both: the item is judged again with it, within moments. */
export interface RelevanceSaid {
  itemId: string;
  /** What counts by a person's word; null: what judging finds. */
  relevant: boolean | null;
}

/** What a correction suggests for the directory. */
export interface PlaceProposal {
  kind: 'places' | 'namesakes';
  /** 把“胜溪新村”加入知名地点 */
  title: string;
  name: string;
  /** For a known place: what it is, by its name. */
  type: string | null;
}

/** GET /api/v1/learning/places?days= → List<PlaceLesson>: items whose place or relevance people put right. */
export interface PlaceLesson {
  itemId: string;
  title: string;
  source: string;
  relevant: boolean;
  reason: string;
  by: string;
  at: string;
  incidentId: string | null;
  proposals: PlaceProposal[];
}
