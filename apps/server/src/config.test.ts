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

  it('[C3] proxies are named by address, range or network; anything else is said in one line', () => {
    const proxies = (HEPING_PROXY: string) => readEnvironment({ HEPING_PROXY }).trustedProxies;
    expect(readEnvironment({}).trustedProxies).toBeUndefined();
    expect(proxies('')).toBeUndefined();
    expect(proxies('loopback, 10.0.0.2,fd00::/8')).toBe('loopback,10.0.0.2,fd00::/8');
    for (const wrong of ['true', '1', 'proxy.example.cn', '10.0.0.0/33', '10.0.0.0/8/8', '10.0.0.0/'])
      expect(() => proxies(wrong)).toThrow(`HEPING_PROXY: expected addresses`);
  });

  it('pages are served from a folder that is there', () => {
    expect(readEnvironment({}).webDir).toBeUndefined();
    expect(readEnvironment({ HEPING_WEB: '.' }).webDir).toBe(process.cwd());
    expect(() => readEnvironment({ HEPING_WEB: 'nowhere' })).toThrow(
      'HEPING_WEB: expected a folder, got “nowhere”',
    );
  });

  it('demo accounts are named on the sign-in page of this machine alone', () => {
    expect(configOf({ dataDir: '' }).showsDemoAccounts).toBe(true);
    expect(configOf({ dataDir: '', origin: 'https://heping.example.cn' }).showsDemoAccounts).toBe(false);
  });
});
