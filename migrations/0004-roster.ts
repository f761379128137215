import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Upkeep of the roster (annex 2): confirmation, absence, duty by day, hand-over. */
export class Roster1795400000004 implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            ALTER TABLE "contact"
              ADD "standby" boolean NOT NULL DEFAULT false,
              ADD "recorded_at" TIMESTAMP WITH TIME ZONE,
              ADD "recorded_by" text,
              ADD "ended_at" TIMESTAMP WITH TIME ZONE,
              ADD "ended_by" text
        `);
    await queryRunner.query(`
            CREATE TABLE "roster_unit" (
                "jurisdiction_id" uuid NOT NULL,
                "unit" text NOT NULL,
                "sealed" boolean NOT NULL DEFAULT false,
                "submitted_at" date,
                "submit_channel" text,
                "attachment_hash" text,
                "confirmed_at" TIMESTAMP WITH TIME ZONE,
                "confirmed_by" text,
                "confirm_due_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "version" integer NOT NULL DEFAULT '1',
                CONSTRAINT "PK_5d0e1bef12c8c9e362ceb7a0c75" PRIMARY KEY ("jurisdiction_id", "unit")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "roster_unit_due" ON "roster_unit" ("jurisdiction_id", "confirm_due_at")
        `);
    // Units that were there before the upkeep have a quarter to confirm.
    await queryRunner.query(`
            INSERT INTO "roster_unit" ("jurisdiction_id", "unit", "confirm_due_at")
            SELECT DISTINCT "jurisdiction_id", "unit", now() + interval '90 days' FROM "contact"
        `);
    await queryRunner.query(`
            CREATE TABLE "contact_absence" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "jurisdiction_id" uuid NOT NULL,
                "contact_id" uuid NOT NULL,
                "from_day" date NOT NULL,
                "to_day" date NOT NULL,
                "substitute_id" uuid,
                "recorded_by" text NOT NULL,
                "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "cancelled_at" TIMESTAMP WITH TIME ZONE,
                CONSTRAINT "PK_c5a88de776d45bb69e5367e4c38" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "contact_absence_contact" ON "contact_absence" ("contact_id") WHERE cancelled_at IS NULL
        `);
    await this.duty(queryRunner);
  }

  private async duty(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            CREATE TABLE "duty_shift" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "jurisdiction_id" uuid NOT NULL,
                "unit" text NOT NULL,
                "day" date NOT NULL,
                "person_sealed" bytea NOT NULL,
                "phone_sealed" bytea,
                "leader_sealed" bytea,
                "leader_phone_sealed" bytea,
                "recorded_by" text NOT NULL,
                "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "replaced_at" TIMESTAMP WITH TIME ZONE,
                CONSTRAINT "PK_2b04e4cb539c6b5d3e195c4bf8c" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE UNIQUE INDEX "duty_shift_day" ON "duty_shift" ("jurisdiction_id", "unit", "day")
            WHERE replaced_at IS NULL
        `);
    await queryRunner.query(`
            CREATE TABLE "duty_handover" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "jurisdiction_id" uuid NOT NULL,
                "unit" text NOT NULL,
                "day" date NOT NULL,
                "matters" jsonb NOT NULL,
                "notes" text NOT NULL,
                "written_by" text NOT NULL,
                "written_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "accepted_by" text,
                "accepted_at" TIMESTAMP WITH TIME ZONE,
                "accepted_note" text,
                CONSTRAINT "PK_c87defccb1d0e8de3cfb61c00ca" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE UNIQUE INDEX "duty_handover_day" ON "duty_handover" ("jurisdiction_id", "unit", "day")
        `);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['duty_handover', 'duty_shift', 'contact_absence', 'roster_unit'])
      await queryRunner.query(`DROP TABLE "${table}"`);
    await queryRunner.query(`
            ALTER TABLE "contact"
              DROP COLUMN "standby", DROP COLUMN "recorded_at", DROP COLUMN "recorded_by",
              DROP COLUMN "ended_at", DROP COLUMN "ended_by"
        `);
  }
}
