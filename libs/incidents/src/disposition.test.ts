import * as fc from 'fast-check';
import {
  DISPOSITION_REASONS,
  DISPOSITIONS,
  dispositionRefusal,
  watchEnd,
  type DisposedMatter,
  type WatchReach,
} from './disposition.js';
import { INCIDENT_STATES, isAnswered, isOver } from './life.js';

const light: DisposedMatter = {
  state: 'dispatched',
  mustRespond: [],
  eventLevel: 'none',
  opinionLevel: '一般',
  flags: [],
  openOrder: false,
  report: false,
  restricted: false,
  historic: false,
  respondents: ['市城市管理局'],
  watched: false,
  watchEnds: null,
};
const open = (given: Partial<DisposedMatter>) =>
  DISPOSITIONS.filter((kind) => dispositionRefusal(kind, { ...light, ...given }) === null);

describe('what a person may decide', () => {
  it.each<[string, Partial<DisposedMatter>, string[]]>([
    ['a light matter', {}, ['respond', 'reply', 'hotline', 'watch', 'transfer', 'not_government']],
    ['what must be answered', { mustRespond: ['MR-5'] }, ['respond']],
    ['a grave emergency', { eventLevel: 'II' }, ['respond']],
    ['a grave matter', { opinionLevel: '重大' }, ['respond']],
    ['a superior waits', { openOrder: true }, ['respond']],
    [
      'the rules doubt that it is ours',
      { mustRespond: ['MR-4'], flags: ['maybe_outside'] },
      ['respond', 'transfer', 'not_government'],
    ],
    ['a report on public servants', { report: true, restricted: true }, ['refer']],
    ['a secret', { restricted: true }, ['transfer']],
    ['watched before', { watched: true }, ['respond', 'reply', 'hotline', 'transfer', 'not_government']],
    [
      'nobody answers yet',
      { respondents: [] },
      ['respond', 'hotline', 'watch', 'transfer', 'not_government'],
    ],
    ['history', { historic: true }, []],
  ])('%s', (_, given, kinds) => expect(open(given)).toEqual(kinds));

  it('nothing any more once it is answered or over', () => {
    for (const state of INCIDENT_STATES.filter((one) => isAnswered(one) || isOver(one)))
      expect(open({ state })).toEqual([]);
  });

  it('what must be answered never ends otherwise while the rules take it for ours', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...INCIDENT_STATES),
        fc.boolean(),
        fc.boolean(),
        fc.constantFrom(...DISPOSITIONS.filter((kind) => kind !== 'respond')),
        (state, watched, openOrder, kind) =>
          dispositionRefusal(kind, { ...light, state, watched, openOrder, mustRespond: ['MR-2'] }) !== null,
      ),
    );
  });

  it('every end has reasons of its own', () => {
    for (const kind of DISPOSITIONS) expect(DISPOSITION_REASONS[kind].length).toBeGreaterThan(0);
    const all = Object.values(DISPOSITION_REASONS).flat();
    expect(new Set(all).size).toBe(all.length);
  });
});

describe('looking on ends', () => {
  const reach: WatchReach = {
    sources: 1,
    townships: 1,
    mustRespond: false,
    opinionLevel: '一般',
    eventLevel: 'none',
  };
  const settings = { sources: 3, over: false };
  it.each<[string, Partial<WatchReach>, boolean, string | null]>([
    ['not as long as nothing happens', {}, false, null],
    ['by its time', {}, true, 'time'],
    ['not by a second source', { sources: 2 }, false, null],
    ['by the third', { sources: 3 }, false, 'items'],
    ['at a second township', { townships: 2, sources: 3 }, false, 'township'],
    ['by a graver opinion', { opinionLevel: '较大', townships: 2 }, false, 'level'],
    ['by a graver emergency', { eventLevel: 'IV' }, true, 'level'],
    [
      'by having to be answered, before anything else',
      { mustRespond: true, eventLevel: 'II' },
      true,
      'must_respond',
    ],
  ])('%s', (_, now, over, end) => {
    expect(watchEnd({ ...reach, ...now }, reach, { ...settings, over })).toBe(end);
  });
});
