import type { Matter } from '../matter.js';
import { answering } from './bodies.js';

/**
 * RT-15 (task 4(1), 谁起草谁解读): a misread policy goes to the unit that drafted it, before any topic; townships are
 * only told. In the city's own name the city office coordinates even where the drafter is vertically managed.
 * @returns true when the drafter is known and stands as the only department
 */
export function policyDrafter(matter: Matter): boolean {
  const signal = matter.signal('policy_misread');
  if (!signal || !matter.on('RT-15')) return false;
  const { office, government } = matter.roles;
  const named = matter.bodies('unit');
  const issuers = [signal.unit, ...named.map((body) => body.unit)];
  matter.issuedByCity = issuers.some((name) => name === office || name === government);
  const [drafter] = issuers.flatMap((name) => (name ? answering(matter, name, signal.words) : []));
  matter.apply('RT-15', {
    because: drafter
      ? `政策被误解误读，由起草单位${drafter.unit.name}负责解读和回应。`
      : '政策被误解误读，起草单位未识别，暂按事项派单。',
    words: signal.words,
    question: '请确认该政策的起草单位。',
    doubt: !drafter,
  });
  if (!drafter) return false;
  matter.departments.push(drafter);
  matter.townshipsInformed = true;
  return true;
}
