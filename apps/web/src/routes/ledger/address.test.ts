import { describe, expect, it } from 'vitest';
import {
  changed,
  filterQuery,
  linkTo,
  monthAfter,
  orderQuery,
  readAddress,
  writeAddress,
} from './address.ts';

describe('[LG3] the address of the ledger', () => {
  it('is read and written without loss', () => {
    const search =
      'area=qianyuan&state=awaiting-acceptance&overdueFrom=8&sort=severity&direction=desc&group=centre';
    expect(writeAddress(readAddress(`?${search}`))).toBe(search);
    expect(linkTo(readAddress(''))).toBe('/ledger');
  });

  it('leaves out what it does not know', () => {
    expect(writeAddress(readAddress('?nonsense=1&sort=colour&view=pie&group=&month=2026-13'))).toBe('');
    expect(
      writeAddress(readAddress('?state=nonsense&severity=x&tier=moon&repeated=maybe&area=qianyuan')),
    ).toBe('area=qianyuan');
  });

  it('shows open findings without a word, and all or closed ones where that is said', () => {
    expect(filterQuery({}).toString()).toBe('state=open');
    expect(filterQuery({ state: 'all' }).toString()).toBe('');
    expect(filterQuery({ closedWithin: '90' }).toString()).toBe('closedWithin=90');
    expect(orderQuery(readAddress('?group=week')).toString()).toBe(
      'state=open&sort=due&direction=asc&group=week',
    );
  });

  it('changes one word and keeps the others', () => {
    expect(changed({ area: 'deqing', q: '公示' }, { q: null, tier: 'village' })).toEqual({
      area: 'deqing',
      tier: 'village',
    });
  });

  it('goes from month to month over the year', () => {
    expect([monthAfter('2026-12', 1), monthAfter('2027-01', -1)]).toEqual(['2027-01', '2026-12']);
  });
});
