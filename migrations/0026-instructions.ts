import { MigrationInterface, QueryRunner } from 'typeorm';

/** 领导批示 with its tasks and reports; decisions not to confirm 特别重大. */
export class Instructions1795400000026 implements MigrationInterface {
  name = 'Instructions1795400000026';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            CREATE TABLE "level_hold" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "jurisdiction_id" uuid NOT NULL,
                "incident_id" uuid NOT NULL,
                "reason" text NOT NULL,
                "note" text NOT NULL,
                "facts" jsonb NOT NULL,
                "by" text NOT NULL,
                "at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "state" text NOT NULL DEFAULT 'standing',
                "ended_at" TIMESTAMP WITH TIME ZONE,
                "because" text array NOT NULL DEFAULT '{}',
                "rehearsal" boolean NOT NULL DEFAULT false,
                CONSTRAINT "PK_level_hold" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`CREATE INDEX "level_hold_incident" ON "level_hold" ("incident_id", "at")`);
    await queryRunner.query(
      `CREATE UNIQUE INDEX "level_hold_one" ON "level_hold" ("incident_id") WHERE state = 'standing'`,
    );
    await queryRunner.query(`
            CREATE TABLE "instruction" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "jurisdiction_id" uuid NOT NULL,
                "incident_id" uuid NOT NULL,
                "leader_sealed" bytea NOT NULL,
                "words" text NOT NULL,
                "paper" text NOT NULL,
                "given_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "entered_by" text NOT NULL,
                "entered_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "state" text NOT NULL,
                "settled_at" TIMESTAMP WITH TIME ZONE,
                "settled_by" text,
                "settled_note" text,
                "version" integer NOT NULL DEFAULT '1',
                "rehearsal" boolean NOT NULL DEFAULT false,
                CONSTRAINT "PK_instruction" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`CREATE INDEX "instruction_open" ON "instruction" ("jurisdiction_id", "state")`);
    await queryRunner.query(
      `CREATE INDEX "instruction_incident" ON "instruction" ("incident_id", "given_at")`,
    );
    await queryRunner.query(`
            CREATE TABLE "instruction_task" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "instruction_id" uuid NOT NULL,
                "incident_id" uuid NOT NULL,
                "unit" text NOT NULL,
                "requirement" text NOT NULL,
                "due_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "next_tell_at" TIMESTAMP WITH TIME ZONE,
                "report" text,
                "reported_at" TIMESTAMP WITH TIME ZONE,
                "reported_by" text,
                "rehearsal" boolean NOT NULL DEFAULT false,
                CONSTRAINT "PK_instruction_task" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(
      `CREATE UNIQUE INDEX "instruction_task_unit" ON "instruction_task" ("instruction_id", "unit")`,
    );
    await queryRunner.query(
      `CREATE INDEX "instruction_task_due" ON "instruction_task" ("rehearsal", "next_tell_at") WHERE next_tell_at IS NOT NULL`,
    );
    await queryRunner.query(`
            CREATE TABLE "instruction_file" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "instruction_id" uuid NOT NULL,
                "name" text NOT NULL,
                "type" text NOT NULL,
                "size" integer NOT NULL,
                "content" bytea NOT NULL,
                "added_by" text NOT NULL,
                "added_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                CONSTRAINT "PK_instruction_file" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(
      `CREATE INDEX "instruction_file_instruction" ON "instruction_file" ("instruction_id")`,
    );
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['instruction_file', 'instruction_task', 'instruction', 'level_hold'])
      await queryRunner.query(`DROP TABLE "${table}"`);
  }
}
