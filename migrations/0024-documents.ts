import { MigrationInterface, QueryRunner } from 'typeorm';

/** Papers made from the record (文书), with what they said before. */
export class Documents1795400000024 implements MigrationInterface {
  name = 'Documents1795400000024';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            CREATE TABLE "document" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "jurisdiction_id" uuid NOT NULL,
                "incident_id" uuid NOT NULL,
                "kind" text NOT NULL,
                "number" text,
                "state" text NOT NULL,
                "content" jsonb NOT NULL,
                "fields" jsonb NOT NULL DEFAULT '[]',
                "drafted_by" text NOT NULL,
                "drafted_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "issued_by" text,
                "issued_at" TIMESTAMP WITH TIME ZONE,
                "version" integer NOT NULL DEFAULT '1',
                "rehearsal" boolean NOT NULL DEFAULT false,
                CONSTRAINT "PK_document" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`CREATE INDEX "document_incident" ON "document" ("incident_id", "drafted_at")`);
    await queryRunner.query(
      `CREATE UNIQUE INDEX "document_draft" ON "document" ("incident_id", "kind") WHERE state = 'draft'`,
    );
    await queryRunner.query(`
            CREATE TABLE "document_version" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "document_id" uuid NOT NULL,
                "number" integer NOT NULL,
                "content" jsonb NOT NULL,
                "by" text NOT NULL,
                "at" TIMESTAMP WITH TIME ZONE NOT NULL,
                CONSTRAINT "PK_document_version" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(
      `CREATE UNIQUE INDEX "document_version_number" ON "document_version" ("document_id", "number")`,
    );
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE "document_version"`);
    await queryRunner.query(`DROP TABLE "document"`);
  }
}
