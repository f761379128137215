import { MigrationInterface, QueryRunner } from 'typeorm';

/** 核定伤亡与说法: what people settle about a matter, with their source. */
export class FactSettlements1795400000030 implements MigrationInterface {
  name = 'FactSettlements1795400000030';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            CREATE TABLE "fact_settlement" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "seq" BIGSERIAL NOT NULL,
                "jurisdiction_id" uuid NOT NULL,
                "incident_id" uuid NOT NULL,
                "subject" text NOT NULL,
                "value" integer,
                "claim" text,
                "source" text NOT NULL,
                "item_id" uuid,
                "by" text NOT NULL,
                "at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "undone_by" text,
                "undone_at" TIMESTAMP WITH TIME ZONE,
                "rehearsal" boolean NOT NULL DEFAULT false,
                CONSTRAINT "PK_fact_settlement" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(
      `CREATE INDEX "fact_settlement_incident" ON "fact_settlement" ("incident_id", "seq")`,
    );
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE "fact_settlement"`);
  }
}
