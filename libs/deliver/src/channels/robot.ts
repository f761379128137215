import { z } from 'zod';
import type { Clock } from '#clock';
import { DeliveryError, type Acceptance, type Carrier, type Message } from './carrier.js';
import { mustAnswer, type Answer, type Http } from './http.js';
import { Pace } from './pace.js';

export interface RobotTools {
  http: Http;
  clock: Clock;
}

/** One kind of robot of a group. */
export interface RobotKind<Settings> {
  channel: 'wecom' | 'dingtalk';
  /** As people call it. */
  name: string;
  settings: z.ZodType<Settings>;
  /** The bodies of one message, in order. */
  bodies(message: Message, settings: Settings): object[];
  /** The address, signed where it is to be. */
  address(settings: Settings, now: Date): string;
  /** What the provider's codes mean beside 0; what is not listed is refused for good. */
  codes: Record<number, { says: string; waitMs?: number }>;
}

/** Both providers take 20 messages a minute of one robot. */
const LIMIT = { most: 20, window: 60_000, urgentOnly: 2 };
/** Messages of more parts are no alert. */
const MOST_PARTS = 10;
/** How many messages in several parts are remembered that stopped half-way. */
const REMEMBERED = 500;

/**
 * Robots of one kind. A robot answers 200 also when it refuses: only `errcode` 0 is an acceptance. A message in several
 * parts that stopped half-way goes on where it stopped.
 */
export function createRobotCarrier<Settings>(kind: RobotKind<Settings>, tools: RobotTools): Carrier {
  const pace = new Pace(LIMIT);
  const partsSent = new Map<string, number>();
  const now = () => tools.clock.now('real');

  return {
    channel: kind.channel,
    send: async (message, beforeCommit) => {
      const { id, settings } = settingsOf(message, kind);
      const bodies = kind.bodies(message, settings);
      if (bodies.length > MOST_PARTS) throw new DeliveryError('recipient', '内容过长，机器人无法发送');
      const first = partsSent.get(message.id) ?? 0;
      pace.take(id, bodies.length - first, now(), message.urgent);
      await beforeCommit();
      let answer: Acceptance = { answer: '' };
      for (const [index, body] of bodies.entries()) {
        if (index < first) continue;
        answer = await post(body, settings, id);
        if (bodies.length > 1) remember(partsSent, message.id, index + 1);
      }
      partsSent.delete(message.id);
      return answer;
    },
    close: () => undefined,
  };

  async function post(body: object, settings: Settings, id: string): Promise<Acceptance> {
    const answer = await tools.http.ask({
      url: kind.address(settings, now()),
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(body),
    });
    const { code, says } = read(answer, kind.name);
    if (code === 0) return { answer: `${kind.name}：${says}` };
    const known = kind.codes[code];
    const wait = known?.waitMs ?? (isTooFast(says) ? LIMIT.window : undefined);
    const text = `${kind.name}应答 ${code}：${known?.says ?? says}`;
    if (wait === undefined) throw new DeliveryError('recipient', text);
    pace.close(id, now(), wait);
    throw new DeliveryError('later', text, wait);
  }
}

function settingsOf<Settings>(
  { to }: Message,
  { channel, name, settings }: RobotKind<Settings>,
): { id: string; settings: Settings } {
  if (!('endpoint' in to) || to.endpoint.kind !== channel)
    throw new DeliveryError('recipient', `没有${name}机器人的地址`);
  const parsed = settings.safeParse(to.endpoint.settings);
  if (!parsed.success) throw new DeliveryError('recipient', `${name}机器人的设置不完整，请重新填写`);
  return { id: to.endpoint.id, settings: parsed.data };
}

const said = z.object({ errcode: z.number(), errmsg: z.string().default('') });
/** How 钉钉 turns away at its door, before the robot: `{"status":1111,"wait":5,"punish":"deny"}`. */
const turnedAway = z.object({ punish: z.string(), wait: z.number().min(0).max(3600).default(60) });

function read(answer: Answer, name: string): { code: number; says: string } {
  const parsed = json(answer.text);
  const told = said.safeParse(parsed);
  if (told.success) return { code: told.data.errcode, says: told.data.errmsg.slice(0, 200) || 'ok' };
  const door = turnedAway.safeParse(parsed);
  if (door.success)
    throw new DeliveryError('later', `${name}限制了发送频率，稍后再发`, Math.max(door.data.wait, 5) * 1000);
  mustAnswer(answer);
  throw new DeliveryError('recipient', `${name}的应答不是约定的格式，请核对机器人地址`);
}

/** A provider that gives "too fast" another number must not look as if it refused for good. */
const isTooFast = (says: string) => /too fast|freq|over limit|限流|太快|频繁/i.test(says);

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function remember(sent: Map<string, number>, id: string, parts: number): void {
  sent.set(id, parts);
  const [oldest] = sent.keys();
  if (sent.size > REMEMBERED && oldest !== undefined) sent.delete(oldest);
}
