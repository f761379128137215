import { duty } from '../../testing/rows.js';
import { groupDuties } from './order.js';

const at = (hour: number) => `2026-11-22T${String(hour).padStart(2, '0')}:00:00+08:00`;

describe('the duties of a unit', () => {
  it('show first what is to be signed, the one due first on top', () => {
    const groups = groupDuties([
      duty({ assignmentId: 'none', signDueAt: null }),
      duty({ assignmentId: 'late', signDueAt: at(12) }),
      duty({ assignmentId: 'soon', signDueAt: at(9) }),
    ]);
    expect(groups.toSign.map((one) => one.assignmentId)).toEqual(['soon', 'late', 'none']);
  });

  it('keep what is only told, signed or withdrawn apart', () => {
    const groups = groupDuties([
      duty({ assignmentId: 'told', mustSign: false }),
      duty({ assignmentId: 'signed', state: 'signed' }),
      duty({ assignmentId: 'gone', state: 'withdrawn' }),
    ]);
    expect(groups.toSign).toEqual([]);
    expect(groups.others.map((one) => one.assignmentId).sort()).toEqual(['signed', 'told']);
    expect(groups.withdrawn.map((one) => one.assignmentId)).toEqual(['gone']);
  });
});
