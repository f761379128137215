import { MigrationInterface, QueryRunner } from 'typeorm';

/** Recused persons, posts in charge of units, matters split from reports (RT-05). */
export class Recusal1795400000005 implements MigrationInterface {
  name = 'Recusal1795400000005';

  public async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of up) await queryRunner.query(statement);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    for (const statement of down) await queryRunner.query(statement);
  }
}

const up = [
  `CREATE TABLE "post_holder" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "jurisdiction_id" uuid NOT NULL,
    "portfolio" text NOT NULL, "account_id" uuid, "contact_id" uuid, "since" TIMESTAMP WITH TIME ZONE NOT NULL,
    "until" TIMESTAMP WITH TIME ZONE, "by" text NOT NULL,
    CONSTRAINT "PK_20594512c307ac9ae5e5a0f9c1d" PRIMARY KEY ("id"))`,
  `CREATE INDEX "post_holder_contact" ON "post_holder" ("contact_id")`,
  `CREATE INDEX "post_holder_account" ON "post_holder" ("account_id")`,
  `CREATE TABLE "recusal" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "incident_id" uuid NOT NULL,
    "kind" text NOT NULL, "person_id" uuid NOT NULL, "origin" text NOT NULL, "reason" text, "by" text NOT NULL,
    "at" TIMESTAMP WITH TIME ZONE NOT NULL, "lifted_by" text, "lifted_at" TIMESTAMP WITH TIME ZONE,
    CONSTRAINT "PK_17512f8ba3c5a4ca1c12264cd86" PRIMARY KEY ("id"))`,
  `CREATE UNIQUE INDEX "recusal_standing" ON "recusal" ("incident_id", "person_id") WHERE lifted_at IS NULL`,
  `CREATE INDEX "recusal_incident" ON "recusal" ("incident_id")`,
  `CREATE TABLE "split" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "incident_id" uuid NOT NULL,
    "concern_id" uuid NOT NULL, "item_id" uuid NOT NULL, "kept" jsonb NOT NULL, "by" text NOT NULL,
    "at" TIMESTAMP WITH TIME ZONE NOT NULL, "undone_by" text, "undone_at" TIMESTAMP WITH TIME ZONE,
    CONSTRAINT "PK_a656ea46749d1567ca7e7d5923a" PRIMARY KEY ("id"))`,
  `CREATE INDEX "split_concern" ON "split" ("concern_id")`,
  `CREATE INDEX "split_incident" ON "split" ("incident_id")`,
  `ALTER TABLE "account" ADD "contact_id" uuid`,
  `ALTER TABLE "incident" ADD "recused_accounts" uuid array NOT NULL DEFAULT '{}',
    ADD "recused_contacts" uuid array NOT NULL DEFAULT '{}', ADD "split_from" uuid, ADD "report_denied_by" text`,
  `CREATE INDEX "incident_split" ON "incident" ("split_from") WHERE split_from IS NOT NULL`,
];

const down = [
  `ALTER TABLE "incident" DROP COLUMN "recused_accounts", DROP COLUMN "recused_contacts", DROP COLUMN "split_from",
    DROP COLUMN "report_denied_by"`,
  `ALTER TABLE "account" DROP COLUMN "contact_id"`,
  `DROP TABLE "split"`,
  `DROP TABLE "recusal"`,
  `DROP TABLE "post_holder"`,
];
