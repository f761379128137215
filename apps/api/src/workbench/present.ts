import { maskPersonal } from '#collect';
import type { Item, Judgement, Routing } from '#incidents';
import type { Finding } from '#judge';
import type {
  CaseExpectationView,
  WorkbenchFinding,
  WorkbenchForm,
  WorkbenchStep,
  WorkbenchStepKey,
} from '../contract/index.js';
import type { JudgeForm } from './forms.js';

/** Steps by the words of the page. */
export const stepNames: Record<WorkbenchStepKey, string> = {
  reading: '通读',
  words: '词表命中',
  places: '地点',
  bodies: '单位',
  relevance: '是否属本市',
  topics: '主题',
  fields: '领域',
  signals: '特别情形',
  figures: '数字',
  event_level: '突发事件等级',
  opinion_level: '舆情等级',
  must_respond: '必须回应',
  tone: '情绪与核实',
  incident: '归入哪一事件',
  routing: '交办',
  deadlines: '时限',
};

/** A finding whose incident is told apart from its words, for whoever may see it. */
export type NamedFinding = Finding & Partial<Pick<WorkbenchFinding, 'incident' | 'likeness'>>;

/** A step whose findings may name incidents. */
export interface ToldStep {
  key: WorkbenchStepKey;
  summary: string;
  findings: NamedFinding[];
}

export const presentStep = ({ key, summary, findings }: ToldStep): WorkbenchStep => ({
  key,
  name: stepNames[key],
  summary,
  findings: findings.map(({ kept, what, because, rule, score, marks, incident, likeness }) => ({
    kept,
    what,
    because,
    rule,
    score,
    marks,
    incident: incident ?? null,
    likeness: likeness ?? null,
  })),
});

/** What came out, as a regression case would expect it. */
export function resultOf(
  judgement: Judgement,
  routing: Routing,
  deadlines: readonly { id: string }[],
): CaseExpectationView {
  return {
    relevant: judgement.relevant,
    places: [...new Set(judgement.places.map(({ name }) => name))],
    topics: judgement.topics.map(({ name }) => name),
    fields: judgement.fields.map(({ name }) => name),
    eventRule: judgement.eventRule,
    eventLevel: judgement.eventLevel,
    opinionLevel: judgement.opinionLevel,
    firstResponsible: routing.firstResponsible,
    respondents: routing.respondents,
    coordinators: routing.coordinators.map(({ lead, with: beside }) => [lead, beside ?? '']),
    deadlines: deadlines.map(({ id }) => id),
    flags: routing.flags,
  };
}

/** A text from the form as an item; personal details go as they go from every text that is stored. */
export function itemFrom(form: JudgeForm, now: Date): Item {
  const { title, text, scope, tier, publishedAt, views, comments, reposts, likes } = form;
  return {
    id: 'workbench',
    title: maskPersonal(title.trim()),
    text: maskPersonal(text.trim()),
    source: { name: '如何得出', tier, scope },
    ...(publishedAt && { publishedAt: publishedAt.toISOString() }),
    discoveredAt: (publishedAt && publishedAt > now ? publishedAt : now).toISOString(),
    engagement: { views, comments, reposts, likes },
    hotSearch: form.hotSearch,
    assignedBySuperior: form.assignedBySuperior,
  };
}

/** An item as the form would hold it. */
export function formOf(item: Item, form: JudgeForm): WorkbenchForm {
  const { views = 0, comments = 0, reposts = 0, likes = 0 } = item.engagement ?? {};
  return {
    itemId: form.itemId,
    title: item.title ?? '',
    text: item.text ?? '',
    scope: item.source?.scope ?? 'open',
    tier: item.source?.tier ?? 'self',
    publishedAt: item.publishedAt ?? item.discoveredAt ?? null,
    views,
    comments,
    reposts,
    likes,
    hotSearch: item.hotSearch ?? 'none',
    assignedBySuperior: item.assignedBySuperior ?? false,
    changeId: form.changeId,
    modelId: form.modelId,
  };
}
