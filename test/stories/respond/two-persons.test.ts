import fc from 'fast-check';
import { RefusedAction, StaleError } from '#incidents/service';
import { IllegalTransition } from '#incidents';
import { ApprovalRow, draftersOf } from '#respond/service';
import { createDesk, OFFICE, PUBLICITY, SAFETY, type ApprovalDesk, type Person } from './desk.js';

const STEPS = [
  'submit',
  'edit',
  'sign',
  'giveBack',
  'phone',
  'deny',
  'paper',
  'emergency',
  'approve',
  'publish',
] as const;
type Step = (typeof STEPS)[number];

/** Whatever order people do things in, refused or not. */
describe('a grave text leaves with two signatures of two persons who did not write it, or by the emergency path', () => {
  let desk: ApprovalDesk;
  let people: Person[];

  beforeAll(async () => {
    desk = await createDesk();
    people = [
      await desk.person('liaison', SAFETY, '王小明'),
      await desk.person('leader', SAFETY, '李大力'),
      await desk.person('leader', SAFETY, '周副局'),
      await desk.person('office', OFFICE, '赵主任'),
      await desk.person('monitor', PUBLICITY, '孙科长'),
    ];
  });
  afterAll(() => desk.database.drop());

  async function take(id: string, step: Step, by: Person, other: Person): Promise<void> {
    const seen = await desk.seen(id);
    const now = desk.clock.now();
    const paper = { name: 'p.pdf', type: 'application/pdf', content: Buffer.from('%PDF') };
    switch (step) {
      case 'submit':
      case 'approve':
      case 'publish':
        return desk.move(id, step, by);
      case 'edit':
        // Written over without asking, as if a page had been left open.
        return desk.write(id, by, `已恢复供水，第${seen.number}次修改。`);
      case 'sign':
        return desk.approvals.sign(id, seen, '', by);
      case 'giveBack':
        return desk.approvals.giveBack(id, seen, '再核实', by);
      case 'phone':
        return desk.approvals.byPhone(id, seen, { second: other, post: '', said: '', calledAt: now }, by);
      case 'paper': {
        const seat = by.login < other.login ? 'unit' : 'city';
        const yes = { seat, name: other.displayName, post: '', signedAt: now, paper } as const;
        return desk.approvals.onPaper(id, seen, yes, by);
      }
      case 'emergency':
        return desk.approvals.emergency(id, seen, '不能等', by);
      case 'deny':
        return deny(other);
    }
  }

  async function deny(second: Person): Promise<void> {
    const [waiting]: { id: string }[] = await desk.manager.query(
      `select id from night_approval where second_id = $1 and state = 'waiting' order by at desc limit 1`,
      [second.accountId],
    );
    if (!waiting) return;
    const said = { agree: false, note: '没有同意' };
    await desk.nights.decide(waiting.id, said, { accountId: second.accountId, actor: 'x' });
  }

  const refused = (error: unknown): void => {
    const known = [RefusedAction, StaleError, IllegalTransition].some((kind) => error instanceof kind);
    if (!known) throw error;
  };

  async function mustBeSigned(id: string): Promise<boolean> {
    const response = await desk.response(id);
    const { state, latest } = response;
    const rows = (await desk.manager.findBy(ApprovalRow, { responseId: id, number: latest })).filter(
      (row) => !row.voidedAt,
    );
    if (rows.some(({ decision }) => decision === 'emergency')) return false;
    // Whoever denies after publication is on record; the text had its signatures when it left.
    const signed = rows.filter(
      (row) => row.decision === 'agreed' && (!row.deniedAt || state === 'published'),
    );
    const drafters = [...(await draftersOf(desk.manager, response))];
    const accounts = people.filter(({ login }) => drafters.includes(`account:${login}`));
    expect(new Set(signed.map(({ signerHash }) => signerHash)).size).toBeGreaterThanOrEqual(2);
    expect(new Set(signed.map(({ seat }) => seat)).size).toBe(2);
    for (const { signerId } of signed)
      expect(accounts.some(({ accountId }) => accountId === signerId)).toBe(false);
    return true;
  }

  it.each(['2026-11-18T10:00:00+08:00', '2026-11-18T23:00:00+08:00'])(
    'at %s',
    async (time) => {
      desk.clock.set(new Date(time));
      const moves = fc.array(fc.tuple(fc.constantFrom(...STEPS), fc.nat({ max: 4 }), fc.nat({ max: 4 })), {
        minLength: 4,
        maxLength: 14,
      });
      let left = 0;
      await fc.assert(
        fc.asyncProperty(moves, async (steps) => {
          const incident = await desk.matter([SAFETY]);
          const id = await desk.text(incident, people[0]!, [SAFETY], '已恢复供水。');
          await desk.move(id, 'submit', people[0]!);
          for (const [step, by, other] of steps) {
            const before = (await desk.response(id)).state;
            await take(id, step, people[by]!, people[other]!).catch(refused);
            const { state } = await desk.response(id);
            const moved = state !== before;
            if (moved && state === 'published' && (await mustBeSigned(id))) left += 1;
          }
        }),
        { numRuns: 40, seed: 27 },
      );
      // The walk says nothing where no text ever leaves.
      expect(left).toBeGreaterThan(0);
    },
    120_000,
  );
});
