import type {
  CaseAspectName,
  CaseExpectationView,
  LikenessView,
  WorkbenchFinding,
  WorkbenchForm,
  WorkbenchStep,
  WorkbenchStepKey,
  WorkbenchView,
} from '../../../../api/src/contract/index.js';
import type { Mark } from './marks.js';

/** An empty form: a post of this city, just now. */
export const blankForm = (): WorkbenchForm => ({
  itemId: null,
  title: '',
  text: '',
  scope: 'local',
  tier: 'self',
  publishedAt: null,
  views: 0,
  comments: 0,
  reposts: 0,
  likes: 0,
  hotSearch: 'none',
  assignedBySuperior: false,
  changeId: null,
  modelId: null,
});

export const TIERS = [
  { value: 'self', label: '自媒体、网民' },
  { value: 'local', label: '本地媒体' },
  { value: 'municipal', label: '市级媒体' },
  { value: 'provincial', label: '省级媒体' },
  { value: 'central', label: '中央级媒体' },
] as const;

/** Steps that tell what the text says; the words of others would mark half of it. */
const MARKED = ['places', 'bodies', 'topics', 'fields', 'signals', 'figures', 'event_level', 'must_respond'];

/** Marks of what counts, by the number of its step. */
export function marksOf(steps: readonly WorkbenchStep[]): Mark[] {
  return steps.flatMap(({ key, findings }, step) =>
    MARKED.includes(key)
      ? findings.filter(({ kept }) => kept).flatMap((one) => marksOfFinding(one, step))
      : [],
  );
}

export const marksOfFinding = ({ marks }: Pick<WorkbenchFinding, 'marks'>, step: number): Mark[] =>
  marks.map(([start = 0, end = 0]) => ({ step, start, end }));

/** Steps that say nothing and found nothing come folded. */
export const isQuiet = ({ findings }: WorkbenchStep): boolean => findings.every(({ kept }) => !kept);

/** Longer lists of what was passed over come folded: the rules that do not apply would drown the one that does. */
const PASSED_SHOWN = 4;

/** Findings of a step as shown at once, and those behind one tap. */
export function findingsShown({ findings }: Pick<WorkbenchStep, 'findings'>): {
  shown: WorkbenchFinding[];
  folded: WorkbenchFinding[];
} {
  const telling = findings.filter(({ kept, score }) => kept || score === null || score >= 0.01);
  const passed = telling.filter(({ kept }) => !kept);
  return passed.length > PASSED_SHOWN
    ? { shown: telling.filter(({ kept }) => kept), folded: passed }
    : { shown: telling, folded: [] };
}

/** What the number of a finding says: points of the level, or how sure it is (0…1). Likeness of an incident is told apart. */
export function scoreWords({ score, incident }: WorkbenchFinding, step: WorkbenchStepKey): string {
  if (score === null || incident) return '';
  if (step === 'opinion_level') return `${Math.round(score)} 分`;
  return `把握 ${Math.round(Math.min(score, 1) * 100)}%`;
}

/** The likeness beside its two thresholds. */
export const likenessTotal = ({ total, joinsFrom, suggestedFrom }: LikenessView): string =>
  `相近 ${percent(total)}；${percent(joinsFrom)} 起自动归入，${percent(suggestedFrom)} 起请人决定`;

/** What draws together, what keeps apart, and what says neither, each in one line. */
export function likenessParts({ parts }: LikenessView): { name: string; words: string }[] {
  const kinds = { nearer: '拉近', apart: '拉开', none: '其余' } as const;
  return (['nearer', 'apart', 'none'] as const).flatMap((effect) => {
    const said = parts.filter((part) => part.effect === effect).map(({ name, words }) => `${name}${words}`);
    return said.length > 0 ? [{ name: kinds[effect], words: said.join('、') }] : [];
  });
}

export const ASPECTS: { aspect: CaseAspectName; name: string }[] = [
  { aspect: 'relevant', name: '是否属本市' },
  { aspect: 'places', name: '地点' },
  { aspect: 'topics', name: '主题' },
  { aspect: 'fields', name: '领域' },
  { aspect: 'eventLevel', name: '突发事件等级' },
  { aspect: 'opinionLevel', name: '舆情等级' },
  { aspect: 'respondents', name: '回应主体' },
  { aspect: 'firstResponsible', name: '第一责任主体' },
  { aspect: 'deadlines', name: '法定时限' },
];

/** Aspects a new case speaks of at first: what a change of words may break. */
export const FIRST_ASPECTS: CaseAspectName[] = ['relevant', 'places', 'topics', 'respondents'];

/** A value of an expectation in words. */
export function expectedWords(aspect: CaseAspectName, value: CaseExpectationView[CaseAspectName]): string {
  if (aspect === 'relevant') return value === true ? '属于本市' : '不属本市';
  if (aspect === 'eventLevel') return value === 'none' ? '不构成突发事件' : `${String(value)}级`;
  if (Array.isArray(value)) return value.flat().join('、') || '没有';
  return value === null || value === undefined ? '没有' : String(value);
}

/** The chosen aspects of what came out, as a case expects them. */
export function expectationOf(
  result: CaseExpectationView,
  aspects: readonly CaseAspectName[],
): CaseExpectationView {
  return Object.fromEntries(aspects.map((aspect) => [aspect, result[aspect]]));
}

/** A name for a new case: how its text begins. */
export const nameFor = ({ text }: Pick<WorkbenchView, 'text'>): string =>
  (text.split('\n')[0] ?? '').trim().slice(0, 30);

export const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;
