import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { actsFor, rightsOf, ROLES, type Principal, type Right } from '#access';
import { AccountRow, accountsOf, principalOf } from '#access/service';
import { timelineOf, type Timeline } from '#clock';
import {
  IncidentRow,
  LevelLoweringRow,
  LevelSettlementRow,
  RefusalRow,
  SupervisionPartRow,
  SupervisionRow,
  whoSees,
  type NightMatter,
} from '#incidents/service';
import { DirectoryChangeRow } from '#jurisdiction/service';
import { notFound } from '../http/problem.js';

/** What one person is about to do alone, and who may be asked in place of sitting at the next desk. */
export interface NightSubject {
  what: NightMatter;
  id: string;
  /** 名录修改第12号 */
  label: string;
  incident: IncidentRow | null;
  timeline: Timeline;
  /** `account:<login>` of whoever proposed it; null where anybody of the ruling unit may go on. */
  proposedBy: string | null;
  /** The unit whose leader decides; null: anybody with the right. */
  ledBy: string | null;
  /** Both act for this unit; null: for any. */
  unit: string | null;
  needs: Right;
}

/** Who is a second person for what. */
@Injectable()
export class NightPeople {
  constructor(private readonly database: DataSource) {}

  /** @throws ProblemError 404 */
  async subject(what: NightMatter, id: string): Promise<NightSubject> {
    const found = await {
      directory_change: () => this.change(id),
      refusal_ruling: () => this.ruling(id),
      level_lowering: () => this.lowering(id),
      level_settlement: () => this.settlement(id),
      supervision: () => this.supervision(id),
    }[what]();
    if (!found) throw notFound();
    return found;
  }

  /** Accounts that could have decided it beside the caller, and may know of the matter. */
  async of(subject: NightSubject, caller: Principal): Promise<AccountRow[]> {
    const { manager } = this.database;
    const { jurisdictionId } = caller;
    const roles = ROLES.filter((role) => rightsOf(role).includes(subject.needs));
    const people = subject.ledBy
      ? await accountsOf(manager, jurisdictionId, subject.ledBy, ['leader'])
      : await this.withRoles(jurisdictionId, roles);
    const others = people.filter(
      (person) =>
        person.accountId !== caller.accountId &&
        `account:${person.login}` !== subject.proposedBy &&
        (subject.unit === null || actsFor(person, subject.unit)),
    );
    const seeing = subject.incident && (await whoSees(manager, subject.incident.id, others));
    const ids = others
      .filter(({ accountId }) => !seeing || seeing.has(accountId))
      .map((one) => one.accountId);
    if (ids.length === 0) return [];
    return manager.find(AccountRow, { where: { id: In(ids) }, order: { role: 'ASC', displayName: 'ASC' } });
  }

  private async withRoles(jurisdictionId: string, roles: AccountRow['role'][]) {
    const { manager } = this.database;
    const rows = await manager.findBy(AccountRow, { jurisdictionId, disabled: false, role: In(roles) });
    return Promise.all(
      rows.map(async (row) => {
        const [named]: { names: string[] }[] = await manager.query('select unit_names($1, $2) as names', [
          jurisdictionId,
          row.unit === null ? [] : [row.unit],
        ]);
        // Whoever still has to change the password can be asked on the telephone all the same.
        return {
          ...principalOf(row),
          accountId: row.id,
          units: named?.names ?? [],
          mustChangePassword: false,
        };
      }),
    );
  }

  private async change(id: string): Promise<NightSubject | null> {
    const row = await this.database.manager.findOneBy(DirectoryChangeRow, { id });
    return (
      row && {
        what: 'directory_change',
        id,
        label: `名录修改第${row.number}号`,
        incident: null,
        timeline: 'real',
        proposedBy: row.proposedBy,
        ledBy: null,
        unit: null,
        needs: 'directory.change',
      }
    );
  }

  private async ruling(id: string): Promise<NightSubject | null> {
    const row = await this.database.manager.findOneBy(RefusalRow, { id });
    const incident = row && (await this.incident(row.incidentId));
    return (
      incident && {
        what: 'refusal_ruling',
        id,
        label: `${incident.number} ${row.unit}的退单裁定`,
        incident,
        timeline: timelineOf(row),
        proposedBy: null,
        ledBy: row.ruler,
        unit: row.ruler,
        needs: 'refusals.decide',
      }
    );
  }

  private async lowering(id: string): Promise<NightSubject | null> {
    const row = await this.database.manager.findOneBy(LevelLoweringRow, { id });
    const incident = row && (await this.incident(row.incidentId));
    return (
      incident && {
        what: 'level_lowering',
        id,
        label: `${incident.number} 等级降为${row.toLevel}`,
        incident,
        timeline: timelineOf(row),
        proposedBy: row.proposedBy,
        ledBy: null,
        unit: null,
        needs: 'levels.confirm',
      }
    );
  }

  private async settlement(id: string): Promise<NightSubject | null> {
    const row = await this.database.manager.findOneBy(LevelSettlementRow, { id, verdict: 'untrue' });
    const incident = row && (await this.incident(row.incidentId));
    return (
      incident && {
        what: 'level_settlement',
        id,
        label: `${incident.number} 疑似等级核定为不属实`,
        incident,
        timeline: timelineOf(row),
        proposedBy: row.by,
        ledBy: null,
        unit: null,
        needs: 'levels.confirm',
      }
    );
  }

  /** Several matters may stand on one sheet: whoever may know of the first is asked. */
  private async supervision(id: string): Promise<NightSubject | null> {
    const { manager } = this.database;
    const row = await manager.findOneBy(SupervisionRow, { id });
    const [part] = await manager.find(SupervisionPartRow, {
      where: { supervisionId: id },
      order: { unit: 'ASC', id: 'ASC' },
      take: 1,
    });
    const incident = row && part ? await this.incident(part.incidentId) : null;
    if (!row || !incident) return null;
    return {
      what: 'supervision',
      id,
      label: `${incident.number} 督办单签发`,
      incident,
      timeline: timelineOf(row),
      proposedBy: `account:${row.draftedBy}`,
      ledBy: null,
      unit: row.issuer,
      needs: 'supervisions.issue',
    };
  }

  private incident(id: string): Promise<IncidentRow | null> {
    return this.database.manager.findOneBy(IncidentRow, { id });
  }
}
