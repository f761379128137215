import { Injectable } from '@nestjs/common';
import { DataSource, Not } from 'typeorm';
import type { Principal } from '#access';
import { CORRECTED_ASPECTS, type CorrectedAspect } from '#incidents';
import { toldCorrections, type ToldCorrection } from '#incidents/service';
import { JudgeModelRow } from '#judge/service';
import type { Directory } from '#jurisdiction';
import { readDirectory } from '#jurisdiction/service';
import type { AspectTotals, CorrectionTotals, LastTraining, ModelView } from '../contract/index.js';
import { aspectWords } from '../incidents/correction-words.js';
import { iso } from '../incidents/present.js';
import { ModelReader } from '../models/model-reader.js';
import { wordsOf } from '../workbench/corrections-reader.js';

/** Corrections read for one page. */
const MOST = 5000;
/** The most frequent ones shown of an aspect. */
const SHOWN = 5;
/** Aspects the next training learns from; of the places the directory learns. */
const LEARNED: ReadonlySet<CorrectedAspect> = new Set(['field', 'topic']);

/** What people put right since the models were trained last, and what that changed. */
@Injectable()
export class CorrectionTotalsReader {
  constructor(
    private readonly database: DataSource,
    private readonly models: ModelReader,
  ) {}

  async view(caller: Principal): Promise<CorrectionTotals> {
    const { manager } = this.database;
    const { jurisdictionId } = caller;
    const last = await manager.findOne(JudgeModelRow, {
      where: { jurisdictionId, state: Not('failed') },
      order: { startedAt: 'DESC' },
    });
    const since = last?.startedAt ?? null;
    const [rows, directory, { items }] = await Promise.all([
      toldCorrections(manager, caller, { since, limit: MOST }),
      readDirectory(manager, jurisdictionId),
      this.models.view(caller),
    ]);
    return {
      since: since && iso(since),
      training: trainingOf(items.find(({ id }) => id === last?.id)),
      aspects: CORRECTED_ASPECTS.flatMap((aspect) => {
        const said = rows.filter((row) => row.aspect === aspect);
        return said.length > 0 ? [totalsOf(aspect, said, directory)] : [];
      }),
      complete: rows.length < MOST,
    };
  }
}

function trainingOf(model: ModelView | undefined): LastTraining | null {
  if (!model) return null;
  const { number, stateWords, corrections, before, after, regression } = model;
  return { number, stateWords, corrections, before, after, regression };
}

function totalsOf(aspect: CorrectedAspect, said: ToldCorrection[], directory: Directory): AspectTotals {
  const standing = said.filter(({ takenBack }) => !takenBack);
  const matters = (rows: ToldCorrection[]) => new Set(rows.map(({ matterId }) => matterId)).size;
  return {
    aspect,
    name: aspectWords[aspect],
    count: standing.length,
    takenBack: said.length - standing.length,
    matters: matters(standing),
    rerouted: matters(standing.filter(({ rerouted }) => rerouted)),
    learned: LEARNED.has(aspect),
    changes: frequent(
      standing.map(({ before, after }) => ({
        before: wordsOf(aspect, before, directory),
        after: wordsOf(aspect, after, directory),
      })),
    ),
  };
}

/** The same correction made of several matters counts as one line, the most frequent first. */
function frequent(pairs: { before: string; after: string }[]): AspectTotals['changes'] {
  const counted = new Map<string, AspectTotals['changes'][number]>();
  for (const { before, after } of pairs) {
    const key = JSON.stringify([before, after]);
    counted.set(key, { before, after, count: (counted.get(key)?.count ?? 0) + 1 });
  }
  return [...counted.values()].toSorted((a, b) => b.count - a.count).slice(0, SHOWN);
}
