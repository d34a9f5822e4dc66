import { describe, expect, it } from 'vitest';
import { configOf, readEnvironment } from './config.ts';

describe('what the environment says', () => {
  it('the demo comes by itself only where nobody else reaches the server', () => {
    expect(readEnvironment({}).demo).toBe(true);
    expect(readEnvironment({ HEPING_ORIGIN: 'http://127.0.0.1:8080' }).demo).toBe(true);
    expect(readEnvironment({ HEPING_ORIGIN: 'https://heping.example.cn' }).demo).toBe(false);
    expect(readEnvironment({ HEPING_ORIGIN: 'https://heping.example.cn', HEPING_DEMO: 'on' }).demo).toBe(
      true,
    );
    expect(readEnvironment({ HEPING_DEMO: 'off' }).demo).toBe(false);
  });

  it('demo accounts are named on the sign-in page of this machine alone', () => {
    expect(configOf({ dataDir: '' }).showsDemoAccounts).toBe(true);
    expect(configOf({ dataDir: '', origin: 'https://heping.example.cn' }).showsDemoAccounts).toBe(false);
  });
});
