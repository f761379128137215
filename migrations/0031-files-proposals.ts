import { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Files of a text are looked through for personal details, and what no program reads is confirmed by a person; what must be
 * answered but is not ours is proposed by one person and confirmed by another.
 */
export class FilesProposals1795400000031 implements MigrationInterface {
  name = 'FilesProposals1795400000031';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            ALTER TABLE "response_attachment"
            ADD "scan" text,
            ADD "findings" jsonb NOT NULL DEFAULT '[]',
            ADD "checked_by" text,
            ADD "checked_at" TIMESTAMP WITH TIME ZONE
        `);
    await queryRunner.query(`
            CREATE TABLE "disposition_proposal" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "jurisdiction_id" uuid NOT NULL,
                "incident_id" uuid NOT NULL,
                "kind" text NOT NULL,
                "reason" text NOT NULL,
                "note" text NOT NULL,
                "details" jsonb NOT NULL DEFAULT '{}',
                "state" text NOT NULL DEFAULT 'waiting',
                "proposed_by" text NOT NULL,
                "proposed_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "decided_by" text,
                "decided_at" TIMESTAMP WITH TIME ZONE,
                "decision_note" text,
                "rehearsal" boolean NOT NULL DEFAULT false,
                CONSTRAINT "PK_disposition_proposal" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(
      `CREATE INDEX "disposition_proposal_incident" ON "disposition_proposal" ("incident_id")`,
    );
    await queryRunner.query(
      `CREATE UNIQUE INDEX "disposition_proposal_waiting" ON "disposition_proposal" ("incident_id") WHERE state = 'waiting'`,
    );
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE "disposition_proposal"`);
    await queryRunner.query(`
            ALTER TABLE "response_attachment"
            DROP COLUMN "checked_at", DROP COLUMN "checked_by", DROP COLUMN "findings", DROP COLUMN "scan"
        `);
  }
}
