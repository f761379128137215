import type { Signal } from '#incidents';
import type { WordSpot } from '#jurisdiction';

export interface SignalFinding {
  signal: Signal;
  spots: WordSpot[];
}
