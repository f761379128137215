import type { Contact } from './desk.js';
import { audienceOf, type Audience } from './recipients.js';
import type { Scene } from './scene.js';

const person = (id: string, unit: string): Contact => ({
  id,
  unit,
  role: 'liaison',
  email: `${id}@qinglan.example`,
  phone: null,
});
const office = '市政府办公室';
const unit = '市综合服务局';

/** An office with one liaison, and tonight's duty room. */
function sceneAt(time: string, tonight: Contact[]): Scene {
  const roles = { office, publicity: '市委宣传部', government: '市政府', discipline: '市纪委监委' };
  const night = { from: '18:00', to: '08:00', countersignBy: '10:00' };
  return {
    at: new Date(`2026-11-${time}+08:00`),
    incident: { id: 'i', restricted: false, recused: [] },
    directory: {
      profile: { jurisdiction: { roles }, clocks: { night } },
      workingTime: { calendar: { isWorkingDay: (day: string) => day !== '2026-11-22' } },
    },
    handOns: [],
    people: {
      byItself: (_: unknown, { email }: Contact) => Promise.resolve(email !== null),
      of: (_: unknown, asked: string) => Promise.resolve([person(`liaison of ${asked}`, asked)]),
      onDuty: (_: unknown, asked: string) => Promise.resolve(asked === office ? tonight : []),
    },
  } as unknown as Scene;
}
const heard = async (to: Audience, time: string, tonight = [person('duty room', office)]) =>
  (await audienceOf(to, unit, sceneAt(time, tonight))).contacts.map(({ id }) => id);

it('hears at night and on days off what is meant for the office, beside the office', async () => {
  const both = [`liaison of ${office}`, 'duty room'];
  expect(await heard('office', '23T23:00:00')).toEqual(both);
  expect(await heard('office', '22T11:00:00')).toEqual(both);
  expect(await heard('office_leader', '24T07:59:00')).toEqual(both);
});

it('hears nothing more by day, nothing meant for a unit, and nobody twice', async () => {
  expect(await heard('office', '23T11:00:00')).toEqual([`liaison of ${office}`]);
  expect(await heard('liaison', '23T23:00:00')).toEqual([`liaison of ${unit}`]);
  const same = [person(`liaison of ${office}`, office)];
  expect(await heard('office', '23T23:00:00', same)).toEqual([`liaison of ${office}`]);
  expect(await heard('office', '23T23:00:00', [])).toEqual([`liaison of ${office}`]);
});

it('is called first where a step is for whoever is on duty; a unit without a duty table falls back on the office', async () => {
  expect(await heard('duty', '23T23:00:00')).toEqual(['duty room']);
  expect(await heard('duty', '23T23:00:00', [])).toEqual([`liaison of ${office}`]);
});
