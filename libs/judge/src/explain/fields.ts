import { modelName } from '../topics/learned.js';
import { finding, listed, marksIn } from './findings.js';
import type { ExplainedStep, Finding, Looked } from './types.js';

/** So many of the model's guesses are worth looking at. */
const SHOWN = 4;

/** Fields of annex 1: from the topics where words decide, else from the model; the model's own view stands beside. */
export function explainFields(looked: Looked): ExplainedStep {
  const { judgement, directory } = looked;
  const byTopic = new Map(judgement.topics.map(({ no, name }) => [directory.topic(no)?.field, name]));
  const kept = judgement.fields.map(({ name, score }) => {
    const topic = byTopic.get(name);
    return finding(name, {
      because: topic ? `由主题“${topic}”得出。` : `没有认出主题，由${modelName(looked.models)}得出。`,
      score,
      rule: `field:${name}`,
      marks: marksIn(looked.reading.full, wordsFor(looked, name)),
    });
  });
  const summary = listed(
    judgement.fields.map(({ name }) => name),
    '不在26个领域之内，或把握不足，不作猜测。',
  );
  return { key: 'fields', summary, findings: [...kept, ...others(looked)] };
}

function others(looked: Looked): Finding[] {
  const named = new Set(looked.judgement.fields.map(({ name }) => name));
  const scores = looked.models?.fields?.classify(looked.reading.full) ?? [];
  return scores
    .filter(({ name }) => !named.has(name))
    .slice(0, SHOWN)
    .map(({ name, score }) =>
      finding(name, {
        kept: false,
        because: `${modelName(looked.models)}给出的可能，供参考。`,
        score,
        rule: `field:${name}`,
      }),
    );
}

/** The pieces of the text that speak for a field: words of its topics, else what weighed in the model. */
function wordsFor({ judgement, directory }: Looked, field: string): string[] {
  const topics = judgement.topics.filter(({ no }) => directory.topic(no)?.field === field);
  const learned = judgement as { fieldWords?: { field: string; words: string[] }[] };
  return topics.length > 0
    ? topics.flatMap(({ words }) => words)
    : (learned.fieldWords?.find((one) => one.field === field)?.words ?? []);
}
