import {
  Directory,
  type Place,
  type Profile,
  type RoutingException,
  type Topic,
  type Unit,
} from '#jurisdiction';
import { Random } from './random.js';

export interface CitySize {
  units: number;
  places: number;
  exceptions: number;
  topics: number;
}

/** The sizes of issue 3, and as many topics as a prefecture's hotline knows. */
export const LARGE: CitySize = { units: 1_000, places: 20_000, exceptions: 2_000, topics: 500 };

const SYLLABLES = '东西南北上下大小新古石柳槐杨泉河坪沟岭塬坡庄堡店寨营铺桥湾峪掌窑垣'.split('');
const MATTERS = '热水电气路桥灯井林田粮棉煤铁车船邮税学医药房墙树渠坝塔窖棚栏'.split('');

/** The directory with as much added as makes up the size: invented names that no text of the bench holds. Always the same. */
export function largeCity(small: Directory, size: CitySize): Directory {
  const random = new Random(3);
  const invented = new Set<string>();
  const name = (signs: readonly string[], length: number, tail: string): string => {
    for (;;) {
      const made = Array.from({ length }, () => random.pick(signs)).join('') + tail;
      if (invented.size === invented.add(made).size) continue;
      return made;
    }
  };
  const profile: { -readonly [K in keyof Profile]: Profile[K] } = { ...small.profile };
  profile.units = filled(profile.units, size.units, () => unit(name(MATTERS, 3, '管理局')));
  const townships = profile.places.filter(({ kind }) => kind === 'township');
  profile.places = filled(profile.places, size.places, (i) =>
    village(String(900_000_000_000 + i), name(SYLLABLES, 3, '村'), random.pick(townships)),
  );
  const answering = profile.units.filter(({ respondent, external }) => respondent && !external);
  const numbers = Math.max(...profile.topics.map(({ no }) => no)) + 1;
  profile.topics = filled(profile.topics, size.topics, (i) =>
    topic(numbers + i, name(MATTERS, 4, '事项'), random.pick(answering).name, () => name(MATTERS, 3, '')),
  );
  profile.exceptions = Array.from({ length: size.exceptions }, (_, i) => exception(i, profile, random));
  return new Directory(profile, 'large');
}

const filled = <T>(entries: readonly T[], size: number, make: (index: number) => T): T[] => [
  ...entries,
  ...Array.from({ length: Math.max(0, size - entries.length) }, (_, i) => make(i)),
];

const BASIS = '测速用，虚构';

const unit = (name: string): Unit => ({
  name,
  kind: '市直部门',
  aliases: [`孝义${name}`],
  vertical: false,
  superior: null,
  external: false,
  respondent: true,
  basis: BASIS,
});

const village = (code: string, name: string, parent: Place | undefined): Place => ({
  code,
  name,
  kind: 'village',
  aliases: [name],
  base: name.slice(0, -1),
  ...(parent ? { parent: parent.code } : {}),
});

const topic = (no: number, name: string, answers: string, word: () => string): Topic => ({
  no,
  name,
  unit: answers,
  assisting: [],
  field: null,
  words: [name, word(), word()],
  dutyWords: {},
  notWords: [],
  displaces: [],
  basis: BASIS,
});

/** Rows as a city writes them: a topic in a place, a unit the text names, a word beside a level. */
function exception(i: number, { topics, units, places }: Profile, random: Random): RoutingException {
  const townships = places.filter(({ kind }) => kind === 'township');
  const of = random.pick(topics);
  const conditions = [
    `"${random.pick(units).name}" in units && opinionLevel in ["重大", "特别重大"]`,
    `"${random.pick(places).name}" in villages && topics.exists(t, t == "${of.name}")`,
    `injured > 3 && "${of.name}" in topics`,
  ];
  const limited = i % 4 === 0;
  return {
    key: `EX-${i + 1}`,
    name: '测速',
    order: i,
    units: [],
    examples: [],
    enabled: true,
    stop: false,
    topics: limited ? [of.no] : [],
    places: limited ? [random.pick(townships).name] : [],
    when: limited ? 'true' : random.pick(conditions),
    then: { informed: [random.pick(units).name] },
    basis: BASIS,
  };
}
