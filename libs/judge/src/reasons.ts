import type { Judgement, PlaceHit, Reason, TopicHit } from '#incidents';
import type { Reading } from './text/reading.js';
import { asideSentence } from './places/roles.js';
import type { Relevance } from './places/relevance.js';

/**
 * One sentence for each finding of place, subject and circumstance, with the words it rests on.
 * @param model name of the models that spoke where the words of topics are silent
 */
export function findingReasons(
  reading: Reading,
  relevance: Relevance,
  found: Pick<Judgement, 'places' | 'asides' | 'topics' | 'fieldWords' | 'bodies' | 'signals'>,
  model: string,
): Reason[] {
  const { version } = reading.directory;
  return [
    { rule: 'relevance', version, because: relevance.because },
    ...found.places.map((place) => placeReason(version, place)),
    ...(found.asides ?? []).map((aside) => ({
      rule: `place-aside:${aside.code ?? aside.name}`,
      version,
      because: asideSentence(aside),
      words: aside.words,
    })),
    ...found.topics.map((topic) => topicReason(version, topic, model)),
    ...(found.fieldWords ?? []).map(({ field, words }) => ({
      rule: `field:${field}`,
      version,
      because: `文中没有主题用词，${model}判为“${field}”领域。`,
      words,
    })),
    ...found.bodies
      .filter((body) => body.conduct && body.unit)
      .map((body) => ({
        rule: `body:${body.unit}`,
        version,
        because: `文中点明“${body.words.join('、')}”，对应${body.unit}。`,
        words: body.words,
      })),
    ...found.signals.map((signal) => ({
      rule: `signal:${signal.kind}`,
      version,
      because: `${SIGNAL_NAMES[signal.kind]}。`,
      words: signal.words,
    })),
  ];
}

export const SIGNAL_NAMES: Record<Judgement['signals'][number]['kind'], string> = {
  classified: '文中疑似含涉密或工作秘密内容',
  superior_matter: '事涉上级政策或上级行为',
  crosses_border: '事项跨越行政区域',
  not_government: '事涉党委机关、人大、政协、监委、法检等',
  misconduct: '文中举报公职人员违纪违法',
  public_concern: '文中另有公众诉求',
  superior_order: '上级交办或要求回应',
  policy_misread: '政策可能被误解误读',
  township_affairs: '事涉乡镇（街道）、村（社区）自身事务',
  citywide: '事项涉及全市',
  rumour: '文中提到谣言或不实信息',
  drill: '文章讲的是演练',
  fiction: '文章讲的是虚构作品',
  old_event: '文中所述时间早于发现日30天以上',
  hearsay: '内容来自传闻或推断',
  denied_by_party: '当事方否认，不等于不实',
  harm_stated: '文中陈述了损害、违法或冲突',
  moral_outrage: '事件严重冲击社会道德底线',
};

function placeReason(version: string, place: PlaceHit): Reason {
  return {
    rule: `place:${place.code ?? place.name}`,
    version,
    because: placeSentence(place),
    words: place.words,
  };
}

function placeSentence(place: PlaceHit): string {
  if (place.because) return place.because;
  if (place.kind === 'outside') return `提到外地地名“${place.name}”。`;
  if (place.ambiguous.length > 0)
    return `“${place.words.join('、')}”可能是${place.ambiguous.join('、')}，须人工选定。`;
  if (place.renamedFrom) return `“${place.renamedFrom}”现为${place.name}。`;
  return place.via ? `“${place.via}”属${place.name}。` : `文中点明${place.name}。`;
}

function topicReason(version: string, topic: TopicHit, model: string): Reason {
  const whose = topic.unit ? `主责为${topic.unit}` : '由属地负责';
  if (topic.learned) {
    const because = `文中没有主题用词，${model}判为“${topic.name}”，${whose}，须人工确认。`;
    return { rule: `topic:${topic.no}`, version, because, words: topic.words };
  }
  return {
    rule: `topic:${topic.no}`,
    version,
    because: `主题为“${topic.name}”，${whose}。`,
    words: topic.words,
  };
}
