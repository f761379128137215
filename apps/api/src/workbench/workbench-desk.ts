import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { mayDo, type Principal } from '#access';
import { Clock } from '#clock';
import type { Item } from '#incidents';
import { explain } from '#judge';
import { itemOf, JudgeModelRow } from '#judge/service';
import { DirectoryChangeRow } from '#jurisdiction/service';
import { seenAt } from '../../../worker/src/core/decide-item.js';
import type {
  BesideChoice,
  WorkbenchSide,
  WorkbenchStep,
  WorkbenchStepKey,
  WorkbenchView,
} from '../contract/index.js';
import { actorOf } from '../http/current.js';
import { explainRouting } from './after-judging.js';
import type { JudgeForm } from './forms.js';
import { Nearest } from './nearest.js';
import { formOf, itemFrom, presentStep, resultOf } from './present.js';
import { Sides, type NamedSide } from './sides.js';
import { visibleItem } from './visible-item.js';

/** 如何得出: judges a text as the workers would, step by step; stores and logs nothing. */
@Injectable()
export class WorkbenchDesk {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly sides: Sides,
    private readonly nearest: Nearest,
  ) {}

  /** @throws ProblemError not_found: an item or a side the caller may not see */
  async judge(caller: Principal, form: JudgeForm): Promise<WorkbenchView> {
    const now = this.clock.now('real');
    const item =
      form.itemId === null
        ? itemFrom(form, now)
        : itemOf(await visibleItem(this.database.manager, caller, form.itemId));
    const current = await this.sides.now(caller.jurisdictionId);
    // What is only proposed is seen by those who decide on it.
    const mayCompare = mayDo(caller, 'directory.change');
    const other = mayCompare ? await this.sides.beside(caller, current, form) : null;
    const isHere = form.itemId !== null;
    const told = [];
    for (const side of other ? [current, other] : [current])
      told.push(await this.told(caller, item, side, isHere));
    const [first, second] = told;
    const incident = first!.incident;
    const { text, titleEnd } = first!;
    return {
      text,
      titleEnd,
      sides: told.map(({ side }) => side),
      differs: second ? differing(first!.side.steps, second.side.steps) : [],
      item: form.itemId
        ? { id: form.itemId, incidentId: incident?.id ?? null, incidentNumber: incident?.number ?? null }
        : null,
      form: formOf(item, form),
    };
  }

  /** Open changes that the caller may see, and versions of the models, the newest first. */
  async choices(caller: Principal): Promise<BesideChoice[]> {
    const { manager } = this.database;
    const { jurisdictionId } = caller;
    const [changes, models] = await Promise.all([
      manager.find(DirectoryChangeRow, {
        where: [
          { jurisdictionId, state: 'proposed' },
          { jurisdictionId, state: 'draft', proposedBy: actorOf(caller) },
        ],
        order: { number: 'DESC' },
        take: 30,
      }),
      manager.find(JudgeModelRow, {
        where: { jurisdictionId, state: In(['candidate', 'retired']) },
        order: { number: 'DESC' },
        take: 10,
      }),
    ]);
    return [
      ...changes.map(({ id, number, title }) => ({
        name: `第${number}号修改：${title}`,
        changeId: id,
        modelId: null,
      })),
      ...models.map(({ id, number, state }) => ({
        name: `第${number}号模型（${state === 'candidate' ? '候选' : '已停用'}）`,
        changeId: null,
        modelId: id,
      })),
    ];
  }

  private async told(caller: Principal, item: Item, side: NamedSide, isHere: boolean) {
    const { judgement, text, titleEnd, steps } = explain(item, side.directory, side.models);
    const at = seenAt(item, this.clock.now('real'));
    const after = explainRouting(item, judgement, side.directory, text, at);
    const { step, incident } = isHere
      ? await this.nearest.ofItem(caller, item, judgement)
      : { step: await this.nearest.ofText(caller, item, judgement), incident: null };
    const shown: WorkbenchSide = {
      name: side.name,
      version: side.directory.version,
      model: side.model,
      steps: [...steps, step, ...after.steps].map(presentStep),
      result: resultOf(judgement, after.routing, after.deadlines),
    };
    return { side: shown, text, titleEnd, incident };
  }
}

function differing(a: readonly WorkbenchStep[], b: readonly WorkbenchStep[]): WorkbenchStepKey[] {
  const essence = ({ summary, findings }: WorkbenchStep) =>
    JSON.stringify([summary, findings.map(({ kept, what, because, score }) => [kept, what, because, score])]);
  return a.flatMap((step, index) => {
    const other = b[index];
    return other && essence(step) === essence(other) ? [] : [step.key];
  });
}
