import { MigrationInterface, QueryRunner } from 'typeorm';

/** Corrections of judgements; versions of the learned models; regression cases and their runs. */
export class Workbench1795400000029 implements MigrationInterface {
  name = 'Workbench1795400000029';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await corrections(queryRunner);
    await models(queryRunner);
    await regression(queryRunner);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['regression_run', 'regression_case', 'judge_model', 'judgement_correction'])
      await queryRunner.query(`DROP TABLE "${table}"`);
    for (const column of ['reroute', 'corrected'])
      await queryRunner.query(`ALTER TABLE "incident" DROP COLUMN "${column}"`);
  }
}

async function corrections(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
        CREATE TABLE "judgement_correction" (
            "id" uuid NOT NULL DEFAULT gen_random_uuid(),
            "jurisdiction_id" uuid NOT NULL,
            "item_id" uuid,
            "incident_id" uuid,
            "aspect" text NOT NULL,
            "before" jsonb,
            "after" jsonb,
            "reason" text NOT NULL DEFAULT '',
            "by" text NOT NULL,
            "at" TIMESTAMP WITH TIME ZONE NOT NULL,
            "taken_back_at" TIMESTAMP WITH TIME ZONE,
            "taken_back_by" text,
            CONSTRAINT "PK_judgement_correction" PRIMARY KEY ("id")
        )
    `);
  await queryRunner.query(
    `CREATE INDEX "judgement_correction_incident" ON "judgement_correction" ("incident_id", "at") WHERE incident_id IS NOT NULL`,
  );
  await queryRunner.query(
    `CREATE INDEX "judgement_correction_item" ON "judgement_correction" ("item_id", "at") WHERE item_id IS NOT NULL`,
  );
  await queryRunner.query(
    `CREATE INDEX "judgement_correction_at" ON "judgement_correction" ("jurisdiction_id", "at")`,
  );
  await queryRunner.query(`ALTER TABLE "incident" ADD "corrected" jsonb`);
  await queryRunner.query(`ALTER TABLE "incident" ADD "reroute" boolean NOT NULL DEFAULT false`);
}

async function models(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
        CREATE TABLE "judge_model" (
            "id" uuid NOT NULL DEFAULT gen_random_uuid(),
            "jurisdiction_id" uuid NOT NULL,
            "number" integer NOT NULL,
            "state" text NOT NULL,
            "started_by" text NOT NULL,
            "started_at" TIMESTAMP WITH TIME ZONE NOT NULL,
            "trained_at" TIMESTAMP WITH TIME ZONE,
            "examples" integer NOT NULL DEFAULT '0',
            "corrections" integer NOT NULL DEFAULT '0',
            "directory_version" text NOT NULL,
            "figures" jsonb,
            "weights" bytea,
            "note" text NOT NULL DEFAULT '',
            "activated_at" TIMESTAMP WITH TIME ZONE,
            "activated_by" text,
            "replaced" integer,
            CONSTRAINT "PK_judge_model" PRIMARY KEY ("id")
        )
    `);
  await queryRunner.query(
    `CREATE UNIQUE INDEX "judge_model_number" ON "judge_model" ("jurisdiction_id", "number")`,
  );
  for (const state of ['active', 'training'])
    await queryRunner.query(
      `CREATE UNIQUE INDEX "judge_model_${state}" ON "judge_model" ("jurisdiction_id") WHERE state = '${state}'`,
    );
}

async function regression(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
        CREATE TABLE "regression_case" (
            "id" uuid NOT NULL DEFAULT gen_random_uuid(),
            "jurisdiction_id" uuid NOT NULL,
            "name" text NOT NULL,
            "item" jsonb NOT NULL,
            "expect" jsonb NOT NULL,
            "origin" text NOT NULL,
            "correction_id" uuid,
            "active" boolean NOT NULL DEFAULT true,
            "by" text NOT NULL,
            "at" TIMESTAMP WITH TIME ZONE NOT NULL,
            CONSTRAINT "PK_regression_case" PRIMARY KEY ("id")
        )
    `);
  await queryRunner.query(
    `CREATE UNIQUE INDEX "regression_case_name" ON "regression_case" ("jurisdiction_id", "name")`,
  );
  await queryRunner.query(`
        CREATE TABLE "regression_run" (
            "id" uuid NOT NULL DEFAULT gen_random_uuid(),
            "jurisdiction_id" uuid NOT NULL,
            "by" text NOT NULL,
            "at" TIMESTAMP WITH TIME ZONE NOT NULL,
            "directory_version" text NOT NULL,
            "change_id" uuid,
            "model_id" uuid,
            "outcomes" jsonb NOT NULL,
            "accepted_reason" text,
            CONSTRAINT "PK_regression_run" PRIMARY KEY ("id")
        )
    `);
  await queryRunner.query(`CREATE INDEX "regression_run_at" ON "regression_run" ("jurisdiction_id", "at")`);
  await queryRunner.query(
    `CREATE INDEX "regression_run_change" ON "regression_run" ("change_id") WHERE change_id IS NOT NULL`,
  );
}
