import type { Profile, SourceSpec } from './schema/profile.js';

/** A source of the profile in the shape of a row of `source`. */
export interface ProfileSource {
  name: string;
  kind: SourceSpec['kind'];
  /** Address, route of RSSHub, or identifiers of hot lists joined by commas; null for those that are not fetched. */
  url: string | null;
  tier: SourceSpec['tier'];
  scope: SourceSpec['scope'];
  enabled: boolean;
  intervalSeconds: number;
}

/** The sources a city starts with; the step that collects stores them. */
export const sourcesOf = (profile: Profile): ProfileSource[] =>
  profile.sources.map((source) => ({
    name: source.name,
    kind: source.kind,
    url: source.url ?? source.route ?? source.ids?.join(',') ?? null,
    tier: source.tier,
    scope: source.scope,
    enabled: source.enabled,
    intervalSeconds: source.intervalMinutes * 60,
  }));
