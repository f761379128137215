import { MigrationInterface, QueryRunner } from 'typeorm';

/** Changes of the directory with their approval, their dry runs, and which change made which revision. */
export class DirectoryChanges1795400000002 implements MigrationInterface {
  name = 'DirectoryChanges1795400000002';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            CREATE TABLE "directory_change" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "jurisdiction_id" uuid NOT NULL,
                "number" integer NOT NULL,
                "title" text NOT NULL,
                "reason" text NOT NULL,
                "edits" jsonb NOT NULL,
                "origin" text NOT NULL,
                "origin_incident_id" uuid,
                "state" text NOT NULL,
                "proposed_by" text NOT NULL,
                "proposed_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "decided_by" text,
                "decided_at" TIMESTAMP WITH TIME ZONE,
                "decision_note" text,
                "applied_version" integer,
                "applied_at" TIMESTAMP WITH TIME ZONE,
                "takes_back" uuid,
                "dry_run_id" uuid,
                "version" integer NOT NULL DEFAULT '1',
                CONSTRAINT "PK_1ded4670f5c8e28a7b174a37fb6" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "directory_change_incident" ON "directory_change" ("origin_incident_id")
            WHERE origin_incident_id IS NOT NULL
        `);
    await queryRunner.query(`
            CREATE INDEX "directory_change_state" ON "directory_change" ("jurisdiction_id", "state")
        `);
    await queryRunner.query(`
            CREATE UNIQUE INDEX "directory_change_number" ON "directory_change" ("jurisdiction_id", "number")
        `);
    await queryRunner.query(`
            CREATE TABLE "directory_dry_run" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "jurisdiction_id" uuid NOT NULL,
                "started_by" text NOT NULL,
                "started_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "asked_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "beat_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "finished_at" TIMESTAMP WITH TIME ZONE,
                "state" text NOT NULL,
                "edits" jsonb NOT NULL,
                "base_version" integer NOT NULL,
                "since" TIMESTAMP WITH TIME ZONE NOT NULL,
                "as_of" TIMESTAMP WITH TIME ZONE NOT NULL,
                "rehearsal" boolean NOT NULL DEFAULT false,
                "historic" boolean NOT NULL DEFAULT false,
                "wanted" uuid array NOT NULL DEFAULT '{}',
                "tried" uuid array NOT NULL DEFAULT '{}',
                "cut" boolean NOT NULL DEFAULT false,
                "outcomes" jsonb NOT NULL DEFAULT '[]',
                CONSTRAINT "PK_a399c4c86647dc90cff8771a833" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "directory_dry_run_age" ON "directory_dry_run" ("jurisdiction_id", "started_at")
        `);
    await queryRunner.query(`
            ALTER TABLE "directory_entry" ADD "change_id" uuid
        `);
    await queryRunner.query(`
            ALTER TABLE "directory_entry" ADD "replaced_by" uuid
        `);
    await queryRunner.query(`
            CREATE INDEX "directory_entry_change" ON "directory_entry" ("change_id")
            WHERE change_id IS NOT NULL
        `);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX "directory_entry_change"`);
    await queryRunner.query(`ALTER TABLE "directory_entry" DROP COLUMN "replaced_by"`);
    await queryRunner.query(`ALTER TABLE "directory_entry" DROP COLUMN "change_id"`);
    await queryRunner.query(`DROP TABLE "directory_dry_run"`);
    await queryRunner.query(`DROP TABLE "directory_change"`);
  }
}
