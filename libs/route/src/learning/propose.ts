import type { Directory, RoutingException, Topic } from '#jurisdiction';
import type { Mistake } from './review.js';

/** A change of the directory that would have led to the unit people chose. */
export type Proposal = { title: string; reason: string } & (
  | { kind: 'topics'; key: string; body: Topic }
  | { kind: 'exceptions'; key: string | null; body: RoutingException }
);

/** Below this share of what rests on a topic the topic itself is not to blame, only a part of it. */
const MOST = 0.5;

/**
 * The smallest change that would have led to what people chose: the topic's unit where most of what rests on it was
 * wrong; an exception for a place where the place tells wrong from right; an exception switched off where it misled.
 * Null where no single change would do: several units at once, a name in the text, a gap. A person decides upon it, and a
 * dry run shows what else it touches.
 */
export function proposalFor(mistake: Mistake, directory: Directory): Proposal | null {
  const { blame } = mistake;
  if (blame.kind === 'exceptions') return withoutException(mistake, directory);
  const topic = blame.kind === 'topics' ? directory.topic(Number(blame.key)) : undefined;
  const [right, ...others] = mistake.right;
  if (!topic || right === undefined || others.length > 0) return null;
  if (mistake.places.length > 0) return forPlace(mistake, topic, right, directory);
  return mistake.incidents.length / mistake.of > MOST ? otherUnit(mistake, topic, right) : null;
}

/** The topic goes to the other unit; the one in charge until now assists. A missed unit comes beside it. */
function otherUnit(mistake: Mistake, topic: Topic, right: string): Proposal {
  const assisting = topic.assisting.filter((unit) => unit !== right);
  const body: Topic =
    mistake.wrong === topic.unit
      ? { ...topic, unit: right, assisting: [topic.unit, ...assisting], dutyWords: dutyWords(topic, right) }
      : { ...topic, assisting: [...assisting, right] };
  const part = body.unit === right ? '主责单位改为' : '协同单位增加';
  return {
    kind: 'topics',
    key: String(topic.no),
    body,
    title: `主题“${topic.name}”${part}${right}`,
    reason: evidence(mistake),
  };
}

/** Words of an assisting unit's own duty go with the unit. */
const dutyWords = (topic: Topic, right: string): Topic['dutyWords'] =>
  Object.fromEntries(Object.entries(topic.dutyWords).filter(([unit]) => unit !== right));

function forPlace(mistake: Mistake, topic: Topic, right: string, directory: Directory): Proposal {
  const numbers = directory.profile.exceptions.map(({ key }) => Number(key.slice('EX-'.length)));
  const where = mistake.places.join('、');
  const body: RoutingException = {
    key: `EX-${Math.max(0, ...numbers) + 1}`,
    name: `${where}的“${topic.name}”由${right}负责`,
    order: Math.max(0, ...directory.profile.exceptions.map(({ order }) => order)) + 10,
    topics: [topic.no],
    units: [],
    places: mistake.places,
    when: 'true',
    then: { respondents: [right] },
    stop: false,
    enabled: true,
    examples: [],
    basis: '交办更正',
  };
  return { kind: 'exceptions', key: null, body, title: `例外：${body.name}`, reason: evidence(mistake) };
}

function withoutException(mistake: Mistake, directory: Directory): Proposal | null {
  const row = directory.profile.exceptions.find(({ key }) => key === mistake.blame.key);
  if (!row || mistake.incidents.length / mistake.of <= MOST) return null;
  return {
    kind: 'exceptions',
    key: row.key,
    body: { ...row, enabled: false },
    title: `停用例外 ${row.key}“${row.name}”`,
    reason: evidence(mistake),
  };
}

function evidence({ blame, incidents, of, wrong, right, places }: Mistake): string {
  const from = wrong === null ? '漏派' : `原派${wrong}，`;
  const where = places.length > 0 ? `，均发生在${places.join('、')}` : '';
  return `依据${blame.name}交办的 ${of} 件中有 ${incidents.length} 件经人工更正：${from}应派${right.join('、') || '其他单位'}${where}。`;
}
