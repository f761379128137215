import { MigrationInterface, QueryRunner } from 'typeorm';

/** The watchdog: what it found, its last round; heartbeats say which process beats. */
export class Watch1795400000016 implements MigrationInterface {
  name = 'Watch1795400000016';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE "heartbeat" ADD "holder" text`);
    await queryRunner.query(`
            CREATE TABLE "watch_finding" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "kind" text NOT NULL,
                "subject_id" text NOT NULL,
                "incident_id" uuid,
                "rehearsal" boolean NOT NULL,
                "since" TIMESTAMP WITH TIME ZONE NOT NULL,
                "first_seen_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "last_seen_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "sightings" integer NOT NULL DEFAULT '1',
                "repairs" integer NOT NULL DEFAULT '0',
                "repair_tried_at" TIMESTAMP WITH TIME ZONE,
                "alarmed_at" TIMESTAMP WITH TIME ZONE,
                "gone_at" TIMESTAMP WITH TIME ZONE,
                CONSTRAINT "PK_watch_finding" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(
      `CREATE UNIQUE INDEX "watch_finding_open" ON "watch_finding" ("kind", "subject_id") WHERE gone_at IS NULL`,
    );
    await queryRunner.query(`CREATE INDEX "watch_finding_gone" ON "watch_finding" ("gone_at")`);
    await queryRunner.query(`
            CREATE TABLE "watch_round" (
                "name" text NOT NULL,
                "at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "holder" text NOT NULL,
                "took_ms" integer NOT NULL,
                "in_bounds" boolean NOT NULL,
                "checks" jsonb NOT NULL,
                CONSTRAINT "PK_watch_round" PRIMARY KEY ("name")
            )
        `);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE "watch_round"`);
    await queryRunner.query(`DROP TABLE "watch_finding"`);
    await queryRunner.query(`ALTER TABLE "heartbeat" DROP COLUMN "holder"`);
  }
}
