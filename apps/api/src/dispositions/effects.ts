import {
  DISPOSITION_REASONS,
  DISPOSITIONS,
  dispositionRefusal,
  isNotOurs,
  needsTwo,
  NOT_OURS_REASONS,
  type DisposedMatter,
} from '#incidents';
import { REFUSALS, type AssignmentRow, type IncidentRow } from '#incidents/service';
import type { DispositionKind, DispositionOffer } from '../contract/index.js';
import { dispositionWords, reasonWords } from '../incidents/disposition-words.js';
import { isUnderWay } from '#incidents';

/** What a choice is shown by: who holds duties now, and how the city watches. */
export interface OfferScene {
  incident: IncidentRow;
  matter: DisposedMatter;
  duties: readonly AssignmentRow[];
  watch: { hours: number; sources: number };
}

const STATUTORY = '法定回应时限照常计时。';

function withdrawn({ duties }: OfferScene): string[] {
  const units = duties
    .filter(({ state, mustSign }) => state !== 'withdrawn' && mustSign)
    .map(({ unit }) => unit);
  return units.length > 0 ? [`撤回${units.join('、')}的任务，停止催办。`] : [];
}

function answering(scene: OfferScene): string[] {
  const { routing, state } = scene.incident;
  const units = routing?.respondents ?? [];
  if (isUnderWay(state)) return [`仍由${units.join('、') || '市政府办公室'}办理，不重新派单。`];
  if (units.length === 0) return ['先由市政府办公室确定回应主体。'];
  if (routing?.needsHuman) return [`经确认后交办${units.join('、')}。`];
  return [`立即交办${units.join('、')}，通知联络人签收。`];
}

const ASIDE = '不再公开回应，法定回应时限停止提醒；以后有新情况可以重新决定。';

const effectsOf: Record<DispositionKind, (scene: OfferScene) => string[]> = {
  respond: (scene) => [...answering(scene), '回应稿须经审签后公开发布。', STATUTORY],
  reply: (scene) => [
    ...answering(scene),
    '由该单位直接答复当事人，登记答复情况后办结，不公开发布。',
    STATUTORY,
  ],
  hotline: (scene) => [...withdrawn(scene), '由12345热线办理，请登记热线工单编号备查。', ASIDE],
  watch: (scene) => [
    ...withdrawn(scene),
    `观察 ${scene.watch.hours} 小时；满 ${scene.watch.sources} 个独立来源、涉及第二个乡镇（街道）、属必须回应或等级上升的，立即结束观察。`,
    STATUTORY,
  ],
  transfer: (scene) => [...withdrawn(scene), '转有关单位办理，请登记去向。', ASIDE],
  refer: (scene) => [...withdrawn(scene), '移送纪检监察机关，不通知任何承办单位。', ASIDE],
  not_government: (scene) => [...withdrawn(scene), '不作政务舆情办理，留存备查。', ASIDE],
};

const ASKS: Partial<Record<DispositionKind, DispositionOffer['asks']>> = {
  reply: ['unit'],
  hotline: ['number'],
  transfer: ['receiver', 'number'],
  not_government: ['receiver'],
};

const BY_TWO = '确不属本市职责的，可以提出处置意见，由第二人确认。';
const WAITS = '提出后由另一人确认；确认以前照常办理，时限照常计算。确认后：';

/** Every end with what it would cause, and why one is not open. */
export function offersOf(scene: OfferScene): DispositionOffer[] {
  return DISPOSITIONS.map((kind) => {
    const refusal = dispositionRefusal(kind, scene.matter);
    const byTwo = needsTwo(kind, scene.matter);
    const reasons = byTwo && isNotOurs(kind) ? NOT_OURS_REASONS[kind] : DISPOSITION_REASONS[kind];
    return {
      kind,
      text: dispositionWords[kind],
      allowed: refusal === null,
      byTwo,
      why: refusal && `${REFUSALS[refusal]}${byTwo ? BY_TWO : ''}`,
      effects: byTwo ? [WAITS, ...effectsOf[kind](scene)] : effectsOf[kind](scene),
      reasons: reasons.map((code) => ({ code, text: reasonWords[code] })),
      units: kind === 'reply' ? [...scene.matter.respondents] : [],
      asks: ASKS[kind] ?? [],
    };
  });
}
