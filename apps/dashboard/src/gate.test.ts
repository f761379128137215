import type { Me } from '../../api/src/contract/index.js';
import { firstPage, gate } from './gate.js';
import { navFor } from './shell/nav.js';
import { person } from './testing/rows.js';

const to = (path: string, meta: Parameters<typeof gate>[0]['meta'] = {}) => ({
  path,
  fullPath: path,
  meta,
  name: undefined,
});

describe('the gate before each page', () => {
  it('asks a stranger to log in and remembers where to', () => {
    expect(gate(to('/incidents/i1'), null)).toEqual({ path: '/login', query: { next: '/incidents/i1' } });
    expect(gate(to('/login', { open: true }), null)).toBe(true);
  });

  it('lets nobody past a first password', () => {
    const me = person({ mustChangePassword: true });
    expect(gate(to('/incidents'), me)).toEqual({ path: '/password' });
    expect(gate(to('/password'), me)).toBe(true);
  });

  it('sends a person without the right to their own first page', () => {
    expect(gate(to('/enter', { needs: 'items.enter' }), person())).toEqual({ path: '/incidents' });
    expect(gate(to('/incidents', { needs: 'incidents.read' }), person())).toBe(true);
  });
});

describe('who sees what first', () => {
  const pages: [Partial<Me>, string][] = [
    [{ role: 'office' }, '/incidents'],
    [{ role: 'liaison', rights: ['incidents.read', 'duties.sign'] }, '/duties'],
    [{ role: 'administrator', rights: ['sources.manage', 'directory.read', 'system.read'] }, '/system'],
    [{ role: 'auditor', rights: ['directory.read', 'system.read'] }, '/system'],
  ];
  it.each(pages)('%j → %s', (over, path) => expect(firstPage(person(over))).toBe(path));

  it('offers only pages that open', () => {
    const rights: Me['rights'] = ['sources.manage', 'directory.read', 'accounts.manage'];
    const words = navFor(person({ role: 'administrator', rights }));
    expect(words.map((entry) => entry.path)).toEqual([
      '/sources',
      '/directory',
      '/rules',
      '/system/accounts',
    ]);
    expect(navFor(null)).toEqual([]);
  });
});
