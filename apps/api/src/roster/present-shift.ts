import { maskPhone, type Shift } from '#jurisdiction/service';
import type { DutyShift } from '../contract/index.js';

const masked = (phone: string | null): string | null => (phone === null ? null : maskPhone(phone));

/** A shift as shown: names, numbers masked. */
export const presentShift = ({ unit, day, person, phone, leader, leaderPhone }: Shift): DutyShift => ({
  unit,
  day,
  person,
  phone: masked(phone),
  leader,
  leaderPhone: masked(leaderPhone),
});
