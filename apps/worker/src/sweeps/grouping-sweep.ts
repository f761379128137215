import type { DataSource } from 'typeorm';
import type { JudgeStep } from '#judge/service';
import { seldom } from './seldom.js';
import type { Sweep } from './sweeper.js';

/** How often (ms) open matters are looked at again for what may be one and what may be two. */
const HOUR = 3_600_000;

/** 复查: proposes merges and splits of open matters. */
export const groupingSweep = ({ database, judge }: { database: DataSource; judge: JudgeStep }): Sweep => ({
  name: 'groupings to propose',
  run: seldom(HOUR, async () => {
    const cities: { id: string }[] = await database.query('select id from jurisdiction');
    for (const { id } of cities) await judge.propose(id);
  }),
});
