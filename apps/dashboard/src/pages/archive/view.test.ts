import { askedOf, sizeWords, yearsUntil } from './view.js';

describe('the page of the archive', () => {
  it('reads its filters from the address and passes over the rest', () => {
    expect(askedOf({ q: '停水', year: ['2026', '2025'], unit: '', other: 'x' })).toEqual({
      q: '停水',
      year: '2026',
    });
  });
  it('says how large a file is', () => {
    expect([200, 34_400, 1_240_000].map(sizeWords)).toEqual(['1 KB', '34 KB', '1.2 MB']);
  });
  it('offers the years since 2020, newest first', () => {
    expect(yearsUntil(2022)).toEqual(['2022', '2021', '2020']);
  });
});
