import { DeliveryError, type Acceptance, type Carrier, type Message } from './carrier.js';
import type { EndpointHealth } from './health.js';
import { mustAnswer, type Answer, type Call } from './http.js';
import type { RobotTools } from './robot.js';
import { smsSettings, type SmsSettings } from './settings.js';
import { fillForm, fillJson, fillText, valueAt, type Words } from './template.js';
import { shortText } from './words.js';

/** A gateway for short messages, with its settings in clear. */
export interface Gateway {
  id: string;
  settings: unknown;
}

/** Finds the gateway of a message. */
export interface Gateways {
  gateway(jurisdictionId: string, by: { id: string } | { unit: string | null }): Promise<Gateway | null>;
}

const WAIT = 60_000;

/** Short messages over a gateway that is described by its settings; the number of a receipt carries the gateway's id. */
export function createSmsCarrier({ http }: RobotTools, gateways: Gateways, health: EndpointHealth): Carrier {
  return {
    channel: 'sms',
    send: async (message, beforeCommit) => {
      const { id, settings, phone } = await wayOf(message, gateways);
      const call = callOf(message, settings, phone);
      await beforeCommit();
      return health.watch(id, async () => taken(await http.ask(call), settings, id));
    },
    close: () => undefined,
  };
}

async function wayOf(
  { to, brief, jurisdictionId }: Message,
  gateways: Gateways,
): Promise<{ id: string; settings: SmsSettings; phone: string }> {
  if (!('phone' in to)) throw new DeliveryError('recipient', '名册中没有手机号码');
  const by = to.gateway === undefined ? { unit: brief.unit } : { id: to.gateway };
  const gateway = await gateways.gateway(jurisdictionId, by);
  if (!gateway) throw new DeliveryError('recipient', '没有可用的短信通道');
  const parsed = smsSettings.safeParse(gateway.settings);
  if (!parsed.success) throw new DeliveryError('recipient', '短信通道的设置不完整，请重新填写');
  return { id: gateway.id, settings: parsed.data, phone: to.phone };
}

function callOf(message: Message, settings: SmsSettings, phone: string): Call {
  const { url, method, format, body } = settings;
  const words = wordsFor(message, settings, phone);
  const headers = Object.fromEntries(
    Object.entries(settings.headers).map(([name, value]) => [
      name.toLowerCase(),
      headerText(fillText(value, words)),
    ]),
  );
  if (format === 'json')
    return {
      url,
      method,
      headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
      body: fillJson(body, words),
    };
  const form = fillForm(body, words);
  if (method === 'GET') {
    const address = new URL(url);
    for (const [name, value] of new URLSearchParams(form)) address.searchParams.append(name, value);
    return { url: address.toString(), method, headers };
  }
  const type = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
  return { url, method, headers: { ...type, ...headers }, body: form };
}

function wordsFor({ id, brief }: Message, settings: SmsSettings, phone: string): Words {
  const { number, unit, level, due, link, title } = brief;
  const { sign, templateId, secret } = settings;
  const said = { number, unit: unit ?? '', level, due: due ?? '', link, title, text: shortText(brief) };
  const plain = Object.entries(said).map(([name, value]) => [name, inner(value)]);
  return { ...Object.fromEntries(plain), id, phone, sign, templateId, secret: secret ?? '' };
}

/** Some gateways want JSON within a string of JSON: nothing of ours may end that string. */
const inner = (text: string) => text.replace(/["\\\p{Cc}]/gu, ' ');
const headerText = (text: string) => text.replace(/[^\x20-\x7e]/g, '');

function taken(answer: Answer, settings: SmsSettings, gateway: string): Acceptance {
  const { success, later, receiptId } = settings;
  let said: unknown = null;
  try {
    said = JSON.parse(answer.text);
  } catch {
    // The status says why, or the gateway is not what the settings describe.
  }
  const code = valueAt(said, success.path);
  if (code !== null && later.includes(code))
    throw new DeliveryError('later', `短信通道应答 ${code}，稍后再发`, answer.retryAfterMs ?? WAIT);
  mustAnswer(answer);
  if (code === null) throw new DeliveryError('recipient', '短信通道的应答中没有约定的结果字段，请核对设置');
  if (code !== success.value)
    throw new DeliveryError('recipient', `短信通道应答 ${code.slice(0, 60)}，未接收`);
  const number = receiptId === null ? null : valueAt(said, receiptId);
  return {
    answer: `短信通道应答 ${code}`,
    ...(number !== null && { receiptId: receiptKey(gateway, number) }),
  };
}

/** Numbers of two gateways may be the same. */
export const receiptKey = (gateway: string, number: string): string => `${gateway}:${number.slice(0, 200)}`;
