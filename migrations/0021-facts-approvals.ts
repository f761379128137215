import { MigrationInterface, QueryRunner } from 'typeorm';

/** Facts that departments say alike, their word on the wording, and who signs a text. */
export class FactsApprovals1795400000021 implements MigrationInterface {
  name = 'FactsApprovals1795400000021';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            CREATE TABLE "response_agreement" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "response_id" uuid NOT NULL,
                "number" integer NOT NULL,
                "unit" text NOT NULL,
                "agrees" boolean NOT NULL,
                "way" text NOT NULL,
                "comment" text NOT NULL DEFAULT '',
                "by" text NOT NULL,
                "at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "voided_at" TIMESTAMP WITH TIME ZONE,
                CONSTRAINT "PK_response_agreement" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(
      `CREATE INDEX "response_agreement_response" ON "response_agreement" ("response_id", "number")`,
    );
    await queryRunner.query(`
            CREATE TABLE "approval" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "jurisdiction_id" uuid NOT NULL,
                "incident_id" uuid NOT NULL,
                "response_id" uuid NOT NULL,
                "number" integer NOT NULL,
                "seat" text,
                "decision" text NOT NULL,
                "way" text NOT NULL,
                "signer_id" uuid,
                "signer_sealed" bytea,
                "signer_hash" text,
                "unit" text,
                "note" text NOT NULL DEFAULT '',
                "by" text NOT NULL,
                "signed_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "voided_at" TIMESTAMP WITH TIME ZONE,
                "denied_at" TIMESTAMP WITH TIME ZONE,
                "file_name" text,
                "file_type" text,
                "file_hash" text,
                "file" bytea,
                "due_at" TIMESTAMP WITH TIME ZONE,
                "next_due_at" TIMESTAMP WITH TIME ZONE,
                "settled_at" TIMESTAMP WITH TIME ZONE,
                "rehearsal" boolean NOT NULL DEFAULT false,
                CONSTRAINT "PK_approval" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(
      `CREATE INDEX "approval_open" ON "approval" ("rehearsal", "next_due_at") WHERE next_due_at IS NOT NULL`,
    );
    await queryRunner.query(`CREATE INDEX "approval_response" ON "approval" ("response_id", "number")`);
    await queryRunner.query(`
            CREATE TABLE "response_ask" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "jurisdiction_id" uuid NOT NULL,
                "incident_id" uuid NOT NULL,
                "response_id" uuid NOT NULL,
                "number" integer NOT NULL,
                "what" text NOT NULL,
                "unit" text NOT NULL,
                "at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "due_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "next_due_at" TIMESTAMP WITH TIME ZONE,
                "settled_at" TIMESTAMP WITH TIME ZONE,
                "rehearsal" boolean NOT NULL DEFAULT false,
                CONSTRAINT "PK_response_ask" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`CREATE INDEX "response_ask_unit" ON "response_ask" ("unit", "incident_id")`);
    await queryRunner.query(
      `CREATE INDEX "response_ask_due" ON "response_ask" ("rehearsal", "next_due_at") WHERE next_due_at IS NOT NULL`,
    );
    await queryRunner.query(
      `CREATE UNIQUE INDEX "response_ask_one" ON "response_ask" ("response_id", "what", "unit") WHERE settled_at IS NULL`,
    );
    await queryRunner.query(`
            CREATE TABLE "fact" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "jurisdiction_id" uuid NOT NULL,
                "incident_id" uuid NOT NULL,
                "round" integer NOT NULL,
                "kind" text NOT NULL,
                "label" text NOT NULL,
                "proposed" text,
                "origin" text NOT NULL,
                "by" text NOT NULL,
                "at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "removed_by" text,
                "removed_at" TIMESTAMP WITH TIME ZONE,
                "removed_why" text,
                CONSTRAINT "PK_fact" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(
      `CREATE UNIQUE INDEX "fact_label" ON "fact" ("incident_id", "round", "kind", "label") WHERE removed_at IS NULL`,
    );
    await queryRunner.query(`CREATE INDEX "fact_incident" ON "fact" ("incident_id", "round")`);
    await queryRunner.query(`
            CREATE TABLE "fact_statement" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "seq" BIGSERIAL NOT NULL,
                "fact_id" uuid NOT NULL,
                "unit" text NOT NULL,
                "value" text NOT NULL,
                "source" text NOT NULL,
                "way" text NOT NULL,
                "by" text NOT NULL,
                "at" TIMESTAMP WITH TIME ZONE NOT NULL,
                CONSTRAINT "PK_fact_statement" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(
      `CREATE INDEX "fact_statement_fact" ON "fact_statement" ("fact_id", "unit", "seq")`,
    );
    await queryRunner.query(`
            CREATE TABLE "fact_ruling" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "seq" BIGSERIAL NOT NULL,
                "fact_id" uuid NOT NULL,
                "value" text NOT NULL,
                "reason" text NOT NULL,
                "said" jsonb NOT NULL,
                "knew" bigint NOT NULL,
                "unit" text NOT NULL,
                "by" text NOT NULL,
                "at" TIMESTAMP WITH TIME ZONE NOT NULL,
                CONSTRAINT "PK_fact_ruling" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`CREATE INDEX "fact_ruling_fact" ON "fact_ruling" ("fact_id", "seq")`);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE "fact_ruling"`);
    await queryRunner.query(`DROP TABLE "fact_statement"`);
    await queryRunner.query(`DROP TABLE "fact"`);
    await queryRunner.query(`DROP TABLE "response_ask"`);
    await queryRunner.query(`DROP TABLE "approval"`);
    await queryRunner.query(`DROP TABLE "response_agreement"`);
  }
}
