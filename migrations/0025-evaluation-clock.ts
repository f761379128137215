import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Cities that run already get what a new one has: a policy for the evaluation after the answer (DL-12), and the interval of
 * DL-04 as an entry of their own, which was a constant until now. A proposed policy can be tried: a trial says of which
 * change it was.
 */
export class EvaluationClock1795400000025 implements MigrationInterface {
  name = 'EvaluationClock1795400000025';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE "policy_trial" ADD "change_id" uuid`);
    await queryRunner.query(
      `
            insert into directory_entry (jurisdiction_id, kind, key, position, body, changed_by, changed_at)
            select jurisdiction.id, 'policies', 'closing', 200, $1::jsonb, 'system', now()
            from jurisdiction
            where not exists (select 1 from directory_entry known where known.jurisdiction_id = jurisdiction.id
              and known.kind = 'policies' and (known.key = 'closing' or known.body->>'clock' = 'closing'))
        `,
      [JSON.stringify(CLOSING)],
    );
    await queryRunner.query(`
            update directory_entry set body = body || '{"limit": "PT24H"}'
            where kind = 'deadlines' and key = 'DL-04' and replaced_at is null
              and body->>'limit' is null and body->>'byLevel' is null
        `);
    await queryRunner.query(`update jurisdiction set directory_version = directory_version + 1`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `delete from directory_entry where kind = 'policies' and body->>'clock' = 'closing'`,
    );
    await queryRunner.query(`delete from escalation where clock = 'closing'`);
    await queryRunner.query(`ALTER TABLE "policy_trial" DROP COLUMN "change_id"`);
    await queryRunner.query(`update jurisdiction set directory_version = directory_version + 1`);
  }
}

const CLOSING = {
  key: 'closing',
  name: '办结评估催办',
  clock: 'closing',
  steps: [
    { after: 0.8, to: 'office', minLevel: '较大', template: 'evaluation_near' },
    { after: 1, to: 'office', template: 'evaluation_overdue' },
    { after: 1, plus: 'PT24H', to: 'office_leader', minLevel: '较大', template: 'evaluation_overdue' },
  ],
};
