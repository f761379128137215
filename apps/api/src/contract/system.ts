/** GET /api/v1/system/watch → what the watchdog proves, in which process, and what it found. Nothing of any matter. */
export interface SystemWatch {
  /** ok 一切按时 | late 有事项超出允许范围 | stopped 无人巡检 */
  status: 'ok' | 'late' | 'stopped';
  /** Seconds since everything was last found in its bounds; null: never. */
  seconds: number | null;
  now: string;
  round: { at: string; process: string; tookMs: number } | null;
  checks: SystemCheck[];
  findings: SystemFinding[];
  parts: SystemPart[];
}

export interface SystemCheck {
  kind: string;
  title: string;
  rehearsal: boolean;
  /** Seconds of patience. */
  boundSeconds: number;
  /** Out of bounds now, 100 at most. */
  count: number;
  /** Age of the oldest on its own timeline. */
  oldestSeconds: number | null;
  /** Whether it withholds the heartbeat. */
  withholds: boolean;
}

export interface SystemFinding {
  id: string;
  kind: string;
  title: string;
  rehearsal: boolean;
  since: string;
  firstSeenAt: string;
  lastSeenAt: string;
  /** Null while it stands. */
  goneAt: string | null;
  /** How often mending it was tried. */
  repairs: number;
  alarmedAt: string | null;
}

/** A part that must never stand still, and the process that does it. */
export interface SystemPart {
  name: string;
  title: string;
  process: string | null;
  seconds: number;
}
