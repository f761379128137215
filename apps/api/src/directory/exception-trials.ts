import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { Principal } from '#access';
import { Clock } from '#clock';
import type { Item, Judgement } from '#incidents';
import { addVisibility, Conditions } from '#incidents/service';
import { judge, modelsOf } from '#judge';
import {
  classifiedWords,
  compileCondition,
  Directory,
  exceptionSchema,
  type CheckedEdits,
  type RoutingException,
} from '#jurisdiction';
import { readDirectory } from '#jurisdiction/service';
import { knownPolicy } from '#respond/service';
import { tryException, type ExceptionTry } from '#route';
import { routingFacts } from '#route/service';
import type { ExceptionTrial } from '../contract/index.js';
import { badInput } from '../http/problem.js';
import { sketch } from './dry-run/compare.js';
import type { tryForm } from './schemas.js';

const DAYS = 30;
const DAY = 86_400_000;
/** Past incidents tried at a keystroke's notice; the dry run of the change tries all. */
const PAST = 300;
const LONGEST_MS = 3_000;
const SHOWN = 20;

type Trier = (judgement: Judgement, at: Date) => ExceptionTry;

/** Tries an exception that is being edited; nothing is stored. */
@Injectable()
export class ExceptionTrials {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  async run(caller: Principal, form: z.output<typeof tryForm>): Promise<ExceptionTrial> {
    const directory = await readDirectory(this.database.manager, caller.jurisdictionId);
    const row = rowOf(form.body);
    const condition = compileCondition(row.when);
    if (!condition.ok) {
      const { message, position } = condition;
      return {
        compiles: false,
        message,
        position: position?.start ?? null,
        examples: [],
        text: null,
        past: null,
      };
    }
    const now = this.clock.now();
    const attempt = tryException(row, directory);
    const trier: Trier = (judgement, at) => attempt(judgement, { at });
    return {
      compiles: true,
      message: null,
      position: null,
      examples: row.examples.map(({ text, applies: expected }) => {
        const { applies, error } = trier(judged(text, directory, now), now);
        return { text, expected, applies, error };
      }),
      text: form.text === null ? null : tryText(form.text, directory, trier, now),
      past: form.past ? await this.past(caller, attempt, directory, now) : null,
    };
  }

  private async past(
    caller: Principal,
    attempt: ReturnType<typeof tryException>,
    directory: Directory,
    now: Date,
  ): Promise<NonNullable<ExceptionTrial['past']>> {
    const conditions = addVisibility(new Conditions(), caller);
    conditions.add('incident.judgement is not null and not incident.rehearsal and not incident.historic');
    conditions.add(`incident.discovered_at >= ${conditions.value(new Date(now.getTime() - DAYS * DAY))}`);
    const rows: { id: string; number: string; title: string; judgement: Judgement }[] =
      await this.database.query(
        `select id, number, title, judgement from incident where ${conditions.sql}
         order by discovered_at desc, id limit ${PAST}`,
        conditions.values,
      );
    const past: NonNullable<ExceptionTrial['past']> = { tried: 0, applied: 0, failed: 0, rows: [] };
    const until = Date.now() + LONGEST_MS;
    for (const { id: incidentId, number, title, judgement } of rows) {
      if (Date.now() > until) break;
      const matter = { id: incidentId, jurisdictionId: caller.jurisdictionId };
      const asked = { directory, policies: knownPolicy };
      const facts = await routingFacts(this.database.manager, matter, [judgement], asked);
      const { applies, error } = attempt(judgement, { at: now, ...facts });
      past.tried += 1;
      if (error !== null) past.failed += 1;
      if (!applies) continue;
      past.applied += 1;
      if (past.rows.length < SHOWN) past.rows.push({ incidentId, number, title });
    }
    return past;
  }
}

/** While somebody is typing, the name or basis may still be missing: what is tried is the condition and what then holds. */
function rowOf(body: Record<string, unknown>): RoutingException {
  const draft = { key: 'EX-0', name: '未命名', order: 0, when: 'true', then: {}, basis: '', ...body };
  const filled = Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== null));
  const parsed = exceptionSchema.extend({ name: z.string(), when: z.string() }).safeParse(filled);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw badInput(`${issue?.message ?? '例外的内容格式不正确'}。`);
}

function tryText(text: string, directory: Directory, trier: Trier, now: Date): ExceptionTrial['text'] {
  if (classifiedWords(directory, text).length > 0)
    throw badInput('内容可能涉密，请勿录入，通过保密渠道线下转办。');
  const judgement = judged(text, directory, now);
  const { applies, error, before, after } = trier(judgement, now);
  return {
    applies,
    error,
    before: sketch({ judgement, routing: before }),
    after: sketch({ judgement, routing: after }),
  };
}

/** Examples of edited exceptions that do not turn out as their author says, under the directory as it would stand. */
export function surprisesAmong({ edits, profile }: CheckedEdits, now: Date): string[] {
  const rows = edits.filter(({ kind, body }) => kind === 'exceptions' && body !== null);
  if (!profile || rows.length === 0) return [];
  const directory = new Directory(profile, 'check');
  return rows.flatMap(({ key }) => {
    const row = profile.exceptions.find((exception) => exception.key === key);
    return row ? surprisesOf(row, directory, now) : [];
  });
}

function surprisesOf(row: RoutingException, directory: Directory, now: Date): string[] {
  const attempt = tryException(row, directory);
  return row.examples.flatMap(({ text, applies: expected }) => {
    const { applies } = attempt(judged(text, directory, now), { at: now });
    const short = text.length > 20 ? `${text.slice(0, 20)}…` : text;
    if (applies === expected) return [];
    return [`例外${row.key}的例句“${short}”${expected ? '应当适用而没有适用' : '不应适用而适用了'}。`];
  });
}

/** As if somebody here had posted it just now. */
function judged(text: string, directory: Directory, now: Date): Judgement {
  const item: Item = {
    id: 'trial',
    title: '',
    text,
    source: { name: '试算', tier: 'self', scope: 'local' },
    discoveredAt: now.toISOString(),
  };
  return judge(item, directory, { models: modelsOf(directory) });
}
