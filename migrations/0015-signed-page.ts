import { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Handing on, codes by SMS, forms that act once, answers of the first report; and what open pages hear of: a message in
 * somebody's inbox, a source that works or works no more.
 */
export class SignedPage1795400000015 implements MigrationInterface {
  name = 'SignedPage1795400000015';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            CREATE TABLE "hand_on" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "jurisdiction_id" uuid NOT NULL,
                "incident_id" uuid NOT NULL,
                "assignment_id" uuid NOT NULL,
                "unit" text NOT NULL,
                "turn" integer NOT NULL,
                "from_contact_id" uuid NOT NULL,
                "from_role" text NOT NULL,
                "to_contact_id" uuid,
                "to_role" text,
                "person_sealed" bytea,
                "note" text NOT NULL,
                "state" text NOT NULL,
                "at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "settled_at" TIMESTAMP WITH TIME ZONE,
                "settled_by" text,
                "rehearsal" boolean NOT NULL DEFAULT false,
                CONSTRAINT "PK_hand_on" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`CREATE UNIQUE INDEX "hand_on_duty" ON "hand_on" ("assignment_id", "turn")`);
    await queryRunner.query(`CREATE INDEX "hand_on_incident" ON "hand_on" ("incident_id")`);
    await queryRunner.query(`
            CREATE TABLE "sign_code" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "assignment_id" uuid NOT NULL,
                "contact_id" uuid NOT NULL,
                "code_hash" bytea NOT NULL,
                "at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "tries" integer NOT NULL DEFAULT '0',
                "used_at" TIMESTAMP WITH TIME ZONE,
                CONSTRAINT "PK_sign_code" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(
      `CREATE INDEX "sign_code_asked" ON "sign_code" ("assignment_id", "contact_id", "at")`,
    );
    await queryRunner.query(`
            CREATE TABLE "link_form" (
                "token_hash" bytea NOT NULL,
                "used_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                CONSTRAINT "PK_link_form" PRIMARY KEY ("token_hash")
            )
        `);
    await queryRunner.query(`CREATE INDEX "link_form_used" ON "link_form" ("used_at")`);
    await queryRunner.query(`ALTER TABLE "first_report" ADD "answers" jsonb`);
    await queryRunner.query(
      `CREATE INDEX "notice_inbox" ON "notice" ("account_id", "created_at") WHERE channel = 'app'`,
    );
    for (const statement of LIVE) await queryRunner.query(statement);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TRIGGER "source_told" ON "source"`);
    await queryRunner.query(`DROP TRIGGER "notice_told" ON "notice"`);
    await queryRunner.query(`DROP FUNCTION tell_of_source()`);
    await queryRunner.query(`DROP FUNCTION tell_of_inbox()`);
    await queryRunner.query(`DROP INDEX "notice_inbox"`);
    await queryRunner.query(`ALTER TABLE "first_report" DROP COLUMN "answers"`);
    await queryRunner.query(`DROP TABLE "link_form"`);
    await queryRunner.query(`DROP TABLE "sign_code"`);
    await queryRunner.query(`DROP TABLE "hand_on"`);
  }
}

/** Said by the database itself, whoever writes the row and in whatever statement. */
const LIVE = [
  `CREATE OR REPLACE FUNCTION tell_of_inbox() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM pg_notify('huiyin_inbox', json_build_object('noticeId', NEW.id, 'accountId', NEW.account_id,
        'incidentId', NEW.incident_id, 'jurisdictionId', NEW.jurisdiction_id, 'fresh', TG_OP = 'INSERT')::text);
      RETURN NULL;
    END $$`,
  `CREATE TRIGGER "notice_told" AFTER INSERT OR UPDATE OF delivered_at ON "notice" FOR EACH ROW
    WHEN (NEW.channel = 'app' AND NEW.account_id IS NOT NULL) EXECUTE FUNCTION tell_of_inbox()`,
  `CREATE OR REPLACE FUNCTION tell_of_source() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM pg_notify('huiyin_source',
        json_build_object('sourceId', NEW.id, 'jurisdictionId', NEW.jurisdiction_id)::text);
      RETURN NULL;
    END $$`,
  // A look that finds nothing new changes times only, and is no news.
  `CREATE TRIGGER "source_told" AFTER UPDATE ON "source" FOR EACH ROW
    WHEN ((OLD.name, OLD.url, OLD.enabled, OLD.interval_seconds, OLD.failures, OLD.last_error, OLD.item_count)
      IS DISTINCT FROM (NEW.name, NEW.url, NEW.enabled, NEW.interval_seconds, NEW.failures, NEW.last_error, NEW.item_count))
    EXECUTE FUNCTION tell_of_source()`,
];
