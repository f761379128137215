import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import type { Principal } from '#access';
import {
  importRoster,
  previewRoster,
  type RosterImport,
  type SlotChange,
  type UnitPlan,
} from '#jurisdiction/service';
import type { RosterImported, RosterImportPreview } from '../contract/index.js';
import { actorOf } from '../http/current.js';
import { badInput } from '../http/problem.js';
import { NewPeople } from '../recusal/new-people.js';
import { maskedPerson, uploadsOf, type upload } from './forms.js';
import { RosterDesk } from './roster-desk.js';
import { RosterReader } from './roster-reader.js';

type Given = z.output<typeof upload>;

/** Import of filled forms: first shown, then written at once as shown. */
@Injectable()
export class ImportDesk {
  constructor(
    private readonly database: DataSource,
    private readonly reader: RosterReader,
    private readonly desk: RosterDesk,
    private readonly people: NewPeople,
  ) {}

  /** @throws RosterFileError */
  async preview(caller: Principal, given: Given): Promise<RosterImportPreview> {
    const ground = await this.reader.ground(caller);
    return present(await previewRoster(uploadsOf(given.files), given, ground));
  }

  /** @throws RosterFileError, PreviewOutdated */
  async apply(caller: Principal, given: Given): Promise<RosterImported> {
    if (given.seen === undefined) throw badInput('请先预览，核对后再导入。');
    return this.database.transaction(async (manager) => {
      const ground = await this.reader.ground(caller, manager);
      const act = { actor: actorOf(caller), seen: given.seen };
      const done = await importRoster(uploadsOf(given.files), given, ground, act);
      await this.people.keepFromReports(manager, ground.jurisdictionId);
      for (const [unit, slots] of done)
        await this.desk.log(ground, caller, 'roster.imported', unit, { slots });
      return { units: done.size, entries: [...done.values()].flat().length };
    });
  }
}

function present({ files, plan, seen }: RosterImport): RosterImportPreview {
  const kinds = plan.units.flatMap((unit) => unit.changes.map((change) => change.kind));
  const count = (kind: SlotChange['kind']) => kinds.filter((each) => each === kind).length;
  return {
    files,
    units: plan.units.map(presentUnit),
    unknown: plan.unknown,
    duplicates: plan.duplicates,
    notReported: plan.notReported,
    counts: {
      added: count('added'),
      changed: count('changed'),
      removed: count('removed'),
      same: plan.units.filter((unit) => unit.changes.every((change) => change.kind === 'kept')).length,
    },
    seen,
  };
}

function presentUnit({ unit, written, renamedFrom, file, changes, missing, problems }: UnitPlan) {
  return {
    unit,
    written,
    renamedFrom,
    file,
    changes: changes.map(({ slot, kind, before, after }) => ({
      slot,
      kind,
      before: maskedPerson(before),
      after: maskedPerson(after),
      fields: (['name', 'phone', 'email'] as const).filter(
        (field) => kind === 'changed' && before?.[field] !== after?.[field],
      ),
    })),
    missing,
    problems,
  };
}
