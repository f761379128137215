import { MigrationInterface, QueryRunner } from 'typeorm';

/** Remarks on texts for the public, their files and their checklist. */
export class Drafting1795400000020 implements MigrationInterface {
  name = 'Drafting1795400000020';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE "response_version" ADD "changed_at" TIMESTAMP WITH TIME ZONE`);
    await queryRunner.query(`
            CREATE TABLE "response_comment" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "response_id" uuid NOT NULL,
                "answers" uuid,
                "quote" text,
                "number" integer NOT NULL,
                "text" text NOT NULL,
                "by" text NOT NULL,
                "at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "resolved_by" text,
                "resolved_at" TIMESTAMP WITH TIME ZONE,
                CONSTRAINT "PK_response_comment" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(
      `CREATE INDEX "response_comment_response" ON "response_comment" ("response_id", "at")`,
    );
    await queryRunner.query(`
            CREATE TABLE "response_attachment" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "response_id" uuid NOT NULL,
                "name" text NOT NULL,
                "type" text NOT NULL,
                "size" integer NOT NULL,
                "hash" text NOT NULL,
                "content" bytea NOT NULL,
                "added_by" text NOT NULL,
                "added_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                CONSTRAINT "PK_response_attachment" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(
      `CREATE INDEX "response_attachment_response" ON "response_attachment" ("response_id")`,
    );
    await queryRunner.query(`
            CREATE TABLE "response_check" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "response_id" uuid NOT NULL,
                "item" text NOT NULL,
                "answer" text NOT NULL,
                "reason" text NOT NULL DEFAULT '',
                "words" text NOT NULL,
                "by" text NOT NULL,
                "at" TIMESTAMP WITH TIME ZONE NOT NULL,
                CONSTRAINT "PK_response_check" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(
      `CREATE UNIQUE INDEX "response_check_item" ON "response_check" ("response_id", "item")`,
    );
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE "response_check"`);
    await queryRunner.query(`DROP TABLE "response_attachment"`);
    await queryRunner.query(`DROP TABLE "response_comment"`);
    await queryRunner.query(`ALTER TABLE "response_version" DROP COLUMN "changed_at"`);
  }
}
