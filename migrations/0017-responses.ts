import { MigrationInterface, QueryRunner } from 'typeorm';

/** Texts for the public; duties say how far they are beyond the signature. */
export class Responses1795400000017 implements MigrationInterface {
  name = 'Responses1795400000017';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            CREATE TABLE "response" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "jurisdiction_id" uuid NOT NULL,
                "incident_id" uuid NOT NULL,
                "round" integer NOT NULL,
                "kind" text NOT NULL,
                "occasion" text NOT NULL,
                "unit" text NOT NULL,
                "units" text array NOT NULL,
                "state" text NOT NULL,
                "latest" integer NOT NULL DEFAULT '0',
                "corrects" uuid,
                "created_by" text NOT NULL,
                "submitted_by" text,
                "created_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "submitted_at" TIMESTAMP WITH TIME ZONE,
                "aligned_at" TIMESTAMP WITH TIME ZONE,
                "approved_at" TIMESTAMP WITH TIME ZONE,
                "published_at" TIMESTAMP WITH TIME ZONE,
                "rehearsal" boolean NOT NULL DEFAULT false,
                "version" integer NOT NULL DEFAULT '1',
                CONSTRAINT "PK_response" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`CREATE INDEX "response_state" ON "response" ("jurisdiction_id", "state")`);
    await queryRunner.query(`CREATE INDEX "response_incident" ON "response" ("incident_id", "round")`);
    await queryRunner.query(`
            CREATE TABLE "response_version" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "response_id" uuid NOT NULL,
                "number" integer NOT NULL,
                "title" text NOT NULL,
                "html" text NOT NULL,
                "text" text NOT NULL,
                "by" text NOT NULL,
                "at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "note" text NOT NULL DEFAULT '',
                CONSTRAINT "PK_response_version" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(
      `CREATE UNIQUE INDEX "response_version_number" ON "response_version" ("response_id", "number")`,
    );
    await queryRunner.query(`
            UPDATE "assignment" SET "state" = 'published' FROM "incident"
            WHERE "incident"."id" = "assignment"."incident_id" AND "assignment"."state" = 'signed'
                AND "assignment"."roles" && ARRAY['respondent', 'pool_owner'] AND "incident"."answered_at" IS NOT NULL
                AND "incident"."state" IN ('answered', 'closed')
        `);
    await queryRunner.query(
      `UPDATE "assignment" SET "state" = 'verified' WHERE "state" = 'signed' AND "reported_at" IS NOT NULL`,
    );
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `UPDATE "assignment" SET "state" = 'signed' WHERE "state" NOT IN ('sent', 'signed', 'refused', 'withdrawn')`,
    );
    await queryRunner.query(`DROP TABLE "response_version"`);
    await queryRunner.query(`DROP TABLE "response"`);
  }
}
