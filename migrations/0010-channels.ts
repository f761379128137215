import { MigrationInterface, QueryRunner } from 'typeorm';

/** How each channel did lately is looked up by these. */
export class Channels1795400000010 implements MigrationInterface {
  name = 'Channels1795400000010';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `CREATE INDEX "notice_accepted" ON "notice" ("channel", "accepted_at") WHERE accepted_at IS NOT NULL`,
    );
    await queryRunner.query(
      `CREATE INDEX "notice_failed" ON "notice" ("channel", "next_attempt_at") WHERE state = 'failed'`,
    );
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX "notice_failed"`);
    await queryRunner.query(`DROP INDEX "notice_accepted"`);
  }
}
