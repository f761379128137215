import { MigrationInterface, QueryRunner } from 'typeorm';

/** A number in an attached file may be said, with a reason, to be nothing of a person; units named in an instruction find its matter. */
export class ClearedFindings1795400000036 implements MigrationInterface {
  name = 'ClearedFindings1795400000036';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE "response_attachment" ADD "cleared" jsonb NOT NULL DEFAULT '[]'`);
    await queryRunner.query(
      `CREATE INDEX "instruction_task_incident" ON "instruction_task" ("incident_id", "unit")`,
    );
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX "instruction_task_incident"`);
    await queryRunner.query(`ALTER TABLE "response_attachment" DROP COLUMN "cleared"`);
  }
}
