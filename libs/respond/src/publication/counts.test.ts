import { FORMS } from './kinds.js';
import { countsAs, type Published } from './counts.js';

const plain: Published = {
  form: 'authoritative',
  forwarded: false,
  allowed: true,
  nature: 'answer',
  correction: false,
  earlierRound: false,
  answered: false,
  fiveHours: false,
};
const of = (part: Partial<Published>) => countsAs({ ...plain, ...part });

it.each([
  ['information on an outlet', {}, 'first', ['DL-01', 'DL-03']],
  ['a picture that explains', { form: 'graphic', fiveHours: true }, 'first', ['DL-01', 'DL-03']],
  ['a press conference', { form: 'press_conference' }, 'progress', ['DL-02']],
  [
    'a press conference outside our outlets',
    { form: 'press_conference', allowed: false },
    'progress',
    ['DL-02'],
  ],
  ['an interview where 48 hours run', { form: 'interview' }, 'first', ['DL-03']],
  ['an interview where five hours run', { form: 'interview', fiveHours: true }, 'progress', []],
  ['a briefing where five hours run', { form: 'briefing', fiveHours: true }, 'progress', []],
  ['somewhere else', { allowed: false }, 'none', []],
  ['forwarded', { forwarded: true }, 'none', []],
  ['news of officials', { nature: 'activity' }, 'none', []],
  ['nothing yet', { nature: 'placeholder' }, 'none', []],
  ['a second text', { answered: true }, 'progress', ['DL-01', 'DL-03']],
  ['a correction', { correction: true, answered: true }, 'progress', []],
  ['a text of the turn before', { earlierRound: true }, 'progress', []],
  ['a holding answer', { nature: 'holding' }, 'first', ['DL-01', 'DL-03']],
] as const)('%s', (_, part, counts, settles) => {
  expect(of(part)).toMatchObject({ counts, settles });
  expect(of(part).why).toMatch(/。$/u);
});

it('asks of a holding answer, and of it alone, what comes next', () => {
  expect(of({ nature: 'holding' }).needsCommitment).toBe(true);
  expect(of({ nature: 'holding', answered: true }).needsCommitment).toBe(false);
  expect(of({}).needsCommitment).toBe(false);
});

it('never settles the 24 hours but by a press conference, and never anything by what does not count', () => {
  for (const form of FORMS)
    for (const nature of ['answer', 'holding', 'activity', 'placeholder'] as const)
      for (const allowed of [true, false])
        for (const forwarded of [true, false])
          for (const answered of [true, false])
            for (const fiveHours of [true, false]) {
              const { counts, settles } = of({ form, nature, allowed, forwarded, answered, fiveHours });
              expect(settles.some((rule) => rule === 'DL-02')).toBe(
                form === 'press_conference' && !forwarded,
              );
              if (counts === 'none') expect(settles).toEqual([]);
            }
});
