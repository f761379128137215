import { MigrationInterface, QueryRunner } from 'typeorm';

/** Briefs of incidents, version after version. */
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
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE "brief"`);
  }
}
