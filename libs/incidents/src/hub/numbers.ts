import { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { Directory } from '#jurisdiction';

export interface NumberSeries {
  rehearsal: boolean;
  historic: boolean;
}

/** The series a number comes from: `2026`, `演2026`, `史2019`. The year is that of `at` in Asia/Shanghai. */
export function seriesOf(kind: NumberSeries, at: Date): string {
  const { year } = DateTime.fromJSDate(at, { zone: 'Asia/Shanghai' });
  return `${kind.rehearsal ? '演' : kind.historic ? '史' : ''}${year}`;
}

/**
 * Takes the next `count` numbers of a series, in order: `2026-0143`, rehearsal `演2026-0003`, imported history `史2026-0001`, so that
 * neither uses up the numbers people say on the phone. The counter's row stays locked until the transaction ends;
 * there are no gaps and no doubles.
 * @param series `seriesOf` the incident, by its own timeline
 */
export async function takeNumbers(
  manager: EntityManager,
  jurisdictionId: string,
  series: string,
  count = 1,
): Promise<string[]> {
  const rows: { last: number }[] = await manager.query(
    `insert into incident_counter (jurisdiction_id, series, last) values ($1, $2, $3)
     on conflict (jurisdiction_id, series) do update set last = incident_counter.last + excluded.last
     returning last`,
    [jurisdictionId, series, count],
  );
  const last = rows[0]?.last ?? count;
  return Array.from(
    { length: count },
    (_, index) => `${series}-${String(last - count + index + 1).padStart(4, '0')}`,
  );
}

/**
 * The number of a paper: `孝舆督〔2026〕3号`, of a rehearsal `演孝舆督〔2026〕1号`, each counted by itself.
 * @param paper.sign the character of its kind: 督, 协, 快 …
 * @param paper.series key of its counter, where it is not the sign
 */
export async function paperNumber(
  manager: EntityManager,
  paper: { jurisdictionId: string; rehearsal: boolean; at: Date; sign: string; series?: string },
  directory: Directory,
): Promise<string> {
  const { year } = DateTime.fromJSDate(paper.at, { zone: 'Asia/Shanghai' });
  const { name, shortNames } = directory.profile.jurisdiction;
  const drill = paper.rehearsal ? '演' : '';
  const [taken] = await takeNumbers(
    manager,
    paper.jurisdictionId,
    `${drill}${paper.series ?? paper.sign}${year}`,
  );
  return `${drill}${(shortNames[0] ?? name).slice(0, 1)}舆${paper.sign}〔${year}〕${Number(taken?.split('-').at(-1))}号`;
}
