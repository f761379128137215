import { MigrationInterface, QueryRunner } from 'typeorm';

/** Urging by hand, supervision orders (督办单), lists of watched incidents, reports upward (首报、续报、终报). */
export class Supervision1795400000013 implements MigrationInterface {
  name = 'Supervision1795400000013';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await supervision(queryRunner);
    await reports(queryRunner);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE "watched_incident"`);
    await queryRunner.query(`DROP TABLE "report_issue"`);
    await queryRunner.query(`DROP TABLE "report_series"`);
    await queryRunner.query(`DROP TABLE "supervision_part"`);
    await queryRunner.query(`DROP TABLE "supervision"`);
    await queryRunner.query(`DROP TABLE "urging"`);
  }
}

async function supervision(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
            CREATE TABLE "urging" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "jurisdiction_id" uuid NOT NULL,
                "incident_id" uuid NOT NULL,
                "assignment_id" uuid NOT NULL,
                "unit" text NOT NULL,
                "round" integer NOT NULL,
                "words" text NOT NULL,
                "by" text NOT NULL,
                "at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "rehearsal" boolean NOT NULL DEFAULT false,
                CONSTRAINT "PK_a0b6a8bbf3b24870e5082c45406" PRIMARY KEY ("id")
            )
        `);
  await queryRunner.query(`CREATE INDEX "urging_incident" ON "urging" ("incident_id")`);
  await queryRunner.query(`CREATE UNIQUE INDEX "urging_round" ON "urging" ("assignment_id", "round")`);
  await queryRunner.query(`
            CREATE TABLE "supervision" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "jurisdiction_id" uuid NOT NULL,
                "number" text,
                "title" text NOT NULL,
                "cause" text NOT NULL,
                "urgency" text NOT NULL DEFAULT 'normal',
                "issuer" text NOT NULL,
                "state" text NOT NULL DEFAULT 'drafted',
                "drafted_by" text NOT NULL,
                "drafted_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "issued_by" text,
                "issued_at" TIMESTAMP WITH TIME ZONE,
                "settled_by" text,
                "settled_at" TIMESTAMP WITH TIME ZONE,
                "settled_note" text,
                "version" integer NOT NULL DEFAULT '1',
                "rehearsal" boolean NOT NULL DEFAULT false,
                CONSTRAINT "PK_b5d162a80314f2d5e9e1cf712a2" PRIMARY KEY ("id")
            )
        `);
  await queryRunner.query(
    `CREATE INDEX "supervision_state" ON "supervision" ("jurisdiction_id", "state", "drafted_at")`,
  );
  await queryRunner.query(
    `CREATE UNIQUE INDEX "supervision_number" ON "supervision" ("jurisdiction_id", "number") WHERE number IS NOT NULL`,
  );
  await queryRunner.query(`
            CREATE TABLE "supervision_part" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "jurisdiction_id" uuid NOT NULL,
                "supervision_id" uuid NOT NULL,
                "incident_id" uuid NOT NULL,
                "assignment_id" uuid NOT NULL,
                "unit" text NOT NULL,
                "requirement" text NOT NULL,
                "due_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "state" text NOT NULL DEFAULT 'open',
                "answer" text,
                "answered_by" text,
                "answered_at" TIMESTAMP WITH TIME ZONE,
                "returned_note" text,
                "next_tell_at" TIMESTAMP WITH TIME ZONE,
                "told" integer NOT NULL DEFAULT '0',
                "rehearsal" boolean NOT NULL DEFAULT false,
                CONSTRAINT "PK_08703790f45490c7a132b55730a" PRIMARY KEY ("id")
            )
        `);
  await queryRunner.query(
    `CREATE INDEX "supervision_part_due" ON "supervision_part" ("rehearsal", "next_tell_at") WHERE next_tell_at IS NOT NULL`,
  );
  await queryRunner.query(
    `CREATE UNIQUE INDEX "supervision_part_duty" ON "supervision_part" ("assignment_id") WHERE state IN ('open','answered')`,
  );
  await queryRunner.query(`CREATE INDEX "supervision_part_incident" ON "supervision_part" ("incident_id")`);
  await queryRunner.query(`CREATE INDEX "supervision_part_sheet" ON "supervision_part" ("supervision_id")`);
  await queryRunner.query(`
            CREATE TABLE "watched_incident" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "jurisdiction_id" uuid NOT NULL,
                "incident_id" uuid NOT NULL,
                "account_id" uuid,
                "note" text NOT NULL DEFAULT '',
                "until" date,
                "by" text NOT NULL,
                "at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "seen_log_id" bigint NOT NULL,
                CONSTRAINT "PK_81f88ab9b689fe35d2353c81b9a" PRIMARY KEY ("id")
            )
        `);
  await queryRunner.query(`CREATE INDEX "watched_by_incident" ON "watched_incident" ("incident_id")`);
  await queryRunner.query(
    `CREATE UNIQUE INDEX "watched_shared" ON "watched_incident" ("jurisdiction_id", "incident_id") WHERE account_id IS NULL`,
  );
  await queryRunner.query(
    `CREATE UNIQUE INDEX "watched_own" ON "watched_incident" ("account_id", "incident_id") WHERE account_id IS NOT NULL`,
  );
}

async function reports(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
            CREATE TABLE "report_series" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "jurisdiction_id" uuid NOT NULL,
                "incident_id" uuid NOT NULL,
                "addressee" text NOT NULL,
                "closed_at" TIMESTAMP WITH TIME ZONE,
                "reopened_note" text,
                "reopened_at" TIMESTAMP WITH TIME ZONE,
                "rehearsal" boolean NOT NULL DEFAULT false,
                CONSTRAINT "PK_ccda4761da3648b46473161f542" PRIMARY KEY ("id")
            )
        `);
  await queryRunner.query(
    `CREATE UNIQUE INDEX "report_series_once" ON "report_series" ("incident_id", "addressee")`,
  );
  await queryRunner.query(`
            CREATE TABLE "report_issue" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "jurisdiction_id" uuid NOT NULL,
                "incident_id" uuid NOT NULL,
                "series_id" uuid NOT NULL,
                "kind" text NOT NULL,
                "number" integer NOT NULL,
                "text" text NOT NULL,
                "facts" jsonb NOT NULL,
                "drafted_by" text NOT NULL,
                "drafted_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "sent_at" TIMESTAMP WITH TIME ZONE,
                "sent_by" text,
                "channel" text,
                "receipt" text,
                "version" integer NOT NULL DEFAULT '1',
                "rehearsal" boolean NOT NULL DEFAULT false,
                CONSTRAINT "PK_0001b4c42a5810ca0323ae97649" PRIMARY KEY ("id")
            )
        `);
  await queryRunner.query(
    `CREATE INDEX "report_issue_incident" ON "report_issue" ("incident_id", "sent_at")`,
  );
  await queryRunner.query(
    `CREATE UNIQUE INDEX "report_issue_draft" ON "report_issue" ("series_id") WHERE sent_at IS NULL`,
  );
  await queryRunner.query(
    `CREATE UNIQUE INDEX "report_issue_number" ON "report_issue" ("series_id", "kind", "number")`,
  );
}
