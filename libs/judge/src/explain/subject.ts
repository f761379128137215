import type { BodyHit, PlaceHit, Reason } from '#incidents';
import { finding, listed, marksIn, marksOf, ofReason } from './findings.js';
import type { ExplainedStep, Finding, Looked } from './types.js';

/** Places that count, and those whose names stand there and do not. */
export function explainPlaces({ judgement, reading, rejected }: Looked): ExplainedStep {
  const { places, why } = judgement;
  const kept = places.map((place) => placeFinding(place, why, reading.full));
  return {
    key: 'places',
    summary: listed(places.map(nameOf), '没有认出地点。'),
    findings: [...kept, ...passedOver(rejected, 'place')],
  };
}

const nameOf = ({ name, via, ambiguous }: PlaceHit): string =>
  `${name}${via ? `（${via}）` : ''}${ambiguous.length > 0 ? '，有待人工选定' : ''}`;

function placeFinding(place: PlaceHit, why: readonly Reason[], full: string): Finding {
  const rule = `place:${place.code ?? place.name}`;
  const reason = why.find((one) => one.rule === rule);
  const score = (place as PlaceHit & { confidence?: number }).confidence ?? null;
  return finding(place.name, {
    because: reason?.because ?? '',
    rule,
    score,
    marks: marksIn(full, place.words),
  });
}

function passedOver(rejected: Looked['rejected'], kind: 'place' | 'topic'): Finding[] {
  return rejected
    .filter((one) => one.kind === kind)
    .map(({ name, because, spots }) => finding(name, { kept: false, because, marks: marksOf(spots) }));
}

const BODY_KINDS: Record<BodyHit['kind'], string> = {
  unit: '本市单位',
  station: '派出机构',
  village: '村（社区）',
  company: '企业',
  utility: '公用企业',
  party: '党委、监委、法检等',
  superior: '上级机关',
  place_type: '场所',
};

/** Bodies, and whether their own conduct is the matter. */
export function explainBodies({ bodies }: Looked): ExplainedStep {
  const findings = bodies.map(({ hit, spots }) =>
    finding(hit.unit ?? hit.words.join('、'), {
      kept: !hit.landmark,
      because: `${BODY_KINDS[hit.kind]}，${standing(hit)}。`,
      rule: hit.unit ? `body:${hit.unit}` : null,
      marks: marksOf(spots),
    }),
  );
  const kept = findings.filter((one) => one.kept).map(({ what }) => what);
  return { key: 'bodies', summary: listed([...new Set(kept)], '没有点明单位。'), findings };
}

const standing = ({ landmark, conduct }: BodyHit): string =>
  landmark ? '只用来说明位置，不作数' : conduct ? '事情就是它自身的行为或服务' : '只是提到';

export function explainRelevance({ judgement, reading }: Looked): ExplainedStep {
  const reasons = judgement.why.filter(({ rule }) => rule === 'relevance' || rule === 'no-matter');
  const matter = judgement.isMatter ? '按舆情事件处理' : '不立案';
  const summary = judgement.relevant
    ? `属于本市，${matter}。`
    : judgement.outOfJurisdiction
      ? '事发地不在本市。'
      : '不属于本市。';
  const name = (rule: string) => (rule === 'relevance' ? '是否属本市' : '是否立案');
  const findings = reasons.map((reason) => ofReason(reading.full, reason, name(reason.rule)));
  return { key: 'relevance', summary, findings };
}

export function explainTopics({ judgement, reading, rejected }: Looked): ExplainedStep {
  const { topics, why } = judgement;
  const kept = topics.map((topic) =>
    finding(topic.name, {
      because: why.find(({ rule }) => rule === `topic:${topic.no}`)?.because ?? '',
      rule: `topic:${topic.no}`,
      score: topic.score,
      marks: marksIn(reading.full, topic.words),
    }),
  );
  const summary = listed(
    topics.map(({ name }) => name),
    '没有认出主题。',
  );
  return { key: 'topics', summary, findings: [...kept, ...passedOver(rejected, 'topic')] };
}
