import { MigrationInterface, QueryRunner } from 'typeorm';

/** Policy documents with their interpretations, and the index of the public page. */
export class Interpretations1795400000023 implements MigrationInterface {
  name = 'Interpretations1795400000023';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            CREATE TABLE "policy_document" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "jurisdiction_id" uuid NOT NULL,
                "title" text NOT NULL,
                "number" text,
                "issuer" text NOT NULL,
                "drafters" text array NOT NULL,
                "published_on" date NOT NULL,
                "effective_on" date,
                "abolished_on" date,
                "url" text,
                "keywords" text array NOT NULL DEFAULT '{}',
                "fields" text array NOT NULL DEFAULT '{}',
                "exempt" text,
                "created_by" text NOT NULL,
                "created_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "changed_by" text NOT NULL,
                "changed_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "removed_at" TIMESTAMP WITH TIME ZONE,
                "version" integer NOT NULL DEFAULT '1',
                CONSTRAINT "PK_policy_document" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(
      `CREATE UNIQUE INDEX "policy_document_number" ON "policy_document" ("jurisdiction_id", "number") WHERE number IS NOT NULL AND removed_at IS NULL`,
    );
    await queryRunner.query(
      `CREATE INDEX "policy_document_published" ON "policy_document" ("jurisdiction_id", "published_on")`,
    );
    await queryRunner.query(`
            CREATE TABLE "policy_interpretation" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "document_id" uuid NOT NULL,
                "title" text NOT NULL,
                "form" text NOT NULL,
                "unit" text NOT NULL,
                "published_on" date NOT NULL,
                "url" text,
                "text" text NOT NULL DEFAULT '',
                "questions" jsonb NOT NULL DEFAULT '[]',
                "created_by" text NOT NULL,
                "created_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "changed_by" text NOT NULL,
                "changed_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "removed_at" TIMESTAMP WITH TIME ZONE,
                CONSTRAINT "PK_policy_interpretation" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(
      `CREATE INDEX "policy_interpretation_document" ON "policy_interpretation" ("document_id")`,
    );
    await queryRunner.query(
      `CREATE INDEX "response_public" ON "response" ("jurisdiction_id", "published_at") WHERE state = 'published'`,
    );
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX "response_public"`);
    await queryRunner.query(`DROP TABLE "policy_interpretation"`);
    await queryRunner.query(`DROP TABLE "policy_document"`);
  }
}
