import { DateTime } from 'luxon';
import type { DueTime, Item, Judgement, Routing } from '#incidents';
import { finding, listed, marksIn, type ExplainedStep, type Finding } from '#judge';
import type { Directory } from '#jurisdiction';
import { followUp } from '../../../worker/src/core/decide-item.js';

/** Routing and times, told in the way of the steps of judging. */
export function explainRouting(
  item: Item,
  judgement: Judgement,
  directory: Directory,
  text: string,
  at: Date,
) {
  const followed = followUp(item, judgement, directory, at);
  const steps: ExplainedStep<'routing' | 'deadlines'>[] = [
    routingStep(followed.routing, directory, text),
    deadlineStep([...followed.deadlines, ...followed.internalDeadlines], directory),
  ];
  return { routing: followed.routing, deadlines: followed.deadlines, steps };
}

function routingStep(routing: Routing, directory: Directory, text: string): ExplainedStep<'routing'> {
  const fired = routing.why.map(({ rule, because, words }) =>
    finding(rule, { because, rule, marks: marksIn(text, words) }),
  );
  const roles: [string, readonly string[]][] = [
    ['第一责任主体', routing.firstResponsible],
    ['回应主体', routing.respondents],
    ['协助', routing.assisting],
    [
      '协调主体',
      routing.coordinators.map(({ lead, with: beside }) => (beside ? `${lead}会同${beside}` : lead)),
    ],
    ['代行协调', routing.actingCoordinator ? [routing.actingCoordinator] : []],
    ['知会', routing.informed],
    ['请人工确定', routing.questions],
  ];
  const who = roles
    .filter(([, units]) => units.length > 0)
    .map(([role, units]) =>
      finding(role, { because: `${units.join('、')}${role === '请人工确定' ? '' : '。'}` }),
    );
  return {
    key: 'routing',
    summary: listed(routing.respondents, routing.needsHuman ? '由人工确定责任主体。' : '不派单。'),
    findings: [...who, ...fired, ...skipped(routing, directory)],
  };
}

/** Rows of the table that are in force and did not apply, in the table's order. */
function skipped(routing: Routing, directory: Directory): Finding[] {
  const applied = new Set([...routing.rules, ...routing.why.map(({ rule }) => rule)]);
  return directory.profile.rules
    .filter(({ id }) => !applied.has(id))
    .map(({ id, when, enabled }) =>
      finding(id, {
        kept: false,
        rule: id,
        because: enabled ? `不属于“${when}”。` : '这条规则已停用。',
      }),
    );
}

function deadlineStep(due: readonly DueTime[], directory: Directory): ExplainedStep<'deadlines'> {
  const nameOf = (id: string) => directory.profile.deadlines.find((row) => row.id === id)?.name ?? id;
  const findings = due.map(({ id, due: at }) =>
    finding(nameOf(id), { rule: id, because: `${moment(at)}以前。` }),
  );
  const summary = findings.length === 0 ? '不派单，不计时。' : `${findings.length}项时限。`;
  return { key: 'deadlines', summary, findings };
}

const moment = (at: string): string =>
  DateTime.fromISO(at, { zone: 'Asia/Shanghai' }).toFormat('yyyy年M月d日HH:mm');
