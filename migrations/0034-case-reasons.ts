import { MigrationInterface, QueryRunner } from 'typeorm';

/** A regression case keeps why it must come out so, in the words of the person who said it. */
export class CaseReasons1795400000034 implements MigrationInterface {
  name = 'CaseReasons1795400000034';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE "regression_case" ADD "reason" text NOT NULL DEFAULT ''`);
    await queryRunner.query(
      `CREATE INDEX "regression_case_correction" ON "regression_case" ("correction_id")`,
    );
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX "regression_case_correction"`);
    await queryRunner.query(`ALTER TABLE "regression_case" DROP COLUMN "reason"`);
  }
}
