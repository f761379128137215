import { MigrationInterface, QueryRunner } from 'typeorm';

export class Initial1795356206180 implements MigrationInterface {
  name = 'Initial1795356206180';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            CREATE TABLE "account" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "jurisdiction_id" uuid NOT NULL,
                "login" text NOT NULL,
                "display_name" text NOT NULL,
                "role" text NOT NULL,
                "unit" text,
                "password_hash" text NOT NULL,
                "must_change" boolean NOT NULL DEFAULT false,
                "disabled" boolean NOT NULL DEFAULT false,
                "failures" integer NOT NULL DEFAULT '0',
                "locked_until" TIMESTAMP WITH TIME ZONE,
                "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
                CONSTRAINT "UQ_02ec5e354b7a10ffa2e1c0b70e3" UNIQUE ("login"),
                CONSTRAINT "PK_54115ee388cdb6d86bb4bf5b2ea" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE TABLE "session" (
                "token_hash" bytea NOT NULL,
                "account_id" uuid NOT NULL,
                "created_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "last_seen_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                CONSTRAINT "PK_a83507eb0338ac037780e02f2b9" PRIMARY KEY ("token_hash")
            )
        `);
    await queryRunner.query(`
            CREATE TABLE "api_token" (
                "token_hash" bytea NOT NULL,
                "jurisdiction_id" uuid NOT NULL,
                "name" text NOT NULL,
                "role" text NOT NULL,
                "unit" text,
                "created_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "expires_at" TIMESTAMP WITH TIME ZONE,
                "revoked_at" TIMESTAMP WITH TIME ZONE,
                CONSTRAINT "PK_bafaa5aab5957cd193fb2da8f24" PRIMARY KEY ("token_hash")
            )
        `);
    await queryRunner.query(`
            CREATE TABLE "audit_log" (
                "id" BIGSERIAL NOT NULL,
                "at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "actor" text NOT NULL,
                "action" text NOT NULL,
                "subject" text,
                "success" boolean NOT NULL,
                "data" jsonb NOT NULL DEFAULT '{}',
                CONSTRAINT "PK_07fefa57f7f5ab8fc3f52b3ed0b" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "audit_at" ON "audit_log" ("at")
        `);
    await queryRunner.query(`
            CREATE TABLE "heartbeat" (
                "name" text NOT NULL,
                "at" TIMESTAMP WITH TIME ZONE NOT NULL,
                CONSTRAINT "PK_42ccdcc859bfbb2c221098df080" PRIMARY KEY ("name")
            )
        `);
    await queryRunner.query(`
            CREATE TABLE "clock_anchor" (
                "timeline" text NOT NULL,
                "started_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "virtual_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "real_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "factor" double precision NOT NULL,
                CONSTRAINT "PK_d6b72031f284154ff6a5927c827" PRIMARY KEY ("timeline")
            )
        `);
    await queryRunner.query(`
            CREATE TABLE "source" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "jurisdiction_id" uuid NOT NULL,
                "name" text NOT NULL,
                "kind" text NOT NULL,
                "url" text,
                "tier" text NOT NULL,
                "scope" text NOT NULL,
                "rehearsal" boolean NOT NULL DEFAULT false,
                "enabled" boolean NOT NULL DEFAULT false,
                "interval_seconds" integer NOT NULL DEFAULT '900',
                "etag" text,
                "last_modified" text,
                "next_due_at" TIMESTAMP WITH TIME ZONE,
                "leased_until" TIMESTAMP WITH TIME ZONE,
                "last_fetched_at" TIMESTAMP WITH TIME ZONE,
                "last_ok_at" TIMESTAMP WITH TIME ZONE,
                "last_new_item_at" TIMESTAMP WITH TIME ZONE,
                "failures" integer NOT NULL DEFAULT '0',
                "last_error" text,
                "item_count" integer NOT NULL DEFAULT '0',
                "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
                CONSTRAINT "PK_018c433f8264b58c86363eaadde" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "source_due" ON "source" ("next_due_at")
            WHERE enabled
        `);
    await queryRunner.query(`
            CREATE UNIQUE INDEX "source_name" ON "source" ("jurisdiction_id", "name")
        `);
    await queryRunner.query(`
            CREATE TABLE "assignment" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "jurisdiction_id" uuid NOT NULL,
                "incident_id" uuid NOT NULL,
                "unit" text NOT NULL,
                "roles" text array NOT NULL,
                "must_sign" boolean NOT NULL,
                "state" text NOT NULL,
                "sent_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "sign_due_at" TIMESTAMP WITH TIME ZONE,
                "signed_at" TIMESTAMP WITH TIME ZONE,
                "signed_by" text,
                "rehearsal" boolean NOT NULL DEFAULT false,
                CONSTRAINT "PK_43c2f5a3859f54cedafb270f37e" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "assignment_by_unit" ON "assignment" ("jurisdiction_id", "unit", "state")
        `);
    await queryRunner.query(`
            CREATE UNIQUE INDEX "assignment_unit" ON "assignment" ("incident_id", "unit")
            WHERE state <> 'withdrawn'
        `);
    await queryRunner.query(`
            CREATE INDEX "assignment_waiting" ON "assignment" ("incident_id", "sign_due_at")
            WHERE must_sign
                AND state = 'sent'
        `);
    await queryRunner.query(`
            CREATE TABLE "deadline" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "incident_id" uuid NOT NULL,
                "rule" text NOT NULL,
                "kind" text NOT NULL,
                "origin" text NOT NULL DEFAULT 'birth',
                "starts_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "due_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "state" text NOT NULL DEFAULT 'open',
                "settled_at" TIMESTAMP WITH TIME ZONE,
                "rehearsal" boolean NOT NULL DEFAULT false,
                CONSTRAINT "PK_9b68db28fc035ed8a84691bfbaf" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "deadline_due" ON "deadline" ("due_at")
            WHERE state = 'open'
        `);
    await queryRunner.query(`
            CREATE INDEX "deadline_waiting" ON "deadline" ("incident_id", "due_at")
            WHERE state IN ('open', 'missed')
        `);
    await queryRunner.query(`
            CREATE UNIQUE INDEX "deadline_rule" ON "deadline" ("incident_id", "rule", "origin")
        `);
    await queryRunner.query(`
            CREATE TABLE "escalation" (
                "assignment_id" uuid NOT NULL,
                "incident_id" uuid NOT NULL,
                "policy" jsonb NOT NULL,
                "step" integer NOT NULL DEFAULT '0',
                "next_due_at" TIMESTAMP WITH TIME ZONE,
                "stopped_at" TIMESTAMP WITH TIME ZONE,
                "stop_reason" text,
                "rehearsal" boolean NOT NULL DEFAULT false,
                CONSTRAINT "PK_f4f009d72cfd75c6d2f81ffb612" PRIMARY KEY ("assignment_id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "escalation_due" ON "escalation" ("next_due_at")
            WHERE stopped_at IS NULL
        `);
    await queryRunner.query(`
            CREATE TABLE "notice" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "jurisdiction_id" uuid NOT NULL,
                "incident_id" uuid NOT NULL,
                "assignment_id" uuid,
                "event_key" text NOT NULL,
                "contact_id" uuid NOT NULL,
                "channel" text NOT NULL,
                "template" text NOT NULL,
                "state" text NOT NULL DEFAULT 'pending',
                "attempts" integer NOT NULL DEFAULT '0',
                "next_attempt_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "last_error" text,
                "provider_answer" text,
                "accepted_at" TIMESTAMP WITH TIME ZONE,
                "priority" integer NOT NULL DEFAULT '0',
                "created_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "rehearsal" boolean NOT NULL DEFAULT false,
                CONSTRAINT "PK_705062b14410ff1a04998f86d72" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "notice_due" ON "notice" ("next_attempt_at")
            WHERE state IN ('pending', 'sending', 'committing')
        `);
    await queryRunner.query(`
            CREATE UNIQUE INDEX "notice_once" ON "notice" ("event_key", "contact_id", "channel")
        `);
    await queryRunner.query(`
            CREATE TABLE "incident" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "jurisdiction_id" uuid NOT NULL,
                "number" text NOT NULL,
                "title" text NOT NULL,
                "state" text NOT NULL,
                "event_level" text NOT NULL DEFAULT 'none',
                "opinion_level" text NOT NULL,
                "opinion_confirmed" boolean NOT NULL DEFAULT false,
                "provisional" boolean NOT NULL DEFAULT false,
                "must_respond" text array NOT NULL DEFAULT '{}',
                "places" jsonb NOT NULL DEFAULT '[]',
                "topics" text array NOT NULL DEFAULT '{}',
                "fields" text array NOT NULL DEFAULT '{}',
                "flags" text array NOT NULL DEFAULT '{}',
                "judgement" jsonb,
                "routing" jsonb,
                "routed_by" text,
                "routed_at" TIMESTAMP WITH TIME ZONE,
                "restricted" boolean NOT NULL DEFAULT false,
                "recused" text array NOT NULL DEFAULT '{}',
                "rehearsal" boolean NOT NULL DEFAULT false,
                "historic" boolean NOT NULL DEFAULT false,
                "item_count" integer NOT NULL DEFAULT '0',
                "published_at" TIMESTAMP WITH TIME ZONE,
                "discovered_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "learned_at" TIMESTAMP WITH TIME ZONE,
                "last_item_at" TIMESTAMP WITH TIME ZONE,
                "dispatched_at" TIMESTAMP WITH TIME ZONE,
                "answered_at" TIMESTAMP WITH TIME ZONE,
                "answer_url" text,
                "closed_at" TIMESTAMP WITH TIME ZONE,
                "close_reason" text,
                "recurrence_of" uuid,
                "needs_routing" boolean NOT NULL DEFAULT true,
                "version" integer NOT NULL DEFAULT '1',
                "created_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "updated_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                CONSTRAINT "PK_5f90b28b0b8238d89ee8edcf96e" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "incident_unrouted" ON "incident" ("updated_at")
            WHERE needs_routing
        `);
    await queryRunner.query(`
            CREATE INDEX "incident_recurrence" ON "incident" ("recurrence_of")
            WHERE recurrence_of IS NOT NULL
        `);
    await queryRunner.query(`
            CREATE INDEX "incident_state" ON "incident" ("jurisdiction_id", "state")
            WHERE NOT historic
        `);
    await queryRunner.query(`
            CREATE UNIQUE INDEX "incident_number" ON "incident" ("jurisdiction_id", "number")
        `);
    await queryRunner.query(`
            CREATE TABLE "incident_item" (
                "item_id" uuid NOT NULL,
                "incident_id" uuid NOT NULL,
                "duplicate_of" uuid,
                "at" TIMESTAMP WITH TIME ZONE NOT NULL,
                CONSTRAINT "PK_7c8f87ede32dc9a64aab17c3fca" PRIMARY KEY ("item_id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "incident_item_incident" ON "incident_item" ("incident_id")
        `);
    await queryRunner.query(`
            CREATE TABLE "judgement" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "seq" BIGSERIAL NOT NULL,
                "item_id" uuid NOT NULL,
                "incident_id" uuid,
                "directory_version" text NOT NULL,
                "result" jsonb NOT NULL,
                "at" TIMESTAMP WITH TIME ZONE NOT NULL,
                CONSTRAINT "PK_99667adcd9b4ba11ee00b59445d" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE UNIQUE INDEX "judgement_seq" ON "judgement" ("seq")
        `);
    await queryRunner.query(`
            CREATE INDEX "judgement_item" ON "judgement" ("item_id")
        `);
    await queryRunner.query(`
            CREATE TABLE "incident_counter" (
                "jurisdiction_id" uuid NOT NULL,
                "series" text NOT NULL,
                "last" integer NOT NULL,
                CONSTRAINT "PK_44c813df44b93b87199e6a427f1" PRIMARY KEY ("jurisdiction_id", "series")
            )
        `);
    await queryRunner.query(`
            CREATE TABLE "classified_hit" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "jurisdiction_id" uuid NOT NULL,
                "hash" bytea NOT NULL,
                "at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "note" text NOT NULL DEFAULT '已线下转办',
                CONSTRAINT "PK_3573716712dce25a50b5f30731d" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE UNIQUE INDEX "classified_hash" ON "classified_hit" ("jurisdiction_id", "hash")
        `);
    await queryRunner.query(`
            CREATE TABLE "item" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "seq" BIGSERIAL NOT NULL,
                "jurisdiction_id" uuid NOT NULL,
                "source_id" uuid,
                "key" bytea NOT NULL,
                "external_id" text,
                "channel" text NOT NULL,
                "title" text NOT NULL DEFAULT '',
                "text" text NOT NULL DEFAULT '',
                "url" text,
                "source" jsonb NOT NULL,
                "published_at" TIMESTAMP WITH TIME ZONE,
                "discovered_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "engagement" jsonb NOT NULL DEFAULT '{}',
                "hot_search" text NOT NULL DEFAULT 'none',
                "assigned_by_superior" boolean NOT NULL DEFAULT false,
                "superior_due_at" TIMESTAMP WITH TIME ZONE,
                "facts" jsonb NOT NULL DEFAULT '{}',
                "rehearsal" boolean NOT NULL DEFAULT false,
                "historic" boolean NOT NULL DEFAULT false,
                "into_incident_id" uuid,
                "entered_by" text,
                "judged_at" TIMESTAMP WITH TIME ZONE,
                "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
                CONSTRAINT "UQ_339b85f770fa33ec947806bf2ad" UNIQUE ("seq"),
                CONSTRAINT "PK_d3c0c71f23e7adcf952a1d13423" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "item_unjudged" ON "item" ("jurisdiction_id", "historic", "seq")
            WHERE judged_at IS NULL
        `);
    await queryRunner.query(`
            CREATE INDEX "item_discovered" ON "item" ("jurisdiction_id", "discovered_at")
            WHERE NOT historic
        `);
    await queryRunner.query(`
            CREATE UNIQUE INDEX "item_key" ON "item" ("jurisdiction_id", "key")
        `);
    await queryRunner.query(`
            CREATE TABLE "incident_log" (
                "id" BIGSERIAL NOT NULL,
                "jurisdiction_id" uuid NOT NULL,
                "incident_id" uuid NOT NULL,
                "type" text NOT NULL,
                "at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "actor" text NOT NULL,
                "data" jsonb NOT NULL DEFAULT '{}',
                CONSTRAINT "PK_88374be0294237ceafc01c4535b" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "incident_log_incident" ON "incident_log" ("incident_id", "id")
        `);
    await queryRunner.query(`
            CREATE TABLE "decision" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "incident_id" uuid NOT NULL,
                "kind" text NOT NULL,
                "by" text NOT NULL,
                "directory_version" text NOT NULL,
                "reason" text,
                "result" jsonb NOT NULL,
                "previous" jsonb,
                "at" TIMESTAMP WITH TIME ZONE NOT NULL,
                CONSTRAINT "PK_fa4cbd6abf1215054f13c27df5a" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "decision_incident" ON "decision" ("incident_id")
        `);
    await queryRunner.query(`
            CREATE TABLE "jurisdiction" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "code" text NOT NULL,
                "name" text NOT NULL,
                "directory_version" integer NOT NULL DEFAULT '1',
                "loaded_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
                CONSTRAINT "UQ_c1d6ad3bf29ee463d99f0d08a0b" UNIQUE ("code"),
                CONSTRAINT "PK_0f85126272d91bb550d40207022" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE TABLE "directory_entry" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "jurisdiction_id" uuid NOT NULL,
                "kind" text NOT NULL,
                "key" text NOT NULL,
                "revision" integer NOT NULL DEFAULT '1',
                "position" integer NOT NULL,
                "body" jsonb NOT NULL,
                "changed_by" text NOT NULL,
                "changed_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "replaced_at" TIMESTAMP WITH TIME ZONE,
                CONSTRAINT "PK_f3c0989289c2606c32389bf8502" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "directory_entry_current" ON "directory_entry" ("jurisdiction_id", "kind", "position")
            WHERE replaced_at IS NULL
        `);
    await queryRunner.query(`
            CREATE UNIQUE INDEX "directory_entry_key" ON "directory_entry" ("jurisdiction_id", "kind", "key", "revision")
        `);
    await queryRunner.query(`
            CREATE TABLE "contact" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "jurisdiction_id" uuid NOT NULL,
                "unit" text NOT NULL,
                "role" text NOT NULL,
                "name_sealed" bytea NOT NULL,
                "phone_sealed" bytea,
                "email_sealed" bytea,
                "valid_from" date,
                "valid_to" date,
                "last_reached_at" TIMESTAMP WITH TIME ZONE,
                CONSTRAINT "PK_2cbbe00f59ab6b3bb5b8d19f989" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "contact_unit" ON "contact" ("jurisdiction_id", "unit")
        `);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            DROP INDEX "public"."contact_unit"
        `);
    await queryRunner.query(`
            DROP TABLE "contact"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."directory_entry_key"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."directory_entry_current"
        `);
    await queryRunner.query(`
            DROP TABLE "directory_entry"
        `);
    await queryRunner.query(`
            DROP TABLE "jurisdiction"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."decision_incident"
        `);
    await queryRunner.query(`
            DROP TABLE "decision"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."incident_log_incident"
        `);
    await queryRunner.query(`
            DROP TABLE "incident_log"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."item_key"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."item_discovered"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."item_unjudged"
        `);
    await queryRunner.query(`
            DROP TABLE "item"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."classified_hash"
        `);
    await queryRunner.query(`
            DROP TABLE "classified_hit"
        `);
    await queryRunner.query(`
            DROP TABLE "incident_counter"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."judgement_item"
        `);
    await queryRunner.query(`
            DROP TABLE "judgement"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."incident_item_incident"
        `);
    await queryRunner.query(`
            DROP TABLE "incident_item"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."incident_number"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."incident_state"
        `);
    await queryRunner.query(`
            DROP TABLE "incident"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."notice_once"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."notice_due"
        `);
    await queryRunner.query(`
            DROP TABLE "notice"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."escalation_due"
        `);
    await queryRunner.query(`
            DROP TABLE "escalation"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."deadline_rule"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."deadline_waiting"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."deadline_due"
        `);
    await queryRunner.query(`
            DROP TABLE "deadline"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."assignment_waiting"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."assignment_unit"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."assignment_by_unit"
        `);
    await queryRunner.query(`
            DROP TABLE "assignment"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."source_name"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."source_due"
        `);
    await queryRunner.query(`
            DROP TABLE "source"
        `);
    await queryRunner.query(`
            DROP TABLE "heartbeat"
        `);
    await queryRunner.query(`
            DROP TABLE "clock_anchor"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."audit_at"
        `);
    await queryRunner.query(`
            DROP TABLE "audit_log"
        `);
    await queryRunner.query(`
            DROP TABLE "api_token"
        `);
    await queryRunner.query(`
            DROP TABLE "session"
        `);
    await queryRunner.query(`
            DROP TABLE "account"
        `);
  }
}
