import { MigrationInterface, QueryRunner } from 'typeorm';

/** Telephone calls and signatures by telephone, lowering of levels by two persons, what one did alone at night. */
export class Night1795400000012 implements MigrationInterface {
  name = 'Night1795400000012';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            CREATE TABLE "phone_call" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "jurisdiction_id" uuid NOT NULL,
                "incident_id" uuid NOT NULL,
                "assignment_id" uuid,
                "notice_id" uuid,
                "unit" text NOT NULL,
                "called_by" text NOT NULL,
                "at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "outcome" text NOT NULL,
                "answered_sealed" bytea,
                "said" text NOT NULL DEFAULT '',
                "object_until" TIMESTAMP WITH TIME ZONE,
                "denied_at" TIMESTAMP WITH TIME ZONE,
                "denied_by" text,
                "rehearsal" boolean NOT NULL DEFAULT false,
                CONSTRAINT "PK_f7a9579283280d3571d6ba5a79a" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(
      `CREATE INDEX "phone_call_sign" ON "phone_call" ("assignment_id") WHERE object_until IS NOT NULL`,
    );
    await queryRunner.query(
      `CREATE INDEX "phone_call_notice" ON "phone_call" ("notice_id") WHERE notice_id IS NOT NULL`,
    );
    await queryRunner.query(`CREATE INDEX "phone_call_incident" ON "phone_call" ("incident_id", "at")`);
    await queryRunner.query(`
            CREATE TABLE "level_lowering" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "jurisdiction_id" uuid NOT NULL,
                "incident_id" uuid NOT NULL,
                "from_level" text NOT NULL,
                "from_confirmed" boolean NOT NULL,
                "to_level" text NOT NULL,
                "reason" text NOT NULL,
                "state" text NOT NULL DEFAULT 'waiting',
                "proposed_by" text NOT NULL,
                "proposed_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "decided_by" text,
                "decided_at" TIMESTAMP WITH TIME ZONE,
                "note" text,
                "rehearsal" boolean NOT NULL DEFAULT false,
                CONSTRAINT "PK_f7b89cf73a83000310f0fa23ffb" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`CREATE INDEX "level_lowering_incident" ON "level_lowering" ("incident_id")`);
    await queryRunner.query(
      `CREATE UNIQUE INDEX "level_lowering_one" ON "level_lowering" ("incident_id") WHERE state = 'waiting'`,
    );
    await queryRunner.query(`
            CREATE TABLE "night_approval" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "jurisdiction_id" uuid NOT NULL,
                "what" text NOT NULL,
                "subject_id" uuid NOT NULL,
                "incident_id" uuid,
                "label" text NOT NULL,
                "by" text NOT NULL,
                "second_id" uuid NOT NULL,
                "asked_sealed" bytea NOT NULL,
                "note" text NOT NULL,
                "at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "due_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "next_due_at" TIMESTAMP WITH TIME ZONE,
                "state" text NOT NULL DEFAULT 'waiting',
                "decided_at" TIMESTAMP WITH TIME ZONE,
                "decision_note" text,
                "undone" boolean,
                "rehearsal" boolean NOT NULL DEFAULT false,
                CONSTRAINT "PK_30a90d6ae5867c2b87b3e5e4b11" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(
      `CREATE INDEX "night_approval_second" ON "night_approval" ("second_id", "state")`,
    );
    await queryRunner.query(
      `CREATE INDEX "night_approval_due" ON "night_approval" ("rehearsal", "next_due_at") WHERE next_due_at IS NOT NULL`,
    );
    await queryRunner.query(
      `CREATE UNIQUE INDEX "night_approval_subject" ON "night_approval" ("what", "subject_id")`,
    );
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE "night_approval"`);
    await queryRunner.query(`DROP TABLE "level_lowering"`);
    await queryRunner.query(`DROP TABLE "phone_call"`);
  }
}
