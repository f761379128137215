import { MigrationInterface, QueryRunner } from 'typeorm';

/** 归并记录: every version of the grouping, what judging proposes, what a person keeps apart. */
export class Regrouping1795400000027 implements MigrationInterface {
  name = 'Regrouping1795400000027';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            CREATE TABLE "regrouping" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "seq" BIGSERIAL NOT NULL,
                "jurisdiction_id" uuid NOT NULL,
                "kind" text NOT NULL,
                "from_id" uuid NOT NULL,
                "into_id" uuid NOT NULL,
                "item_ids" uuid array NOT NULL,
                "by" text NOT NULL,
                "at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "reason" text NOT NULL DEFAULT '',
                "log_id" bigint NOT NULL,
                "changes" jsonb NOT NULL DEFAULT '[]',
                "undoes" uuid,
                "undone_by" text,
                "undone_at" TIMESTAMP WITH TIME ZONE,
                "rehearsal" boolean NOT NULL DEFAULT false,
                CONSTRAINT "PK_regrouping" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`CREATE UNIQUE INDEX "regrouping_seq" ON "regrouping" ("seq")`);
    await queryRunner.query(`CREATE INDEX "regrouping_into" ON "regrouping" ("into_id", "at")`);
    await queryRunner.query(`CREATE INDEX "regrouping_from" ON "regrouping" ("from_id", "at")`);
    await queryRunner.query(
      `CREATE INDEX "regrouping_jurisdiction" ON "regrouping" ("jurisdiction_id", "seq")`,
    );
    await queryRunner.query(`
            CREATE TABLE "grouping_proposal" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "jurisdiction_id" uuid NOT NULL,
                "kind" text NOT NULL,
                "from_id" uuid NOT NULL,
                "into_id" uuid,
                "item_ids" uuid array NOT NULL DEFAULT '{}',
                "similarity" real NOT NULL,
                "reasons" text array NOT NULL DEFAULT '{}',
                "state" text NOT NULL DEFAULT 'open',
                "at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "decided_by" text,
                "decided_at" TIMESTAMP WITH TIME ZONE,
                "rehearsal" boolean NOT NULL DEFAULT false,
                CONSTRAINT "PK_grouping_proposal" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(
      `CREATE INDEX "grouping_proposal_open" ON "grouping_proposal" ("jurisdiction_id", "similarity") WHERE state = 'open'`,
    );
    await queryRunner.query(
      `CREATE UNIQUE INDEX "grouping_proposal_pair" ON "grouping_proposal" ("from_id", "into_id") WHERE state = 'open' AND into_id IS NOT NULL`,
    );
    await queryRunner.query(
      `CREATE UNIQUE INDEX "grouping_proposal_split" ON "grouping_proposal" ("from_id") WHERE state = 'open' AND into_id IS NULL`,
    );
    await queryRunner.query(
      `CREATE INDEX "grouping_proposal_into" ON "grouping_proposal" ("into_id") WHERE into_id IS NOT NULL`,
    );
    await queryRunner.query(`
            CREATE TABLE "kept_apart" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "one_id" uuid NOT NULL,
                "other_id" uuid NOT NULL,
                "origin" text NOT NULL,
                "by" text NOT NULL,
                "at" TIMESTAMP WITH TIME ZONE NOT NULL,
                CONSTRAINT "PK_kept_apart" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`CREATE UNIQUE INDEX "kept_apart_pair" ON "kept_apart" ("one_id", "other_id")`);
    await queryRunner.query(`CREATE INDEX "kept_apart_other" ON "kept_apart" ("other_id")`);
    await queryRunner.query(`ALTER TABLE "incident" ADD "merged_into" uuid`);
    await queryRunner.query(
      `CREATE INDEX "incident_merged" ON "incident" ("merged_into") WHERE merged_into IS NOT NULL`,
    );
    await queryRunner.query(`ALTER TABLE "incident_item" ADD "pinned_by" text`);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE "incident_item" DROP COLUMN "pinned_by"`);
    await queryRunner.query(`DROP INDEX "incident_merged"`);
    await queryRunner.query(`ALTER TABLE "incident" DROP COLUMN "merged_into"`);
    for (const table of ['kept_apart', 'grouping_proposal', 'regrouping'])
      await queryRunner.query(`DROP TABLE "${table}"`);
  }
}
