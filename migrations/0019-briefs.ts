import { MigrationInterface, QueryRunner } from 'typeorm';

/** Briefs of incidents, version after version; what was sent to a language model; how widely answers were read. */
export class Briefs1795400000019 implements MigrationInterface {
  name = 'Briefs1795400000019';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            CREATE TABLE "brief" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "jurisdiction_id" uuid NOT NULL,
                "incident_id" uuid NOT NULL,
                "number" integer NOT NULL,
                "input_hash" bytea NOT NULL,
                "content" jsonb NOT NULL,
                "at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "rehearsal" boolean NOT NULL DEFAULT false,
                CONSTRAINT "PK_brief" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`CREATE UNIQUE INDEX "brief_number" ON "brief" ("incident_id", "number")`);
    await queryRunner.query(`
            CREATE TABLE "brief_rewrite" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "jurisdiction_id" uuid NOT NULL,
                "incident_id" uuid NOT NULL,
                "brief_id" uuid NOT NULL,
                "state" text NOT NULL,
                "failure" text,
                "status" integer,
                "host" text NOT NULL,
                "model" text NOT NULL,
                "sent_item_ids" uuid array NOT NULL,
                "sent_digest" text NOT NULL,
                "kept" jsonb NOT NULL DEFAULT '[]',
                "dropped" jsonb NOT NULL DEFAULT '[]',
                "asked_by" text NOT NULL,
                "at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "settled_at" TIMESTAMP WITH TIME ZONE,
                "rehearsal" boolean NOT NULL DEFAULT false,
                CONSTRAINT "PK_brief_rewrite" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`CREATE INDEX "brief_rewrite_incident" ON "brief_rewrite" ("incident_id", "at")`);
    await queryRunner.query(`
            CREATE TABLE "reach" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "seq" BIGSERIAL NOT NULL,
                "jurisdiction_id" uuid NOT NULL,
                "incident_id" uuid NOT NULL,
                "round" integer NOT NULL,
                "outlet" text NOT NULL,
                "reads" integer,
                "comments" integer,
                "shares" integer,
                "at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "by" text NOT NULL,
                "rehearsal" boolean NOT NULL DEFAULT false,
                CONSTRAINT "PK_reach" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`CREATE INDEX "reach_incident" ON "reach" ("incident_id", "round")`);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE "reach"`);
    await queryRunner.query(`DROP TABLE "brief_rewrite"`);
    await queryRunner.query(`DROP TABLE "brief"`);
  }
}
