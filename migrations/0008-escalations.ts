import { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Escalations of every clock in one table, with the whole policy stamped; announcements; messages over more channels than
 * mail. Running escalations of before keep their times: their steps count in seconds from the first.
 */
export class Escalations1795400000008 implements MigrationInterface {
  name = 'Escalations1795400000008';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE "escalation" RENAME TO "escalation_before"`);
    await queryRunner.query(
      `ALTER TABLE "escalation_before" DROP CONSTRAINT "PK_f4f009d72cfd75c6d2f81ffb612"`,
    );
    await queryRunner.query(`DROP INDEX "escalation_due"`);
    await queryRunner.query(`
            CREATE TABLE "escalation" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "jurisdiction_id" uuid NOT NULL,
                "incident_id" uuid NOT NULL,
                "clock" text NOT NULL,
                "subject_id" uuid NOT NULL,
                "assignment_id" uuid,
                "unit" text,
                "policy" jsonb NOT NULL,
                "eras" jsonb NOT NULL,
                "due_at" TIMESTAMP WITH TIME ZONE,
                "taken" integer array NOT NULL DEFAULT '{}',
                "next_due_at" TIMESTAMP WITH TIME ZONE,
                "stopped_at" TIMESTAMP WITH TIME ZONE,
                "stop_reason" text,
                "rehearsal" boolean NOT NULL DEFAULT false,
                CONSTRAINT "PK_a2d9b6e1b8a5b1f2f3c4d5e6f70" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(OLD_LADDERS);
    await queryRunner.query(`DROP TABLE "escalation_before"`);
    await queryRunner.query(
      `CREATE UNIQUE INDEX "escalation_subject" ON "escalation" ("clock", "subject_id")`,
    );
    await queryRunner.query(
      `CREATE INDEX "escalation_due" ON "escalation" ("rehearsal", "next_due_at") WHERE stopped_at IS NULL`,
    );
    await queryRunner.query(`CREATE INDEX "escalation_incident" ON "escalation" ("incident_id")`);
    await announcements(queryRunner);
    await otherLadders(queryRunner);
    await notices(queryRunner);
    await endpoints(queryRunner);
    await policies(queryRunner);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE "channel_endpoint"`);
    await queryRunner.query(`DROP INDEX "notice_receipt"`);
    await queryRunner.query(`DROP INDEX "notice_incident"`);
    await queryRunner.query(`DROP INDEX "notice_once"`);
    await queryRunner.query(
      `DELETE FROM "notice" WHERE contact_id IS NULL OR incident_id IS NULL OR channel <> 'mail'`,
    );
    await queryRunner.query(`
            ALTER TABLE "notice" DROP COLUMN "recipient_id", DROP COLUMN "endpoint_id", DROP COLUMN "account_id",
              DROP COLUMN "receipt_id", DROP COLUMN "delivered_at", DROP COLUMN "bundled_in", DROP COLUMN "data",
              ALTER COLUMN "incident_id" SET NOT NULL, ALTER COLUMN "contact_id" SET NOT NULL
        `);
    await queryRunner.query(
      `CREATE UNIQUE INDEX "notice_once" ON "notice" ("event_key", "contact_id", "channel")`,
    );
    await queryRunner.query(`DROP TABLE "announcement"`);
    await queryRunner.query(`DROP TABLE "escalation"`);
    for (const table of ['superior_order', 'coordination'])
      await queryRunner.query(`
            ALTER TABLE "${table}" ADD "steps" jsonb NOT NULL DEFAULT '[]', ADD "step" integer NOT NULL DEFAULT 0,
              ADD "next_step_at" TIMESTAMP WITH TIME ZONE
        `);
    await queryRunner.query(
      `CREATE INDEX "superior_order_urge" ON "superior_order" ("next_step_at") WHERE next_step_at IS NOT NULL`,
    );
    await queryRunner.query(
      `CREATE INDEX "coordination_urge" ON "coordination" ("next_step_at") WHERE next_step_at IS NOT NULL`,
    );
    await queryRunner.query(`
            ALTER TABLE "refusal" ADD "step" integer NOT NULL DEFAULT 0,
              ADD "next_due_at" TIMESTAMP WITH TIME ZONE, ADD "news" text
        `);
    await queryRunner.query(`ALTER TABLE "extension" ADD "news" text`);
    await queryRunner.query(
      `CREATE INDEX "refusal_news" ON "refusal" ("incident_id") WHERE news IS NOT NULL`,
    );
    await queryRunner.query(
      `CREATE INDEX "refusal_due" ON "refusal" ("next_due_at") WHERE next_due_at IS NOT NULL`,
    );
    await queryRunner.query(
      `CREATE INDEX "extension_news" ON "extension" ("incident_id") WHERE news IS NOT NULL`,
    );
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
    await queryRunner.query(
      `CREATE INDEX "escalation_due" ON "escalation" ("next_due_at") WHERE stopped_at IS NULL`,
    );
  }
}

const OLD_LADDERS = `
  insert into escalation (jurisdiction_id, incident_id, clock, subject_id, assignment_id, unit, policy, eras, taken,
    next_due_at, stopped_at, stop_reason, rehearsal)
  select duty.jurisdiction_id, old.incident_id, 'sign', old.assignment_id, old.assignment_id, duty.unit,
    jsonb_build_object(
      'key', old.policy->>'key', 'name', '签收催办', 'version', '', 'repeat', null, 'stop', '[]'::jsonb, 'rest', null, 'edition', 0,
      'spans', '{"一般": 1000, "较大": 1000, "重大": 1000, "特别重大": 1000}'::jsonb,
      'steps', coalesce((
        select jsonb_agg(jsonb_build_object('to', step->>'to', 'template', step->>'template', 'reach', 'each',
            'plus', 0, 'channels', '["mail"]'::jsonb, 'minLevel', '一般',
            'after', extract(epoch from (step->>'at')::timestamptz - (old.policy->'steps'->0->>'at')::timestamptz))
          order by place)
        from jsonb_array_elements(old.policy->'steps') with ordinality as steps(step, place)), '[]'::jsonb)),
    jsonb_build_array(jsonb_build_object('level', '一般',
      'from', coalesce(old.policy->'steps'->0->>'at', to_char(duty.sent_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))),
    array(select generate_series(0, old.step - 1)), old.next_due_at, old.stopped_at, old.stop_reason, old.rehearsal
  from escalation_before old join assignment duty on duty.id = old.assignment_id`;

/** Orders, letters and refusals had ladders of their own; what is under way goes on from the step it had reached. */
async function otherLadders(queryRunner: QueryRunner): Promise<void> {
  for (const [clock, table] of [
    ['order', 'superior_order'],
    ['letter', 'coordination'],
  ])
    await queryRunner.query(`
            insert into escalation (jurisdiction_id, incident_id, clock, subject_id, policy, eras, taken, next_due_at,
              rehearsal)
            select old.jurisdiction_id, old.incident_id, '${clock}', old.id,
              ${stamped(clock ?? '')},
              jsonb_build_array(jsonb_build_object('level', '一般', 'from', old.steps->0->>'at')),
              array(select generate_series(0, old.step - 1)), old.next_step_at, old.rehearsal
            from "${table}" old where old.next_step_at is not null
        `);
  await queryRunner.query(`
            insert into escalation (jurisdiction_id, incident_id, clock, subject_id, unit, policy, eras, due_at, taken,
              next_due_at, rehearsal)
            select old.jurisdiction_id, old.incident_id, 'ruling', old.id, old.ruler, '${RULING}'::jsonb,
              jsonb_build_array(jsonb_build_object('level', '一般',
                'from', to_char(old.raised_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))),
              old.due_at, array(select generate_series(0, old.step - 1)), old.next_due_at, old.rehearsal
            from refusal old where old.next_due_at is not null and old.state in ('waiting', 'prepared')
        `);
  for (const [table, unit] of [
    [
      'refusal',
      "case when news in ('refusal_upheld', 'refusal_joint', 'refusal_moved') then unit else ruler end",
    ],
    ['extension', "case when news = 'extension_asked' then ruler else unit end"],
  ])
    await queryRunner.query(`
            insert into announcement (jurisdiction_id, incident_id, assignment_id, subject_id, event_key, unit, audience,
              template, own_only, created_at, rehearsal)
            select jurisdiction_id, incident_id,
              case when news in ('refusal_upheld', 'refusal_joint', 'extension_granted', 'extension_declined')
                then assignment_id end,
              id, id || ':' || news, ${unit},
              case when news = 'refusal_to_confirm' then 'charge_leader' else 'liaison_and_handler' end, news,
              news not in ('refusal_to_confirm', 'refusal_returned', 'extension_asked'), now(), rehearsal
            from "${table}" where news is not null
        `);
  for (const table of ['superior_order', 'coordination'])
    await queryRunner.query(
      `ALTER TABLE "${table}" DROP COLUMN "steps", DROP COLUMN "step", DROP COLUMN "next_step_at"`,
    );
  await queryRunner.query(
    `ALTER TABLE "refusal" DROP COLUMN "step", DROP COLUMN "next_due_at", DROP COLUMN "news"`,
  );
  await queryRunner.query(`ALTER TABLE "extension" DROP COLUMN "news"`);
}

/** A ladder of absolute times as a policy that counts in seconds from its first step. */
const stamped = (name: string) => `jsonb_build_object(
      'key', '${name}', 'name', '${name}', 'version', '', 'repeat', null, 'stop', '[]'::jsonb, 'rest', null, 'edition', 0,
      'spans', '{"一般": 1000, "较大": 1000, "重大": 1000, "特别重大": 1000}'::jsonb,
      'steps', (select jsonb_agg(jsonb_build_object('to', step->>'to', 'template', step->>'template', 'reach', 'each',
            'plus', 0, 'channels', '["mail"]'::jsonb, 'minLevel', '一般',
            'after', extract(epoch from (step->>'at')::timestamptz - (old.steps->0->>'at')::timestamptz))
          order by place)
        from jsonb_array_elements(old.steps) with ordinality as steps(step, place)))`;

const step = (after: number, to: string, template: string) => ({
  after,
  plus: 0,
  to,
  template,
  channels: ['mail'],
  reach: 'each',
  minLevel: '一般',
});
const RULING = JSON.stringify({
  key: 'ruling',
  name: '退单裁定催办',
  version: '',
  steps: [
    step(0, 'liaison_and_handler', 'refusal_raised'),
    step(1, 'liaison_and_handler', 'refusal_overdue'),
    step(1.5, 'charge_leader', 'refusal_overdue_leader'),
  ],
  repeat: null,
  stop: [],
  spans: null,
  rest: null,
  edition: 0,
});

/**
 * The ladder of a loaded city counts sign-off; the clocks that were code until now get their rows. Settings of the ladders
 * that became rows are gone from the clocks.
 */
async function policies(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(
    `update directory_entry set body = body || '{"clock": "sign"}' where kind = 'policies' and not body ? 'clock'`,
  );
  await queryRunner.query(`
            update directory_entry set body = (body - 'orders') #- '{coordination,leaderAfter}' where kind = 'clocks'
        `);
  await queryRunner.query(
    `
            insert into directory_entry (jurisdiction_id, kind, key, position, body, changed_by, changed_at)
            select jurisdiction.id, 'policies', row.body->>'key', 100 + row.place, row.body, 'system', now()
            from jurisdiction, jsonb_array_elements($1::jsonb) with ordinality as row(body, place)
            where not exists (select 1 from directory_entry known where known.jurisdiction_id = jurisdiction.id
              and known.kind = 'policies' and known.body->>'clock' = row.body->>'clock')
        `,
    [JSON.stringify(NEW_POLICIES)],
  );
  await queryRunner.query(`update jurisdiction set directory_version = directory_version + 1`);
}

const row = (key: string, name: string, steps: object[]) => ({ key, name, clock: key, steps });
const NEW_POLICIES = [
  row('report', '核实初报催办（签收后没有下文的重新催办）', [
    { after: 0.8, to: 'liaison_and_handler', template: 'report_reminder' },
    { after: 1, to: 'liaison_and_handler', template: 'report_overdue' },
    { after: 1.25, to: 'charge_leader', template: 'report_overdue_leader' },
    { after: 1.5, to: 'office', template: 'report_overdue_office' },
    { after: 2, to: 'leadership', minLevel: '重大', template: 'report_overdue_leadership' },
  ]),
  row('ruling', '退单裁定催办', [
    { after: 0, to: 'liaison_and_handler', template: 'refusal_raised' },
    { after: 1, to: 'liaison_and_handler', template: 'refusal_overdue' },
    { after: 1.5, to: 'charge_leader', template: 'refusal_overdue_leader' },
    { after: 2, to: 'leadership', minLevel: '重大', template: 'refusal_overdue_leader' },
  ]),
  row('statutory', '法定时限预警（剩余50%、20%、到期）', [
    { after: 0.5, to: 'liaison_and_handler', template: 'deadline_half' },
    { after: 0.8, to: 'liaison_and_handler', template: 'deadline_near' },
    { after: 0.8, to: 'charge_leader', template: 'deadline_near' },
    { after: 1, to: 'office', template: 'deadline_missed' },
    { after: 1, to: 'charge_leader', template: 'deadline_missed_unit' },
    { after: 1, plus: 'PT2H', to: 'leadership', minLevel: '重大', template: 'deadline_missed' },
  ]),
  row('order', '上级交办时限预警', [
    { after: 0, to: 'office', template: 'order_received' },
    { after: 0.8, to: 'office', template: 'order_near' },
    { after: 1, to: 'office', template: 'order_missed' },
    { after: 1, plus: 'PT1H', to: 'office_leader', template: 'order_missed' },
  ]),
  row('letter', '协调函催复', [
    { after: 0, to: 'outside', template: 'coordination_letter' },
    { after: 1, to: 'outside', template: 'coordination_reminder' },
    { after: 1, to: 'office', template: 'coordination_missed' },
    { after: 1, plus: 'PT2H', to: 'office_leader', template: 'coordination_missed' },
  ]),
  row('pool', '待分派催办（兜底池不得无主）', [{ after: 1, to: 'office_leader', template: 'pool_overdue' }]),
  row('incident', '重大舆情交办即知会市政府办公室', [
    { after: 0, to: 'office', minLevel: '重大', template: 'office_notified' },
  ]),
];

async function announcements(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
            CREATE TABLE "announcement" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "jurisdiction_id" uuid NOT NULL,
                "incident_id" uuid NOT NULL,
                "assignment_id" uuid,
                "subject_id" uuid,
                "event_key" text NOT NULL,
                "unit" text NOT NULL,
                "audience" text NOT NULL,
                "template" text NOT NULL,
                "channels" text array,
                "own_only" boolean NOT NULL DEFAULT false,
                "data" jsonb NOT NULL DEFAULT '{}',
                "created_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "told_at" TIMESTAMP WITH TIME ZONE,
                "rehearsal" boolean NOT NULL DEFAULT false,
                CONSTRAINT "PK_e0ef0550174fd1099a308fd18a0" PRIMARY KEY ("id")
            )
        `);
  await queryRunner.query(`CREATE UNIQUE INDEX "announcement_once" ON "announcement" ("event_key")`);
  await queryRunner.query(
    `CREATE INDEX "announcement_waiting" ON "announcement" ("created_at") WHERE told_at IS NULL`,
  );
}

async function notices(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
            ALTER TABLE "notice" ADD "recipient_id" uuid, ADD "endpoint_id" uuid, ADD "account_id" uuid,
              ADD "receipt_id" text, ADD "delivered_at" TIMESTAMP WITH TIME ZONE, ADD "bundled_in" uuid,
              ADD "data" jsonb NOT NULL DEFAULT '{}', ALTER COLUMN "incident_id" DROP NOT NULL,
              ALTER COLUMN "contact_id" DROP NOT NULL
        `);
  await queryRunner.query(`UPDATE "notice" SET recipient_id = contact_id`);
  await queryRunner.query(`ALTER TABLE "notice" ALTER COLUMN "recipient_id" SET NOT NULL`);
  await queryRunner.query(`DROP INDEX "notice_once"`);
  await queryRunner.query(
    `CREATE UNIQUE INDEX "notice_once" ON "notice" ("event_key", "recipient_id", "channel")`,
  );
  await queryRunner.query(`CREATE INDEX "notice_incident" ON "notice" ("incident_id")`);
  await queryRunner.query(
    `CREATE INDEX "notice_receipt" ON "notice" ("receipt_id") WHERE receipt_id IS NOT NULL`,
  );
}

async function endpoints(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
            CREATE TABLE "channel_endpoint" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "jurisdiction_id" uuid NOT NULL,
                "kind" text NOT NULL,
                "name" text NOT NULL,
                "units" text array NOT NULL DEFAULT '{}',
                "settings_sealed" bytea NOT NULL,
                "enabled" boolean NOT NULL DEFAULT false,
                "ok_at" TIMESTAMP WITH TIME ZONE,
                "failed_at" TIMESTAMP WITH TIME ZONE,
                "failure" text,
                "version" integer NOT NULL DEFAULT '1',
                "created_by" text NOT NULL,
                "created_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "removed_at" TIMESTAMP WITH TIME ZONE,
                CONSTRAINT "PK_4d1ac6d9ab0e8e5a5c9ec4b4c3f" PRIMARY KEY ("id")
            )
        `);
  await queryRunner.query(
    `CREATE UNIQUE INDEX "channel_endpoint_name" ON "channel_endpoint" ("jurisdiction_id", "name") WHERE removed_at IS NULL`,
  );
}
