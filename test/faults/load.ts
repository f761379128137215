import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { nextStep, type StampedPolicy } from '#incidents';
import { AssignmentRow, EscalationRow, IncidentRow, type Channel } from '#incidents/service';
import { ContactRow } from '#jurisdiction/service';
import type { Random } from '../../bench/random.js';

/** An alert somebody must get: known from the plan alone, not from what the engine wrote. */
export interface DueAlert {
  eventKey: string;
  /** Person of the roster, or robot. */
  recipientId: string;
  channel: Channel;
  at: Date;
}

/** Units of the small city that have a liaison, a handler and a leader in charge, all with an address. */
export const UNITS = ['市综合服务局', '云州市环境局清岚分局', '石桥镇'];
const STEPS = [
  { after: 0, to: 'liaison', template: 'assigned' },
  { after: 0.5, to: 'handler', template: 'reminder' },
  { after: 1, to: 'charge_leader', template: 'overdue_leader' },
] as const;

/** Duties nobody signs, on a ladder of seconds, so that steps fall due all the time the faults go on. */
export class Load {
  readonly due: DueAlert[] = [];
  private readonly people = new Map<string, string>();
  private numbers = 0;

  private constructor(
    private readonly jurisdictionId: string,
    private readonly random: Random,
    /** A robot of a unit also hears of the first step. */
    private readonly robots: ReadonlyMap<string, string>,
  ) {}

  static async of(
    manager: EntityManager,
    jurisdictionId: string,
    random: Random,
    robots: ReadonlyMap<string, string> = new Map(),
  ): Promise<Load> {
    const load = new Load(jurisdictionId, random, robots);
    for (const { id, unit, role } of await manager.findBy(ContactRow, { jurisdictionId }))
      load.people.set(`${unit} ${role}`, id);
    return load;
  }

  /** When the last of them is due. */
  get until(): Date {
    return new Date(Math.max(...this.due.map(({ at }) => at.getTime())));
  }

  /** So many duties whose three steps fall due from now on within `spanMs`; written in one transaction. */
  async add(manager: EntityManager, count: number, spanMs: number): Promise<void> {
    const planned: DueAlert[] = [];
    await manager.transaction(async (inside) => {
      for (let i = 0; i < count; i += 1) planned.push(...(await this.duty(inside, spanMs)));
    });
    this.due.push(...planned);
  }

  private async duty(manager: EntityManager, spanMs: number): Promise<DueAlert[]> {
    const now = new Date();
    const unit = this.random.pick(UNITS);
    const span = this.random.between(Math.floor(spanMs / 2), spanMs);
    const duty = await this.store(manager, unit, now);
    const escalation = manager.create(EscalationRow, {
      jurisdictionId: this.jurisdictionId,
      incidentId: duty.incidentId,
      clock: 'sign',
      subjectId: duty.id,
      assignmentId: duty.id,
      unit,
      policy: this.policy(span),
      eras: [{ level: '重大', from: now.toISOString() }],
      dueAt: null,
      taken: [],
      stoppedAt: null,
      stopReason: null,
      rehearsal: false,
    });
    escalation.nextDueAt = nextStep(escalation)?.at ?? null;
    await manager.insert(EscalationRow, escalation);
    const alerts = STEPS.map(({ after, to }, index) => ({
      eventKey: index === 0 ? `${duty.id}:sent` : `${duty.id}:sign:${index}`,
      recipientId: this.person(unit, to),
      channel: 'mail' as Channel,
      at: new Date(now.getTime() + Math.round(after * span)),
    }));
    const robot = this.robots.get(unit);
    if (robot) alerts.push({ ...alerts[0]!, recipientId: robot, channel: 'wecom' });
    return alerts;
  }

  private async store(manager: EntityManager, unit: string, at: Date): Promise<AssignmentRow> {
    const { jurisdictionId } = this;
    this.numbers += 1;
    const incident = manager.create(IncidentRow, {
      id: randomUUID(),
      jurisdictionId,
      number: `障碍-${this.numbers}`,
      title: '小区停水三天',
      state: 'dispatched',
      // 重大 rests neither at night nor in anybody's quiet hours: the hour the test runs at changes nothing.
      opinionLevel: '重大',
      discoveredAt: at,
      dispatchedAt: at,
      createdAt: at,
      updatedAt: at,
      needsRouting: false,
    });
    await manager.insert(IncidentRow, incident);
    const duty = manager.create(AssignmentRow, {
      id: randomUUID(),
      jurisdictionId,
      incidentId: incident.id,
      unit,
      roles: ['respondent'],
      mustSign: true,
      state: 'sent',
      sentAt: at,
      signDueAt: new Date(at.getTime() + 4 * 3_600_000),
    });
    await manager.insert(AssignmentRow, duty);
    return duty;
  }

  private policy(span: number): StampedPolicy {
    return {
      key: 'faults',
      name: '障碍',
      version: '1',
      steps: STEPS.map((step, index) => ({
        ...step,
        plus: 0,
        channels: index === 0 ? ['mail', 'wecom'] : ['mail'],
        reach: 'each',
        minLevel: '一般',
      })),
      repeat: null,
      stop: [],
      spans: { 一般: span, 较大: span, 重大: span, 特别重大: span },
      edition: 0,
      rest: null,
    };
  }

  private person(unit: string, role: string): string {
    const id = this.people.get(`${unit} ${role}`);
    if (!id) throw new Error(`nobody is ${role} of ${unit}`);
    return id;
  }
}
