import { MigrationInterface, QueryRunner } from 'typeorm';

/** Refusals with their ruling, extensions of internal deadlines, first reports, and who sees to what has no owner. */
export class Refusals1795400000003 implements MigrationInterface {
  name = 'Refusals1795400000003';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            CREATE TABLE "refusal" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "jurisdiction_id" uuid NOT NULL,
                "incident_id" uuid NOT NULL,
                "assignment_id" uuid NOT NULL,
                "unit" text NOT NULL,
                "round" integer NOT NULL,
                "needs_leader" boolean NOT NULL,
                "ground" text NOT NULL,
                "note" text NOT NULL,
                "proposed" text array NOT NULL,
                "state" text NOT NULL,
                "ruler" text NOT NULL,
                "raised_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "raised_by" text NOT NULL,
                "due_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "meetings" jsonb NOT NULL DEFAULT '[]',
                "ruling" jsonb,
                "prepared_by" text,
                "prepared_at" TIMESTAMP WITH TIME ZONE,
                "returned_note" text,
                "ruled_by" text,
                "settled_at" TIMESTAMP WITH TIME ZONE,
                "directory_change_id" uuid,
                "step" integer NOT NULL DEFAULT '0',
                "next_due_at" TIMESTAMP WITH TIME ZONE,
                "news" text,
                "rehearsal" boolean NOT NULL DEFAULT false,
                CONSTRAINT "PK_cbec7bb783546e94f5b45299701" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(
      `CREATE INDEX "refusal_news" ON "refusal" ("incident_id") WHERE news IS NOT NULL`,
    );
    await queryRunner.query(
      `CREATE INDEX "refusal_due" ON "refusal" ("next_due_at") WHERE next_due_at IS NOT NULL`,
    );
    await queryRunner.query(`
            CREATE INDEX "refusal_waiting" ON "refusal" ("jurisdiction_id", "due_at")
            WHERE state IN ('waiting','prepared')
        `);
    await queryRunner.query(`CREATE UNIQUE INDEX "refusal_once" ON "refusal" ("incident_id", "unit")`);
    await queryRunner.query(`
            CREATE TABLE "extension" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "jurisdiction_id" uuid NOT NULL,
                "incident_id" uuid NOT NULL,
                "assignment_id" uuid NOT NULL,
                "unit" text NOT NULL,
                "rule" text NOT NULL,
                "reason" text NOT NULL,
                "state" text NOT NULL,
                "ruler" text NOT NULL,
                "previous_due_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "asked_until" TIMESTAMP WITH TIME ZONE NOT NULL,
                "asked_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "asked_by" text NOT NULL,
                "decided_at" TIMESTAMP WITH TIME ZONE,
                "decided_by" text,
                "decision_note" text,
                "news" text,
                "rehearsal" boolean NOT NULL DEFAULT false,
                CONSTRAINT "PK_e9e7da4f1cfc826aba870c20589" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(
      `CREATE INDEX "extension_news" ON "extension" ("incident_id") WHERE news IS NOT NULL`,
    );
    await queryRunner.query(`CREATE INDEX "extension_incident" ON "extension" ("incident_id")`);
    await queryRunner.query(`
            CREATE UNIQUE INDEX "extension_waiting" ON "extension" ("assignment_id", "rule")
            WHERE state = 'waiting'
        `);
    await queryRunner.query(`
            CREATE TABLE "first_report" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "jurisdiction_id" uuid NOT NULL,
                "incident_id" uuid NOT NULL,
                "assignment_id" uuid NOT NULL,
                "unit" text NOT NULL,
                "text" text NOT NULL,
                "at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "by" text NOT NULL,
                "rehearsal" boolean NOT NULL DEFAULT false,
                CONSTRAINT "PK_a4c9378b97ccaf53f4ea54276e4" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`CREATE INDEX "first_report_incident" ON "first_report" ("incident_id")`);
    await queryRunner.query(`CREATE UNIQUE INDEX "first_report_duty" ON "first_report" ("assignment_id")`);
    await queryRunner.query(`
            ALTER TABLE "assignment"
            ADD "refuse_due_at" TIMESTAMP WITH TIME ZONE,
                ADD "report_due_at" TIMESTAMP WITH TIME ZONE,
                ADD "reported_at" TIMESTAMP WITH TIME ZONE
        `);
    await queryRunner.query(`
            ALTER TABLE "incident"
            ADD "pool_owner" text,
                ADD "pool_owner_at" TIMESTAMP WITH TIME ZONE
        `);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE "incident" DROP COLUMN "pool_owner_at", DROP COLUMN "pool_owner"`);
    await queryRunner.query(`
            ALTER TABLE "assignment"
            DROP COLUMN "reported_at", DROP COLUMN "report_due_at", DROP COLUMN "refuse_due_at"
        `);
    for (const table of ['first_report', 'extension', 'refusal'])
      await queryRunner.query(`DROP TABLE "${table}"`);
  }
}
