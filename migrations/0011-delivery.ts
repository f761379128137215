import { MigrationInterface, QueryRunner } from 'typeorm';

/** Messages that wait for quiet hours or a digest, what was cut off in doubt, and who has muted messages until when. */
export class Delivery1795400000011 implements MigrationInterface {
  name = 'Delivery1795400000011';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            ALTER TABLE "notice" ADD "held" text, ADD "doubtful" boolean NOT NULL DEFAULT false
        `);
    await queryRunner.query(`UPDATE "notice" SET doubtful = true WHERE state = 'committing'`);
    await queryRunner.query(
      `CREATE INDEX "notice_recipient" ON "notice" ("recipient_id", "channel", "accepted_at")`,
    );
    await queryRunner.query(
      `CREATE INDEX "notice_bundled" ON "notice" ("bundled_in") WHERE bundled_in IS NOT NULL`,
    );
    await queryRunner.query(`
            CREATE TABLE "notice_mute" (
                "account_id" uuid NOT NULL,
                "until" TIMESTAMP WITH TIME ZONE NOT NULL,
                "set_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                CONSTRAINT "PK_6c4e2b1a9d7f4e03a5b8c1d2e3f" PRIMARY KEY ("account_id")
            )
        `);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE "notice_mute"`);
    await queryRunner.query(`DROP INDEX "notice_bundled"`);
    await queryRunner.query(`DROP INDEX "notice_recipient"`);
    await queryRunner.query(`ALTER TABLE "notice" DROP COLUMN "doubtful", DROP COLUMN "held"`);
  }
}
