import { describe, expect, it } from 'vitest';
import { destinationOf, wayIn } from './way-in.ts';

const at = (address: string) => new URL(address, 'http://localhost');

describe('who is not signed in', () => {
  it('comes to the sign-in page, and from there to where they wanted', () => {
    const way = wayIn(at('/evaluations/e-1/score?at=A1.2.2'), false) ?? '';
    expect(way).toBe('/login?next=%2Fevaluations%2Fe-1%2Fscore%3Fat%3DA1.2.2');
    expect(destinationOf(at(way))).toBe('/evaluations/e-1/score?at=A1.2.2');
    expect([wayIn(at('/'), false), wayIn(at('/login'), false)]).toEqual(['/login', null]);
  });

  it('may read what is for everybody', () => {
    expect(['/rubric', '/results', '/results/e-1'].map((path) => wayIn(at(path), false))).toEqual([
      null,
      null,
      null,
    ]);
    expect(wayIn(at('/resultsx'), false)).toBe('/login?next=%2Fresultsx');
  });
});

describe('who is signed in', () => {
  it('has nothing to do at the sign-in page', () => {
    expect(wayIn(at('/login'), true)).toBe('/');
    expect(wayIn(at('/login?next=/campaigns'), true)).toBe('/campaigns');
    expect(wayIn(at('/campaigns'), true)).toBeNull();
  });

  it.each([
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/.//evil.example/x',
    '/..//evil.example/x',
    '/\\\\evil.example/x',
    '/%2e//evil.example/x',
    '/a/..//evil.example/x',
    'x',
    '/login?next=/',
  ])('is never led out of the app, nor in a circle: %j', (next) => {
    expect(wayIn(at(`/login?next=${encodeURIComponent(next)}`), true)).toBe('/');
  });
});
