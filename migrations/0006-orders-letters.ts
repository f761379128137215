import { MigrationInterface, QueryRunner } from 'typeorm';

/** Superior's orders (DL-19, RT-06) and letters to coordinators outside (RT-55). */
export class OrdersLetters1795400000006 implements MigrationInterface {
  name = 'OrdersLetters1795400000006';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            CREATE TABLE "superior_order" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "jurisdiction_id" uuid NOT NULL,
                "incident_id" uuid NOT NULL,
                "item_id" uuid,
                "body" text NOT NULL,
                "document_number" text,
                "caller_sealed" bytea,
                "caller_phone_sealed" bytea,
                "channel" text NOT NULL,
                "received_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "asked" text NOT NULL,
                "due_at" TIMESTAMP WITH TIME ZONE,
                "report_to" text,
                "units" text array NOT NULL DEFAULT '{}',
                "state" text NOT NULL DEFAULT 'open',
                "reported_at" TIMESTAMP WITH TIME ZONE,
                "reported_to" text,
                "reported_by" text,
                "report_text" text,
                "withdrawn_reason" text,
                "registered_by" text NOT NULL,
                "created_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "steps" jsonb NOT NULL DEFAULT '[]',
                "step" integer NOT NULL DEFAULT '0',
                "next_step_at" TIMESTAMP WITH TIME ZONE,
                "rehearsal" boolean NOT NULL DEFAULT false,
                CONSTRAINT "PK_a13ab3b9d1b9c4625abfaaeef58" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`CREATE INDEX "superior_order_incident" ON "superior_order" ("incident_id")`);
    await queryRunner.query(
      `CREATE INDEX "superior_order_due" ON "superior_order" ("jurisdiction_id", "state", "due_at")`,
    );
    await queryRunner.query(
      `CREATE UNIQUE INDEX "superior_order_item" ON "superior_order" ("item_id") WHERE item_id IS NOT NULL`,
    );
    await queryRunner.query(
      `CREATE INDEX "superior_order_urge" ON "superior_order" ("next_step_at") WHERE next_step_at IS NOT NULL`,
    );
    await queryRunner.query(`
            CREATE TABLE "order_attachment" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "order_id" uuid NOT NULL,
                "name" text NOT NULL,
                "type" text NOT NULL,
                "size" integer NOT NULL,
                "content" bytea NOT NULL,
                "added_by" text NOT NULL,
                "added_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                CONSTRAINT "PK_45ca3c8f9be08e553ccdc954390" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`CREATE INDEX "order_attachment_order" ON "order_attachment" ("order_id")`);
    await queryRunner.query(`
            CREATE TABLE "coordination" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "jurisdiction_id" uuid NOT NULL,
                "incident_id" uuid NOT NULL,
                "unit" text NOT NULL,
                "beside" text,
                "scopes" text array NOT NULL DEFAULT '{}',
                "state" text NOT NULL DEFAULT 'drafted',
                "letter_number" text NOT NULL,
                "created_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "due_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "sent_at" TIMESTAMP WITH TIME ZONE,
                "how" text,
                "handed_by" text,
                "handed_note" text,
                "settled_at" TIMESTAMP WITH TIME ZONE,
                "settled_by" text,
                "person_sealed" bytea,
                "phone_sealed" bytea,
                "reason" text,
                "steps" jsonb NOT NULL DEFAULT '[]',
                "step" integer NOT NULL DEFAULT '0',
                "next_step_at" TIMESTAMP WITH TIME ZONE,
                "rehearsal" boolean NOT NULL DEFAULT false,
                CONSTRAINT "PK_9fff1681aa74370990a2d9dde69" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(
      `CREATE UNIQUE INDEX "coordination_unit" ON "coordination" ("incident_id", "unit") WHERE state <> 'recalled'`,
    );
    await queryRunner.query(
      `CREATE UNIQUE INDEX "coordination_number" ON "coordination" ("jurisdiction_id", "letter_number")`,
    );
    await queryRunner.query(
      `CREATE INDEX "coordination_due" ON "coordination" ("jurisdiction_id", "state", "due_at")`,
    );
    await queryRunner.query(
      `CREATE INDEX "coordination_urge" ON "coordination" ("next_step_at") WHERE next_step_at IS NOT NULL`,
    );
    await queryRunner.query(`ALTER TABLE "deadline" ADD "order_id" uuid`);
    // Each order keeps its own DL-19; what came before had one for all.
    await queryRunner.query(`DROP INDEX "deadline_rule"`);
    await queryRunner.query(
      `CREATE UNIQUE INDEX "deadline_rule" ON "deadline" ("incident_id", "rule", "origin") WHERE order_id IS NULL`,
    );
    await queryRunner.query(
      `CREATE UNIQUE INDEX "deadline_order" ON "deadline" ("order_id") WHERE order_id IS NOT NULL`,
    );
    await queryRunner.query(`ALTER TABLE "notice" ADD "subject_id" uuid`);
    await adoptFormer(queryRunner);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE "notice" DROP COLUMN "subject_id"`);
    await queryRunner.query(`DELETE FROM "deadline" WHERE order_id IS NOT NULL`);
    await queryRunner.query(`DROP INDEX "deadline_order"`);
    await queryRunner.query(`DROP INDEX "deadline_rule"`);
    await queryRunner.query(
      `CREATE UNIQUE INDEX "deadline_rule" ON "deadline" ("incident_id", "rule", "origin")`,
    );
    await queryRunner.query(`ALTER TABLE "deadline" DROP COLUMN "order_id"`);
    await queryRunner.query(`DROP TABLE "coordination"`);
    await queryRunner.query(`DROP TABLE "order_attachment"`);
    await queryRunner.query(`DROP TABLE "superior_order"`);
  }
}

/** A due time that an item set before orders had a record: one order each, of the item that set it. */
async function adoptFormer(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
            INSERT INTO "superior_order" (jurisdiction_id, incident_id, item_id, body, channel, received_at, asked,
                due_at, state, reported_at, registered_by, created_at, rehearsal)
            SELECT DISTINCT ON (due.id) incident.jurisdiction_id, incident.id, item.id, item.source->>'name', 'system',
                item.discovered_at, coalesce(nullif(item.text, ''), item.title), due.due_at,
                CASE WHEN due.settled_at IS NULL THEN 'open' ELSE 'reported' END, due.settled_at, 'system',
                item.discovered_at, incident.rehearsal
            FROM "deadline" due
            JOIN "incident" ON incident.id = due.incident_id
            JOIN "incident_item" link ON link.incident_id = incident.id
            JOIN "item" ON item.id = link.item_id AND item.superior_due_at = due.due_at
            WHERE due.rule = 'DL-19'
            ORDER BY due.id, item.seq
        `);
  await queryRunner.query(`
            UPDATE "deadline" SET order_id = orders.id
            FROM "superior_order" orders
            WHERE deadline.rule = 'DL-19' AND orders.incident_id = deadline.incident_id
                AND orders.due_at = deadline.due_at
        `);
}
