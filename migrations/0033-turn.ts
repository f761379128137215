import { MigrationInterface, QueryRunner } from 'typeorm';

/** Which matters are routed and told before a backlog. */
export class Turn1795400000033 implements MigrationInterface {
  name = 'Turn1795400000033';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE "incident" ADD "turn" smallint NOT NULL DEFAULT '1'`);
    await queryRunner.query(
      `UPDATE "incident" SET "turn" = 0 WHERE NOT historic AND (event_level <> 'none' OR opinion_level IN ('重大', '特别重大'))`,
    );
    await queryRunner.query(`DROP INDEX "incident_unrouted"`);
    await queryRunner.query(
      `CREATE INDEX "incident_unrouted" ON "incident" ("turn", "updated_at") WHERE needs_routing`,
    );
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX "incident_unrouted"`);
    await queryRunner.query(
      `CREATE INDEX "incident_unrouted" ON "incident" ("updated_at") WHERE needs_routing`,
    );
    await queryRunner.query(`ALTER TABLE "incident" DROP COLUMN "turn"`);
  }
}
