import { MigrationInterface, QueryRunner } from 'typeorm';

/** What judging ends in, and the end of a matter: dispositions, direct replies, referrals, evaluations, the archive. */
export class Dispositions1795400000018 implements MigrationInterface {
  name = 'Dispositions1795400000018';

  public async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of UP) await queryRunner.query(statement);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX "incident_watching"`);
    for (const column of ['watch_until', 'disposed_by', 'disposition'])
      await queryRunner.query(`ALTER TABLE "incident" DROP COLUMN "${column}"`);
    for (const table of TABLES) await queryRunner.query(`DROP TABLE "${table}"`);
  }
}

const TABLES = [
  'archive_file',
  'evaluation_proposal',
  'evaluation',
  'referral',
  'direct_reply',
  'disposition',
];

const UP = [
  `CREATE TABLE "disposition" (
    "id" uuid NOT NULL DEFAULT gen_random_uuid(),
    "seq" BIGSERIAL NOT NULL,
    "jurisdiction_id" uuid NOT NULL,
    "incident_id" uuid NOT NULL,
    "kind" text NOT NULL,
    "reason" text NOT NULL,
    "note" text NOT NULL DEFAULT '',
    "details" jsonb NOT NULL DEFAULT '{}',
    "previous" text,
    "before" jsonb,
    "undoes" uuid,
    "by" text NOT NULL,
    "at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "rehearsal" boolean NOT NULL DEFAULT false,
    CONSTRAINT "PK_disposition" PRIMARY KEY ("id")
  )`,
  `CREATE INDEX "disposition_incident" ON "disposition" ("incident_id", "seq")`,
  `CREATE TABLE "direct_reply" (
    "id" uuid NOT NULL DEFAULT gen_random_uuid(),
    "jurisdiction_id" uuid NOT NULL,
    "incident_id" uuid NOT NULL,
    "round" integer NOT NULL,
    "unit" text NOT NULL,
    "way" text NOT NULL,
    "replied_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "text" text NOT NULL,
    "by" text NOT NULL,
    "at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "rehearsal" boolean NOT NULL DEFAULT false,
    CONSTRAINT "PK_direct_reply" PRIMARY KEY ("id")
  )`,
  `CREATE INDEX "direct_reply_incident" ON "direct_reply" ("incident_id")`,
  `CREATE TABLE "referral" (
    "id" uuid NOT NULL DEFAULT gen_random_uuid(),
    "jurisdiction_id" uuid NOT NULL,
    "incident_id" uuid NOT NULL,
    "receiver" text NOT NULL,
    "checked_by" text NOT NULL,
    "finding" text NOT NULL,
    "state" text NOT NULL DEFAULT 'proposed',
    "proposed_by" text NOT NULL,
    "proposed_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "decided_by" text,
    "decided_at" TIMESTAMP WITH TIME ZONE,
    "decision_note" text,
    "rehearsal" boolean NOT NULL DEFAULT false,
    CONSTRAINT "PK_referral" PRIMARY KEY ("id")
  )`,
  `CREATE INDEX "referral_incident" ON "referral" ("incident_id")`,
  `CREATE TABLE "evaluation" (
    "id" uuid NOT NULL DEFAULT gen_random_uuid(),
    "jurisdiction_id" uuid NOT NULL,
    "incident_id" uuid NOT NULL,
    "edition" integer NOT NULL,
    "timeliness" jsonb NOT NULL,
    "charges" jsonb NOT NULL,
    "quality" jsonb NOT NULL,
    "effect" jsonb,
    "effect_note" text NOT NULL DEFAULT '',
    "lessons" text NOT NULL DEFAULT '',
    "tags" text array NOT NULL DEFAULT '{}',
    "by" text NOT NULL,
    "at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "rehearsal" boolean NOT NULL DEFAULT false,
    CONSTRAINT "PK_evaluation" PRIMARY KEY ("id")
  )`,
  `CREATE UNIQUE INDEX "evaluation_edition" ON "evaluation" ("incident_id", "edition")`,
  `CREATE TABLE "evaluation_proposal" (
    "id" uuid NOT NULL DEFAULT gen_random_uuid(),
    "jurisdiction_id" uuid NOT NULL,
    "incident_id" uuid NOT NULL,
    "evaluation_id" uuid NOT NULL,
    "unit" text NOT NULL,
    "measure" text NOT NULL,
    "reason" text NOT NULL,
    "state" text NOT NULL DEFAULT 'proposed',
    "proposed_by" text NOT NULL,
    "proposed_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "decided_by" text,
    "decided_at" TIMESTAMP WITH TIME ZONE,
    "decision_note" text,
    CONSTRAINT "PK_evaluation_proposal" PRIMARY KEY ("id")
  )`,
  `CREATE INDEX "evaluation_proposal_incident" ON "evaluation_proposal" ("incident_id")`,
  `CREATE TABLE "archive_file" (
    "id" uuid NOT NULL DEFAULT gen_random_uuid(),
    "jurisdiction_id" uuid NOT NULL,
    "incident_id" uuid NOT NULL,
    "number" text NOT NULL,
    "title" text NOT NULL,
    "year" integer NOT NULL,
    "units" text array NOT NULL DEFAULT '{}',
    "places" text array NOT NULL DEFAULT '{}',
    "words" text NOT NULL DEFAULT '',
    "entries" integer NOT NULL,
    "size" integer NOT NULL,
    "sha256" text NOT NULL,
    "content" bytea NOT NULL,
    "by" text NOT NULL,
    "at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "rehearsal" boolean NOT NULL DEFAULT false,
    CONSTRAINT "PK_archive_file" PRIMARY KEY ("id")
  )`,
  `CREATE INDEX "archive_file_year" ON "archive_file" ("jurisdiction_id", "year", "number")`,
  `CREATE UNIQUE INDEX "archive_file_incident" ON "archive_file" ("incident_id")`,
  `ALTER TABLE "incident" ADD "disposition" text`,
  `ALTER TABLE "incident" ADD "disposed_by" text`,
  `ALTER TABLE "incident" ADD "watch_until" TIMESTAMP WITH TIME ZONE`,
  `CREATE INDEX "incident_watching" ON "incident" ("rehearsal", "watch_until") WHERE watch_until IS NOT NULL`,
  // What has been dispatched was to be answered; what was set aside says itself why.
  `UPDATE "incident" SET "disposition" = CASE WHEN "state" = 'set_aside' THEN "routing" ->> 'disposition' ELSE 'respond' END
    WHERE NOT "historic" AND ("dispatched_at" IS NOT NULL OR "state" = 'set_aside')`,
];
