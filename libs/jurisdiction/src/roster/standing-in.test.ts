import { whoStandsIn, type Away, type Holder } from './standing-in.js';

type Role = 'liaison' | 'handler' | 'charge_leader';
const holder = (id: string, role: Role, given: Partial<Holder<Role>> = {}): Holder<Role> => ({
  id,
  role,
  standby: false,
  hasEmail: true,
  ...given,
});
const unit = [
  holder('leader', 'charge_leader'),
  holder('handler', 'handler'),
  holder('a', 'liaison'),
  holder('b', 'liaison', { standby: true }),
];
const told = (away: Away[], roles: Role[] = ['liaison', 'handler'], holders = unit) =>
  whoStandsIn(holders, away, roles).map(({ id, role }) => `${role}:${id}`);

describe('who is told in a role', () => {
  it('is who holds it, in the order asked for; the standby rests', () => {
    expect(told([])).toEqual(['liaison:a', 'handler:handler']);
    expect(told([], ['charge_leader', 'liaison'])).toEqual(['charge_leader:leader', 'liaison:a']);
  });

  it('during an absence is the named substitute, once even when told anyway', () => {
    expect(told([{ contactId: 'a', substituteId: 'handler' }])).toEqual(['liaison:handler']);
    expect(told([{ contactId: 'handler', substituteId: 'leader' }])).toEqual(['liaison:a', 'handler:leader']);
  });

  it('without a named substitute is the standby of the role', () => {
    expect(told([{ contactId: 'a', substituteId: null }])).toEqual(['liaison:b', 'handler:handler']);
  });

  it('is the standby too when the substitute is away or gone', () => {
    const away = [
      { contactId: 'a', substituteId: 'handler' },
      { contactId: 'handler', substituteId: null },
    ];
    expect(told(away)).toEqual(['liaison:b']);
    expect(told([{ contactId: 'a', substituteId: 'left' }])).toEqual(['liaison:b', 'handler:handler']);
  });

  it('is nobody when all are away, so that the next above hears', () => {
    const away = ['a', 'b', 'handler'].map((contactId) => ({ contactId, substituteId: null }));
    expect(told(away)).toEqual([]);
    expect(told(away, ['charge_leader'])).toEqual(['charge_leader:leader']);
  });

  it('is the standby beside one without an address, because mail is the channel', () => {
    const dumb = unit.map((each) => (each.id === 'a' ? { ...each, hasEmail: false } : each));
    expect(told([], ['liaison'], dumb)).toEqual(['liaison:a', 'liaison:b']);
  });

  it('is not a circle of two who stand in for each other', () => {
    const away = [
      { contactId: 'a', substituteId: 'handler' },
      { contactId: 'handler', substituteId: 'a' },
    ];
    expect(told(away, ['liaison', 'handler'], unit.slice(0, 3))).toEqual([]);
  });
});
