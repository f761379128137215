import type { Judgement, Routing } from '#incidents';
import type { Directory } from '#jurisdiction';

/** The entry of the directory, or the rule, that brought a unit into a matter. */
export interface Blame {
  kind: 'exceptions' | 'topics' | 'bodies' | 'places' | 'rules' | 'nothing';
  /** Number of the topic, `EX-3`, the words of the body, code of the place, `RT-10`. */
  key: string;
  /** 主题“供水”, 例外 EX-3, 机构称谓“税务分局” … */
  name: string;
}

const NOTHING: Blame = { kind: 'nothing', key: '', name: '没有任何规则指向应派的单位' };

/**
 * Why a unit was wrongly addressed, most special cause first: an exception, the body the text names, the topic, the
 * place, at last the rule of the table.
 */
export function blameFor(
  unit: string,
  routing: Routing,
  judgement: Judgement | null,
  directory: Directory,
): Blame {
  return (
    byException(unit, routing, directory) ??
    (judgement &&
      (byBody(unit, judgement) ?? byTopic(unit, judgement) ?? byPlace(unit, judgement, directory))) ??
    byRule(routing)
  );
}

/** A unit was missed and none wrongly named: the topic that should have led to it, if there is one. */
export function blameForGap(judgement: Judgement | null): Blame {
  const [topic] = judgement?.topics ?? [];
  return topic ? topicBlame(topic.no, topic.name) : NOTHING;
}

function byException(unit: string, routing: Routing, directory: Directory): Blame | undefined {
  const row = directory.profile.exceptions.find(
    ({ key, then }) =>
      routing.rules.includes(key) &&
      [then.respondents, then.firstResponsible].some((units) => units?.includes(unit)),
  );
  return row && { kind: 'exceptions', key: row.key, name: `例外 ${row.key}“${row.name}”` };
}

function byBody(unit: string, judgement: Judgement): Blame | undefined {
  const body = judgement.bodies.find((hit) => hit.unit === unit && !hit.landmark && hit.words.length > 0);
  const word = body?.words[0];
  return word === undefined ? undefined : { kind: 'bodies', key: word, name: `机构称谓“${word}”` };
}

function byTopic(unit: string, judgement: Judgement): Blame | undefined {
  const topic = judgement.topics.find((hit) => hit.unit === unit || hit.onDuty.includes(unit));
  return topic && topicBlame(topic.no, topic.name);
}

function byPlace(unit: string, judgement: Judgement, directory: Directory): Blame | undefined {
  const hit = judgement.places.find(({ name, code }) => {
    const place = code === undefined ? undefined : directory.place(code);
    return name === unit || place?.unit === unit;
  });
  return hit && { kind: 'places', key: hit.code ?? hit.name, name: `地点“${hit.via ?? hit.name}”` };
}

function byRule(routing: Routing): Blame {
  const rule = routing.rules.find((id) => id.startsWith('RT-1') || id.startsWith('RT-2'));
  return rule ? { kind: 'rules', key: rule, name: `规则 ${rule}` } : NOTHING;
}

const topicBlame = (no: number, name: string): Blame => ({
  kind: 'topics',
  key: String(no),
  name: `主题“${name}”`,
});
