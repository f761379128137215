export interface GoldRow {
  id: string;
  incident: string;
  /** `hard_neg` rows are each a class of their own. */
  kind: 'pos' | 'hard_neg';
  /** Milliseconds; for the share of incidents over several days. */
  at: number;
}

export interface ClusterScores {
  b3F1: number;
  pairF1: number;
  macroF1: number;
  smallFound: number;
  multiDayWhole: number;
}

interface Scored {
  id: string;
  gold: string;
  found: string;
  day: string;
}

/** Clusters cut down to the gold rows, against the gold (interfaces.md, "How evaluate incidents counts"). */
export function scoreClusters(gold: readonly GoldRow[], clusterOf: (id: string) => string): ClusterScores {
  const rows = gold.map((row) => ({
    id: row.id,
    gold: row.kind === 'hard_neg' ? `single ${row.id}` : row.incident,
    found: clusterOf(row.id),
    day: dayFormat.format(row.at),
  }));
  const byGold = group(rows, (row) => row.gold);
  const byFound = group(rows, (row) => row.found);
  const cells = group(rows, (row) => `${row.gold}\n${row.found}`);
  const incidents = [...byGold].filter(([, members]) => members.length > 1);
  const bestF = (members: Scored[]) => bestFOf(members, byFound, cells);
  const small = incidents.filter(([, members]) => members.length >= 3 && members.length <= 5);
  const multiDay = incidents.filter(([, members]) => new Set(members.map(({ day }) => day)).size > 1);
  return {
    b3F1: bCubed(rows, byGold, byFound, cells),
    pairF1: pairF1(byGold, byFound, cells),
    macroF1: mean(incidents.map(([, members]) => bestF(members))),
    smallFound: mean(small.map(([, members]) => (bestF(members) >= 0.8 ? 1 : 0))),
    multiDayWhole: mean(
      multiDay.map(([, members]) => (new Set(members.map(({ found }) => found)).size === 1 ? 1 : 0)),
    ),
  };
}

const dayFormat = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });

type Groups = Map<string, Scored[]>;

function bCubed(rows: Scored[], byGold: Groups, byFound: Groups, cells: Groups): number {
  let precision = 0;
  let recall = 0;
  for (const row of rows) {
    const shared = cells.get(`${row.gold}\n${row.found}`)!.length;
    precision += shared / byFound.get(row.found)!.length;
    recall += shared / byGold.get(row.gold)!.length;
  }
  return harmonic(precision / rows.length, recall / rows.length);
}

function pairF1(byGold: Groups, byFound: Groups, cells: Groups): number {
  const pairs = (groups: Groups) =>
    [...groups.values()].reduce((sum, { length }) => sum + (length * (length - 1)) / 2, 0);
  const right = pairs(cells);
  return harmonic(right / (pairs(byFound) || 1), right / (pairs(byGold) || 1));
}

function bestFOf(members: Scored[], byFound: Groups, cells: Groups): number {
  const found = new Set(members.map((member) => member.found));
  return Math.max(
    ...[...found].map((cluster) => {
      const shared = cells.get(`${members[0]!.gold}\n${cluster}`)!.length;
      return harmonic(shared / byFound.get(cluster)!.length, shared / members.length);
    }),
  );
}

function group(rows: Scored[], key: (row: Scored) => string): Groups {
  const groups: Groups = new Map();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return groups;
}

const mean = (values: number[]) =>
  values.length === 0 ? 0 : values.reduce((a, b) => a + b, 0) / values.length;
export const harmonic = (a: number, b: number) => (a + b === 0 ? 0 : (2 * a * b) / (a + b));
