import { MigrationInterface, QueryRunner } from 'typeorm';

/** Trials of the policies (推演): what each step would have done, planned and taken on a fast clock. */
export class PolicyTrials1795400000014 implements MigrationInterface {
  name = 'PolicyTrials1795400000014';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            CREATE TABLE "policy_trial" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "jurisdiction_id" uuid NOT NULL,
                "incident_id" uuid NOT NULL,
                "level" text NOT NULL,
                "speed" double precision NOT NULL,
                "assume" jsonb NOT NULL,
                "directory_version" text NOT NULL,
                "virtual_start" TIMESTAMP WITH TIME ZONE NOT NULL,
                "started_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "started_by" text NOT NULL,
                "send_to_sealed" bytea,
                "send_to_shown" text,
                "next_due_at" TIMESTAMP WITH TIME ZONE,
                "ended_at" TIMESTAMP WITH TIME ZONE,
                "stopped_by" text,
                CONSTRAINT "PK_policy_trial" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(
      `CREATE INDEX "policy_trial_incident" ON "policy_trial" ("incident_id", "started_at")`,
    );
    await queryRunner.query(
      `CREATE INDEX "policy_trial_due" ON "policy_trial" ("next_due_at") WHERE next_due_at IS NOT NULL`,
    );
    await queryRunner.query(`
            CREATE TABLE "policy_trial_step" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "trial_id" uuid NOT NULL,
                "position" integer NOT NULL,
                "clock" text NOT NULL,
                "unit" text,
                "policy_key" text NOT NULL,
                "policy_name" text NOT NULL,
                "step_index" integer NOT NULL,
                "repeat" boolean NOT NULL,
                "audience" text NOT NULL,
                "channels" text array NOT NULL,
                "reach" text NOT NULL,
                "template" text NOT NULL,
                "planned_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "due_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "clock_due_at" TIMESTAMP WITH TIME ZONE,
                "state" text NOT NULL,
                "spared_by" text,
                "taken_at" TIMESTAMP WITH TIME ZONE,
                "readers" jsonb NOT NULL DEFAULT '[]',
                "mail_state" text NOT NULL DEFAULT 'none',
                "mail_attempts" integer NOT NULL DEFAULT '0',
                "mail_next_at" TIMESTAMP WITH TIME ZONE,
                "mail_answer" text,
                CONSTRAINT "PK_policy_trial_step" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(
      `CREATE UNIQUE INDEX "policy_trial_step_order" ON "policy_trial_step" ("trial_id", "position")`,
    );
    await queryRunner.query(
      `CREATE INDEX "policy_trial_step_due" ON "policy_trial_step" ("due_at") WHERE state = 'planned'`,
    );
    await queryRunner.query(
      `CREATE INDEX "policy_trial_step_mail" ON "policy_trial_step" ("mail_next_at") WHERE mail_state IN ('pending','sending')`,
    );
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE "policy_trial_step"`);
    await queryRunner.query(`DROP TABLE "policy_trial"`);
  }
}
