import type { Signal } from '#incidents';
import { add, type Department, type Matter } from '../matter.js';
import { answering } from './bodies.js';

/**
 * RT-15 (task 4(1), 谁起草谁解读): a misread policy goes to the unit that drafted it, before any topic; townships are
 * only told. Who drafted it the interpretation library says (`RouteContext.policy`), else the text. In the city's own name
 * the city office coordinates even where the drafter is vertically managed.
 * @returns true when the drafter is known and stands as the only department
 */
export function policyDrafter(matter: Matter): boolean {
  const signal = matter.signal('policy_misread');
  if (!signal || !matter.on('RT-15')) return false;
  const { office, government } = matter.roles;
  const issuers = [signal.unit, ...matter.bodies('unit').map((body) => body.unit)];
  const issuedByCity = issuers.some((name) => name === office || name === government);
  matter.issuedByCity = issuedByCity || matter.context.policy?.issuedByCity === true;
  const inText = issuers.flatMap((name) => (name ? answering(matter, name, signal.words) : []));
  return byRecord(matter, signal, inText) || byText(matter, signal, inText);
}

/** The record of the document names its drafters: the leading one answers, the others assist. */
function byRecord(matter: Matter, signal: Signal, inText: readonly Department[]): boolean {
  const { policy } = matter.context;
  if (!policy) return false;
  const [drafter, ...others] = policy.drafters.flatMap((name) => answering(matter, name, [...policy.words]));
  if (!drafter) return false;
  const { name } = drafter.unit;
  const doubt = !policy.sure && inText[0]?.unit.name !== name;
  // What the text says and what the library only supposes: a person decides between them.
  if (doubt && inText.length > 0) return false;
  const recorded = `${policy.name}由${name}起草`;
  matter.apply('RT-15', {
    because: doubt
      ? `政策被误解误读，按解读库可能是${recorded}，待确认。`
      : `政策被误解误读，解读库登记${recorded}，由其负责解读和回应。`,
    words: [...signal.words, ...policy.words],
    question: `按解读库可能是${recorded}，请确认该政策的起草单位。`,
    doubt,
  });
  matter.departments.push(drafter);
  add(matter.assisting, ...others.map(({ unit }) => unit.name));
  matter.townshipsInformed = true;
  return true;
}

function byText(matter: Matter, { words }: Signal, [drafter]: readonly Department[]): boolean {
  const { policy } = matter.context;
  const also = policy ? `解读库中可能有关的是${policy.name}，起草单位为${policy.drafters.join('、')}。` : '';
  matter.apply('RT-15', {
    because: drafter
      ? `政策被误解误读，由起草单位${drafter.unit.name}负责解读和回应。${also}`
      : `政策被误解误读，起草单位未识别，暂按事项派单。${also}`,
    words,
    question: `${also}请确认该政策的起草单位。`,
    doubt: !drafter || (policy !== null && policy !== undefined),
  });
  if (!drafter) return false;
  matter.departments.push(drafter);
  matter.townshipsInformed = true;
  return true;
}
