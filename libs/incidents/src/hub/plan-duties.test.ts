import type { DutyRole } from '../life.js';
import { planDuties, type WantedDuty } from './plan-duties.js';

const duty = (unit: string, roles: DutyRole[], mustSign = true): WantedDuty => ({ unit, roles, mustSign });

describe('planning duties', () => {
  it('new facts add units and roles and take nothing away', () => {
    const standing = [duty('市住建局', ['respondent']), duty('新义街道', ['first_responsible'])];
    const wanted = [
      duty('市住建局', ['first_responsible', 'respondent']),
      duty('崇文街道', ['first_responsible']),
    ];
    const plan = planDuties(standing, wanted, 'add');
    expect(plan.add).toEqual([wanted[1]]);
    expect(plan.withdraw).toEqual([]);
    expect(plan.reroled).toEqual([{ duty: standing[0], roles: ['respondent', 'first_responsible'] }]);
  });

  it('a correction takes back what is no longer named', () => {
    const standing = [duty('市住建局', ['respondent']), duty('新义街道', ['first_responsible'])];
    const plan = planDuties(standing, [duty('新义街道', ['first_responsible'])], 'replace');
    expect(plan.withdraw).toEqual([{ duty: standing[0], replaced: false }]);
    expect(plan.add).toEqual([]);
  });

  it('a unit that was only told gets a new duty when it must sign, so that it hears of it', () => {
    const told = duty('市卫体局', ['informed'], false);
    const plan = planDuties([told], [duty('市卫体局', ['respondent'])], 'add');
    expect(plan.withdraw).toEqual([{ duty: told, replaced: true }]);
    expect(plan.add).toEqual([duty('市卫体局', ['informed', 'respondent'])]);
  });

  it('a unit that had to sign and is only told now need not sign any more', () => {
    const had = duty('市卫体局', ['respondent']);
    const plan = planDuties([had], [duty('市卫体局', ['assisting'], false)], 'replace');
    expect(plan.withdraw).toEqual([{ duty: had, replaced: true }]);
    expect(plan.add).toEqual([duty('市卫体局', ['assisting'], false)]);
  });

  it('running twice plans nothing the second time', () => {
    const standing = [duty('市住建局', ['first_responsible', 'respondent'])];
    const again = [duty('市住建局', ['respondent', 'first_responsible'])];
    expect(planDuties(standing, again, 'replace')).toEqual({ add: [], withdraw: [], reroled: [] });
  });
});
