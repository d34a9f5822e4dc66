import { describe, expect, it } from 'vitest';
import { isKeptAnswer, isPage, ownerIn } from './kept-answers.ts';

const at = (path: string) => new URL(path, 'https://heping.example');

describe('what this device keeps of the API', () => {
  it.each([
    '/api/v1/me',
    '/api/v1/evaluations/e-1',
    '/api/v1/evaluations/e-1/ballots',
    '/api/v1/rubrics/huzhou',
    '/api/v1/evaluations/e-1/self',
    '/api/v1/evaluations/e-1/previous',
    '/api/v1/evaluations/e-1/activities',
    '/api/v1/files/f-1?w=320',
  ])('[OF1] keeps %s', (path) => expect(isKeptAnswer('GET', at(path))).toBe(true));
  it.each([
    '/api/v1/people',
    '/api/v1/evaluations?body=b',
    '/api/v1/evaluations/e-1/activities?indicator=A2.3.8',
    '/api/v1/files/f-1',
    '/api/v1/files/f-1?w=320&x=1',
    '/api/v1/evaluations/e-1/log',
    '/api/v1/me/password',
  ])('[OF1] does not keep %s', (path) => expect(isKeptAnswer('GET', at(path))).toBe(false));
  it('[OF1] keeps no answer to a command', () => {
    expect(isKeptAnswer('POST', at('/api/v1/evaluations/e-1'))).toBe(false);
  });
  it('[OF3] an answer says whose the kept ones are; nobody signed in says nothing', () => {
    expect(ownerIn(at('/api/v1/me'), '{"id":"alice"}')).toBe('alice');
    expect(ownerIn(at('/api/v1/sessions/current'), '{"person":{"id":"alice"}}')).toBe('alice');
    expect(ownerIn(at('/api/v1/sessions/current'), '{"person":null}')).toBeNull();
    expect(ownerIn(at('/api/v1/evaluations/e-1'), '{"id":"e-1"}')).toBeNull();
  });
  it('[OF2] opens pages from the shell and nothing else', () => {
    expect(isPage(at('/evaluations/e-1/score?at=A1.2.2'))).toBe(true);
    expect(isPage(at('/api/docs'))).toBe(false);
  });
});
