import type { Brief, Cited, Effect, QuestionGroup } from '#report';
import type { BriefRewriteRow } from '#report/service';
import type {
  BriefView,
  CitedView,
  ClaimView,
  EffectView,
  QuestionView,
  RewriteView,
} from '../contract/index.js';
import { iso } from '../incidents/present.js';
import { dropWords, failureWords } from './words.js';

/** Whether an item still belongs to the matter; what rests only on items that were moved elsewhere is not shown. */
export type Belongs = (itemId: string) => boolean;

type Parts = Pick<
  BriefView,
  | 'summary'
  | 'happened'
  | 'where'
  | 'since'
  | 'spread'
  | 'questions'
  | 'claims'
  | 'findings'
  | 'likeCases'
  | 'madeOf'
>;

/** @param mayKnow incidents the caller may know of */
export function presentBrief(brief: Brief, belongs: Belongs, mayKnow: ReadonlySet<string>): Parts {
  const { spread } = brief;
  return {
    summary: citedOf(brief.summary, belongs),
    happened: citedOf(brief.happened, belongs),
    where: brief.where.map(({ name, itemIds }) => ({ name, itemIds: itemIds.filter(belongs) })),
    since: presentCited(brief.since, belongs),
    spread: {
      stepMinutes: spread.stepMinutes,
      steps: spread.steps.map(({ at, items, originals }) => ({ at: iso(new Date(at)), items, originals })),
      tiers: spread.tiers.map(({ tier, items }) => ({ tier, items })),
      sources: spread.sources,
      items: spread.items,
      reposts: spread.reposts,
      first: spread.first && {
        source: spread.first.source,
        tier: spread.first.tier,
        at: iso(new Date(spread.first.at)),
        itemId: spread.first.itemId,
      },
      last: spread.last && { at: iso(new Date(spread.last.at)), itemId: spread.last.itemId },
      lastDay: spread.lastDay,
      dayBefore: spread.dayBefore,
    },
    questions: questionsOf(brief.questions, belongs),
    claims: claimsOf(brief.claims, belongs),
    findings: brief.findings.map(({ unit, truth, text, at }) => ({
      unit,
      truth,
      text,
      at: iso(new Date(at)),
    })),
    likeCases: brief.likeCases
      .filter(({ incidentId }) => mayKnow.has(incidentId))
      .map(({ incidentId, number, title, answeredAt, answerUrl, said, because }) => ({
        incidentId,
        number,
        title,
        answeredAt: answeredAt && iso(new Date(answeredAt)),
        answerUrl,
        said,
        because,
      })),
    madeOf: { items: brief.madeOf.items, cut: brief.madeOf.cut },
  };
}

const presentCited = ({ text, itemIds, standing }: Cited, belongs: Belongs): CitedView => ({
  text,
  itemIds: itemIds.filter(belongs),
  standing,
});

const citedOf = (sentences: readonly Cited[], belongs: Belongs): CitedView[] =>
  sentences
    .filter(({ itemIds }) => itemIds.length === 0 || itemIds.some(belongs))
    .map((one) => presentCited(one, belongs));

const questionsOf = (groups: readonly QuestionGroup[], belongs: Belongs): QuestionView[] =>
  groups
    .filter(({ itemIds }) => itemIds.some(belongs))
    .map(({ question, kind, independent, lastAt, itemIds, wordings }) => ({
      question,
      kind,
      independent,
      lastAt: iso(new Date(lastAt)),
      itemIds: itemIds.filter(belongs),
      wordings,
    }));

const claimsOf = (claims: Brief['claims'], belongs: Belongs): ClaimView[] =>
  claims
    .filter(({ itemIds }) => itemIds.some(belongs))
    .map(({ text, itemIds, independent, status, by, evidenceIds }) => ({
      text,
      itemIds: itemIds.filter(belongs),
      independent,
      status,
      by,
      evidenceIds: evidenceIds.filter(belongs),
    }));

/** @param nameOf display name of an actor */
export function presentRewrite(row: BriefRewriteRow, belongs: Belongs, askedBy: string): RewriteView {
  return {
    state: row.state,
    failure: row.failure && failureWords(row.failure, row.status),
    host: row.host,
    model: row.model,
    askedBy,
    at: iso(row.at),
    sent: row.sentItemIds.length,
    kept: row.kept
      .filter(({ itemIds }) => itemIds.some(belongs))
      .map(({ text, itemIds }) => ({ text, itemIds: itemIds.filter(belongs) })),
    dropped: row.dropped.map(({ text, reason, words }) => ({ text, reason: dropWords[reason], words })),
  };
}

export function presentEffect(effect: Effect): EffectView {
  const all: Belongs = () => true;
  const { round, answerUrl, hours, course, askedSince, flare, sentence } = effect;
  return {
    round,
    answeredAt: iso(new Date(effect.answeredAt)),
    answerUrl,
    until: iso(new Date(effect.until)),
    days: effect.days.map(({ day, items, negative, neutral, positive, after }) => ({
      day,
      items,
      negative,
      neutral,
      positive,
      after,
    })),
    hours,
    before: { items: effect.before.items, negative: effect.before.negative },
    after: { items: effect.after.items, negative: effect.after.negative },
    course,
    openQuestions: effect.openQuestions && questionsOf(effect.openQuestions, all),
    askedSince,
    reach: effect.reach.map(({ outlet, reads, comments, shares, at }) => ({
      outlet,
      reads,
      comments,
      shares,
      at: iso(new Date(at)),
    })),
    flare: flare && { seen: flare.seen, expected: flare.expected, sources: flare.sources },
    promises: effect.promises.map(({ what, unit, dueAt, state, late }) => ({
      what,
      unit,
      dueAt: iso(new Date(dueAt)),
      state,
      late,
    })),
    sentence,
  };
}
