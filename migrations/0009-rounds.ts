import { MigrationInterface, QueryRunner } from 'typeorm';

/** Turns of a matter with clocks of their own, the moments of its stages, and the clocks it keeps. */
export class Rounds1795400000009 implements MigrationInterface {
  name = 'Rounds1795400000009';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `CREATE TABLE "round" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "incident_id" uuid NOT NULL, "number" integer NOT NULL, "opened_at" TIMESTAMP WITH TIME ZONE NOT NULL, "reason" text, "opened_by" text, "note" text, "item_ids" uuid array NOT NULL DEFAULT '{}', "answered_at" TIMESTAMP WITH TIME ZONE, "answer_url" text, "event_level" text, "opinion_level" text, CONSTRAINT "PK_34bd959f3f4a90eb86e4ae24d2d" PRIMARY KEY ("id"))`,
    );
    await queryRunner.query(`CREATE UNIQUE INDEX "round_number" ON "round" ("incident_id", "number")`);
    await queryRunner.query(`ALTER TABLE "deadline" ADD "round" integer NOT NULL DEFAULT '1'`);
    await queryRunner.query(`ALTER TABLE "deadline" ADD "presumed" integer array NOT NULL DEFAULT '{}'`);
    await queryRunner.query(`DROP INDEX "deadline_rule"`);
    await queryRunner.query(
      `CREATE UNIQUE INDEX "deadline_rule" ON "deadline" ("incident_id", "rule", "origin", "round") WHERE order_id IS NULL`,
    );
    for (const column of ['first_known_at', 'judged_at', 'first_signed_at', 'all_signed_at', 'round_at'])
      await queryRunner.query(`ALTER TABLE "incident" ADD "${column}" TIMESTAMP WITH TIME ZONE`);
    await queryRunner.query(`ALTER TABLE "incident" ADD "clocks" jsonb`);
    await queryRunner.query(`ALTER TABLE "incident" ADD "clock_level" text`);
    await queryRunner.query(`ALTER TABLE "incident" ADD "round" integer NOT NULL DEFAULT '1'`);
    await queryRunner.query(`ALTER TABLE "roster_unit" ADD "filing_due_at" TIMESTAMP WITH TIME ZONE`);
    await this.fill(queryRunner);
  }

  /** What is known of incidents that stand: they were judged when they were made, and first known at T0 as it is. */
  private async fill(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `UPDATE incident SET judged_at = own.created_at, first_known_at = own.discovered_at,
         first_signed_at = signed.first, all_signed_at = CASE WHEN signed.missing = 0 THEN signed.last END
       FROM incident own
       LEFT JOIN LATERAL (
         SELECT min(signed_at) AS first, max(signed_at) AS last,
           count(*) FILTER (WHERE must_sign AND signed_at IS NULL) AS missing
         FROM assignment WHERE incident_id = own.id AND state <> 'withdrawn') signed ON true
       WHERE own.id = incident.id`,
    );
    await queryRunner.query(
      `INSERT INTO round (incident_id, number, opened_at, answered_at, answer_url, event_level, opinion_level)
       SELECT id, 1, discovered_at, answered_at, answer_url, event_level, opinion_level
       FROM incident WHERE answered_at IS NOT NULL`,
    );
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE "roster_unit" DROP COLUMN "filing_due_at"`);
    for (const column of [
      'first_known_at',
      'judged_at',
      'first_signed_at',
      'all_signed_at',
      'round_at',
      'clocks',
      'clock_level',
      'round',
    ])
      await queryRunner.query(`ALTER TABLE "incident" DROP COLUMN "${column}"`);
    // Later turns have no place in the old table.
    await queryRunner.query(`DELETE FROM "deadline" WHERE round > 1`);
    await queryRunner.query(`DROP INDEX "deadline_rule"`);
    await queryRunner.query(`ALTER TABLE "deadline" DROP COLUMN "presumed"`);
    await queryRunner.query(`ALTER TABLE "deadline" DROP COLUMN "round"`);
    await queryRunner.query(
      `CREATE UNIQUE INDEX "deadline_rule" ON "deadline" ("incident_id", "rule", "origin") WHERE order_id IS NULL`,
    );
    await queryRunner.query(`DROP TABLE "round"`);
  }
}
