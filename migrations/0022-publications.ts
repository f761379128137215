import { MigrationInterface, QueryRunner } from 'typeorm';

/** What becomes of an approved text: publications with their proof, who else publishes, promises, press conferences. */
export class Publications1795400000022 implements MigrationInterface {
  name = 'Publications1795400000022';

  public async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of UP) await queryRunner.query(statement);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of TABLES) await queryRunner.query(`DROP TABLE "${table}"`);
  }
}

const TABLES = ['press_conference', 'commitment', 'publication_takeover', 'publication_proof', 'publication'];

const UP = [
  `CREATE TABLE "publication" (
    "id" uuid NOT NULL DEFAULT gen_random_uuid(),
    "jurisdiction_id" uuid NOT NULL,
    "incident_id" uuid NOT NULL,
    "response_id" uuid,
    "round" integer NOT NULL,
    "outlet_key" text,
    "owner" text,
    "publisher" text NOT NULL,
    "publisher_name" text,
    "form" text NOT NULL,
    "forwarded" boolean NOT NULL DEFAULT false,
    "state" text NOT NULL,
    "due_at" TIMESTAMP WITH TIME ZONE,
    "due_rule" text,
    "url" text,
    "published_at" TIMESTAMP WITH TIME ZONE,
    "registered_by" text,
    "registered_at" TIMESTAMP WITH TIME ZONE,
    "counts_as" text NOT NULL DEFAULT 'none',
    "counts_why" text NOT NULL DEFAULT '',
    "proof_hash" text,
    "proof_at" TIMESTAMP WITH TIME ZONE,
    "proof_status" text,
    "proof_note" text,
    "proof_findings" jsonb,
    "proof_tries" integer NOT NULL DEFAULT '0',
    "proof_next_at" TIMESTAMP WITH TIME ZONE,
    "reminded" integer NOT NULL DEFAULT '0',
    "listed" boolean NOT NULL DEFAULT false,
    "reason" text,
    "created_by" text NOT NULL,
    "created_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "rehearsal" boolean NOT NULL DEFAULT false,
    "version" integer NOT NULL DEFAULT '1',
    CONSTRAINT "PK_publication" PRIMARY KEY ("id")
  )`,
  `CREATE INDEX "publication_incident" ON "publication" ("incident_id", "round")`,
  `CREATE INDEX "publication_response" ON "publication" ("response_id")`,
  `CREATE INDEX "publication_state" ON "publication" ("jurisdiction_id", "state", "due_at")`,
  `CREATE INDEX "publication_proof_next" ON "publication" ("proof_next_at")`,
  `CREATE TABLE "publication_proof" (
    "id" uuid NOT NULL DEFAULT gen_random_uuid(),
    "publication_id" uuid NOT NULL,
    "mime" text NOT NULL,
    "size" integer NOT NULL,
    "hash" text NOT NULL,
    "content" bytea NOT NULL,
    "by" text NOT NULL,
    "at" TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT "PK_publication_proof" PRIMARY KEY ("id")
  )`,
  `CREATE INDEX "publication_proof_publication" ON "publication_proof" ("publication_id")`,
  `CREATE TABLE "publication_takeover" (
    "id" uuid NOT NULL DEFAULT gen_random_uuid(),
    "jurisdiction_id" uuid NOT NULL,
    "incident_id" uuid NOT NULL,
    "publisher" text NOT NULL,
    "name" text NOT NULL,
    "basis" text NOT NULL,
    "since" TIMESTAMP WITH TIME ZONE NOT NULL,
    "by" text NOT NULL,
    "at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "ended_at" TIMESTAMP WITH TIME ZONE,
    "ended_by" text,
    "end_reason" text,
    CONSTRAINT "PK_publication_takeover" PRIMARY KEY ("id")
  )`,
  `CREATE INDEX "publication_takeover_incident" ON "publication_takeover" ("incident_id")`,
  `CREATE TABLE "commitment" (
    "id" uuid NOT NULL DEFAULT gen_random_uuid(),
    "jurisdiction_id" uuid NOT NULL,
    "incident_id" uuid NOT NULL,
    "response_id" uuid,
    "publication_id" uuid,
    "what" text NOT NULL,
    "unit" text NOT NULL,
    "due_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "moved_from" TIMESTAMP WITH TIME ZONE,
    "moved_reason" text,
    "moved_url" text,
    "state" text NOT NULL,
    "proof_url" text,
    "outcome" text,
    "settled_at" TIMESTAMP WITH TIME ZONE,
    "settled_by" text,
    "created_by" text NOT NULL,
    "created_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "reminded" integer NOT NULL DEFAULT '0',
    "rehearsal" boolean NOT NULL DEFAULT false,
    "version" integer NOT NULL DEFAULT '1',
    CONSTRAINT "PK_commitment" PRIMARY KEY ("id")
  )`,
  `CREATE INDEX "commitment_incident" ON "commitment" ("incident_id")`,
  `CREATE INDEX "commitment_state" ON "commitment" ("jurisdiction_id", "state", "due_at")`,
  `CREATE TABLE "press_conference" (
    "id" uuid NOT NULL DEFAULT gen_random_uuid(),
    "jurisdiction_id" uuid NOT NULL,
    "incident_id" uuid NOT NULL,
    "round" integer NOT NULL,
    "form" text NOT NULL,
    "starts_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "place" text NOT NULL,
    "host" text NOT NULL,
    "host_unit" text NOT NULL,
    "units" text array NOT NULL,
    "points" text NOT NULL DEFAULT '',
    "media" integer,
    "done" text array NOT NULL,
    "state" text NOT NULL,
    "publication_id" uuid,
    "reason" text,
    "created_by" text NOT NULL,
    "created_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "rehearsal" boolean NOT NULL DEFAULT false,
    "version" integer NOT NULL DEFAULT '1',
    CONSTRAINT "PK_press_conference" PRIMARY KEY ("id")
  )`,
  `CREATE INDEX "press_conference_incident" ON "press_conference" ("incident_id")`,
];
