import { describe, expect, it } from 'vitest';
import { blankEntry, bodyOf, missingIn, peopleOf, typedOf } from './entry.ts';

const DAY = '2026-03-02';
const study = { ...blankEntry('study', DAY), text: '学习党章', people: '32', who: '支部党员', place: '二楼' };

describe('an entry while it is typed', () => {
  it('[AL3] is sent with what its type takes, and without indicators where they are the usual ones', () => {
    expect(bodyOf(study)).toEqual({
      ...{ type: 'study', day: DAY, text: '学习党章', who: '支部党员', place: '二楼', recipient: '' },
      ...{ people: 32, files: [] },
    });
    expect(bodyOf({ ...study, indicators: ['A2.3.8', 'A2.3.2'] }).indicators).toEqual(['A2.3.8', 'A2.3.2']);
  });

  it('[AL3] turned into a report, what was typed before does not go along', () => {
    expect(bodyOf({ ...study, type: 'report', recipient: '县委社会工作部' })).toEqual({
      ...{ type: 'report', day: DAY, text: '', who: '', place: '', recipient: '县委社会工作部' },
      ...{ people: null, files: [] },
    });
  });

  it('[AL11] shows its photos in their order, and none as a report', () => {
    const files = [{ id: 'b' }, { id: 'a' }];
    expect(bodyOf(study, files).files).toEqual(['b', 'a']);
    expect(bodyOf({ ...study, type: 'special', recipient: '县委' }, files).files).toEqual([]);
  });

  it('[AL3] says first what is missing', () => {
    expect(missingIn({ ...study, day: '' })).toBe('day');
    expect(missingIn({ ...study, text: ' \u200b' })).toBe('text');
    expect(missingIn(blankEntry('duty', DAY))).toBe('who');
    expect(missingIn(blankEntry('special', DAY))).toBe('recipient');
    expect(missingIn(study)).toBeNull();
  });

  it.each([
    ['', null],
    [' 32 ', 32],
    ['３２', 32],
    ['0', 0],
    ['3.5', undefined],
    ['-1', undefined],
    ['三十', undefined],
    ['1000000', undefined],
  ])('people typed as %j are %j', (typed, people) => {
    expect(peopleOf(typed)).toBe(people);
  });

  it('[AL4] an entry to be corrected is typed as it stands', () => {
    const kept = {
      ...{
        type: 'study' as const,
        day: DAY,
        text: '学习党章',
        people: 32,
        who: '',
        place: '',
        recipient: '',
      },
      ...{ id: 'a', version: 1, at: 1, createdAt: 1, withdrawn: null, files: [] },
      by: { id: 'p', name: '金', nameEn: '', color: '#000' },
    };
    expect(typedOf({ ...kept, indicators: ['A2.3.8'] }).indicators).toBeNull();
    expect(typedOf({ ...kept, indicators: [] }).indicators).toEqual([]);
    expect(typedOf({ ...kept, indicators: ['A2.3.8'] }).people).toBe('32');
  });
});
