import { MigrationInterface, QueryRunner } from 'typeorm';

/** Codes for signing a text as well as a duty; what units report on an instruction before it is done (办理进展). */
export class SignedApprovals1795400000032 implements MigrationInterface {
  name = 'SignedApprovals1795400000032';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE "sign_code" RENAME COLUMN "assignment_id" TO "subject_id"`);
    await queryRunner.query(`
            CREATE TABLE "instruction_progress" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "task_id" uuid NOT NULL,
                "text" text NOT NULL,
                "at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "by" text NOT NULL,
                CONSTRAINT "PK_instruction_progress" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(
      `CREATE INDEX "instruction_progress_task" ON "instruction_progress" ("task_id", "at")`,
    );
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE "instruction_progress"`);
    await queryRunner.query(`ALTER TABLE "sign_code" RENAME COLUMN "subject_id" TO "assignment_id"`);
  }
}
