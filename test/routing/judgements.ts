import { join } from 'node:path';
import { projectRoot } from '#config';
import { emptyJudgement } from '#incidents';
import type { BodyHit, Judgement, PlaceHit, Routing, Signal, SignalKind, TopicHit } from '#incidents';
import { route, type RouteContext } from '#route';
import { Directory, loadProfile, type Profile } from '#jurisdiction';

type Writable = { -readonly [K in keyof Profile]: Profile[K] };

const profile = loadProfile(join(projectRoot(), 'config/jurisdictions/xiaoyi'));

/** The real profile, with the changes a test needs. */
export function xiaoyi(change: (profile: Writable) => void = () => {}): Directory {
  const changed: Writable = { ...profile };
  change(changed);
  return new Directory(changed, 'test');
}

const nothing: Judgement = { ...emptyJudgement(), relevant: true, tone: 'negative' };

/** A judgement with only what a test says. */
export const judged = (part: Partial<Judgement>): Judgement => ({ ...nothing, ...part });

/** A topic of the profile as judging would report it. */
export function topic(directory: Directory, no: number, part: Partial<TopicHit> = {}): TopicHit {
  const found = directory.topic(no);
  if (!found) throw new Error(`no topic ${no}`);
  const unit = found.unit.startsWith('属地') ? null : found.unit;
  return { no, name: found.name, unit, onDuty: [], assisting: found.assisting, score: 1, words: [], ...part };
}

/** A township or zone by its name or the name it had. */
export function place(directory: Directory, name: string, part: Partial<PlaceHit> = {}): PlaceHit {
  const found = directory.profile.places.find((entry) => entry.name === name);
  if (!found) throw new Error(`no place ${name}`);
  const kind = found.kind === 'zone' ? 'zone' : 'township';
  return { name, kind, code: found.code, via: null, ambiguous: [], words: [name], ...part };
}

export const outside = (name: string): PlaceHit => ({
  name,
  kind: 'outside',
  via: null,
  ambiguous: [],
  words: [name],
});

export const body = (kind: BodyHit['kind'], part: Partial<BodyHit> = {}): BodyHit => ({
  kind,
  words: part.words ?? [part.unit ?? kind],
  ...part,
});

export const signal = (kind: SignalKind, unit?: string, words: string[] = [kind]): Signal => ({
  kind,
  words,
  ...(unit ? { unit } : {}),
});

/** A day without sensitive dates. */
export const NOVEMBER = new Date('2026-11-18T09:00:00+08:00');

/** Routes a judgement of which a test says only a part. */
export const decider =
  (directory: Directory) =>
  (part: Partial<Judgement>, context: Partial<RouteContext> = {}): Routing =>
    route(judged(part), directory, { at: NOVEMBER, ...context });

/** Coordinators as [lead, with]. */
export const leads = (routing: Routing) =>
  routing.coordinators.map(({ lead, with: beside }) => [lead, beside]);
