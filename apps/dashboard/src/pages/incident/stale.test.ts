import { detail } from '../../testing/rows.js';
import { changesBetween } from './stale.js';

const routing = {
  firstResponsible: ['市住建局'],
  respondents: ['市住建局'],
  assisting: [],
  coordinators: [],
  actingCoordinator: null,
  informed: [],
  lead: null,
  rules: ['RT-10'],
  needsHuman: false,
  questions: [],
  flags: [],
};

describe('what others changed since a person looked', () => {
  it('is told point by point, from and to', () => {
    const seen = detail({ routing });
    const current = detail({
      version: 2,
      state: 'signed',
      routing: { ...routing, respondents: ['市住建局', '市城市管理局'] },
    });
    expect(changesBetween(seen, current)).toEqual([
      { what: '状态', from: '已交办', to: '已签收' },
      { what: '回应主体', from: '市住建局', to: '市住建局、市城市管理局' },
    ]);
  });

  it('tells a level that was confirmed meanwhile', () => {
    const seen = detail({ opinionLevel: '特别重大', opinionConfirmed: false });
    expect(changesBetween(seen, { ...seen, opinionConfirmed: true })).toEqual([
      { what: '舆情等级', from: '特别重大（待确认）', to: '特别重大（已确认）' },
    ]);
  });

  it('is nothing when only the record grew', () => {
    expect(changesBetween(detail(), detail({ version: 2 }))).toEqual([]);
  });
});
