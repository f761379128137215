import { MigrationInterface, QueryRunner } from 'typeorm';

/** Order of judging, counts seen again, heat within a level, suspected levels settled by people, and rises over what is usual. */
export class LevelsSpikes1795400000028 implements MigrationInterface {
  name = 'LevelsSpikes1795400000028';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE "item" ADD "turn" smallint NOT NULL DEFAULT '1'`);
    await queryRunner.query(`ALTER TABLE "item" ADD "grown_at" TIMESTAMP WITH TIME ZONE`);
    await queryRunner.query(`DROP INDEX "item_unjudged"`);
    await queryRunner.query(
      `CREATE INDEX "item_waiting" ON "item" ("jurisdiction_id", "historic", "turn", "seq") WHERE judged_at IS NULL`,
    );
    await queryRunner.query(
      `CREATE INDEX "item_grown" ON "item" ("jurisdiction_id", "grown_at") WHERE grown_at IS NOT NULL`,
    );
    await queryRunner.query(`ALTER TABLE "incident" ADD "settle_ask_at" TIMESTAMP WITH TIME ZONE`);
    await queryRunner.query(`ALTER TABLE "incident" ADD "settle_asked" smallint NOT NULL DEFAULT '0'`);
    await queryRunner.query(`ALTER TABLE "incident" ADD "heat" smallint NOT NULL DEFAULT '0'`);
    await queryRunner.query(
      `CREATE INDEX "incident_provisional" ON "incident" ("rehearsal", "settle_ask_at") WHERE provisional`,
    );
    await queryRunner.query(`
            CREATE TABLE "level_settlement" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "jurisdiction_id" uuid NOT NULL,
                "incident_id" uuid NOT NULL,
                "verdict" text NOT NULL,
                "suspected" text NOT NULL,
                "event_level" text NOT NULL,
                "opinion_level" text NOT NULL,
                "reason" text NOT NULL,
                "state" text NOT NULL,
                "by" text NOT NULL,
                "at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "decided_by" text,
                "decided_at" TIMESTAMP WITH TIME ZONE,
                "note" text,
                "rehearsal" boolean NOT NULL DEFAULT false,
                CONSTRAINT "PK_level_settlement" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(
      `CREATE INDEX "level_settlement_incident" ON "level_settlement" ("incident_id", "at")`,
    );
    await queryRunner.query(
      `CREATE UNIQUE INDEX "level_settlement_waiting" ON "level_settlement" ("incident_id") WHERE state = 'waiting'`,
    );
    await this.spikes(queryRunner);
  }

  private async spikes(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            CREATE TABLE "spike" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "jurisdiction_id" uuid NOT NULL,
                "key" text NOT NULL,
                "kind" text NOT NULL,
                "label" text NOT NULL,
                "at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "window_from" TIMESTAMP WITH TIME ZONE NOT NULL,
                "window_to" TIMESTAMP WITH TIME ZONE NOT NULL,
                "observed" integer NOT NULL,
                "expected" real NOT NULL,
                "score" real NOT NULL,
                "sources" integer NOT NULL,
                "also" text array NOT NULL DEFAULT '{}',
                "words" text array NOT NULL DEFAULT '{}',
                "items" uuid array NOT NULL DEFAULT '{}',
                "state" text NOT NULL DEFAULT 'open',
                "incident_id" uuid,
                "settled_by" text,
                "settled_at" TIMESTAMP WITH TIME ZONE,
                "note" text NOT NULL DEFAULT '',
                "version" integer NOT NULL DEFAULT '1',
                "rehearsal" boolean NOT NULL DEFAULT false,
                CONSTRAINT "PK_spike" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(
      `CREATE UNIQUE INDEX "spike_standing" ON "spike" ("jurisdiction_id", "rehearsal", "key") WHERE state IN ('open', 'seen')`,
    );
    await queryRunner.query(`CREATE INDEX "spike_list" ON "spike" ("jurisdiction_id", "rehearsal", "at")`);
    await queryRunner.query(`
            CREATE TABLE "spike_count" (
                "jurisdiction_id" uuid NOT NULL,
                "rehearsal" boolean NOT NULL,
                "key" text NOT NULL,
                "hour" TIMESTAMP WITH TIME ZONE NOT NULL,
                "count" integer NOT NULL,
                CONSTRAINT "PK_spike_count" PRIMARY KEY ("jurisdiction_id", "rehearsal", "key", "hour")
            )
        `);
    await queryRunner.query(
      `CREATE INDEX "spike_count_hour" ON "spike_count" ("jurisdiction_id", "rehearsal", "hour")`,
    );
    await queryRunner.query(`
            CREATE TABLE "spike_cursor" (
                "jurisdiction_id" uuid NOT NULL,
                "seq" bigint NOT NULL,
                "since" TIMESTAMP WITH TIME ZONE NOT NULL,
                CONSTRAINT "PK_spike_cursor" PRIMARY KEY ("jurisdiction_id")
            )
        `);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['spike_cursor', 'spike_count', 'spike', 'level_settlement'])
      await queryRunner.query(`DROP TABLE "${table}"`);
    await queryRunner.query(`DROP INDEX "incident_provisional"`);
    for (const column of ['heat', 'settle_asked', 'settle_ask_at'])
      await queryRunner.query(`ALTER TABLE "incident" DROP COLUMN "${column}"`);
    await queryRunner.query(`DROP INDEX "item_grown"`);
    await queryRunner.query(`DROP INDEX "item_waiting"`);
    await queryRunner.query(
      `CREATE INDEX "item_unjudged" ON "item" ("jurisdiction_id", "historic", "seq") WHERE judged_at IS NULL`,
    );
    await queryRunner.query(`ALTER TABLE "item" DROP COLUMN "grown_at"`);
    await queryRunner.query(`ALTER TABLE "item" DROP COLUMN "turn"`);
  }
}
