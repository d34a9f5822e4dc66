import { afterEach, describe, expect, it } from 'vitest';
import { overwriteGetLocale } from '#lib/paraglide/runtime.js';
import { cameraWords } from './camera-words.ts';

const camera = { takenAt: '2026-11-30T14:05:22', position: { latitude: 30.870833, longitude: 120.1 } };
afterEach(() => overwriteGetLocale(() => 'zh'));

describe('[FS18] a camera’s record in words', () => {
  it('says when and where, in both languages', () => {
    overwriteGetLocale(() => 'zh');
    expect(cameraWords({ camera })).toBe('相机记录：2026-11-30 14:05 · 北纬 30.87083°，东经 120.10000°');
    overwriteGetLocale(() => 'en');
    expect(cameraWords({ camera })).toBe('Camera record: 2026-11-30 14:05 · 30.87083° N, 120.10000° E');
  });
  it('says which camera it was, where that is known', () => {
    overwriteGetLocale(() => 'zh');
    expect(cameraWords({ camera: { ...camera, position: null, device: 'HUAWEI Mate 60' } })).toBe(
      '相机记录：2026-11-30 14:05 · HUAWEI Mate 60',
    );
  });
  it('says the side of the equator and of Greenwich', () => {
    overwriteGetLocale(() => 'en');
    const position = { latitude: -33.5, longitude: -70.25 };
    expect(cameraWords({ camera: { takenAt: null, position } })).toBe(
      'Camera record: 33.50000° S, 70.25000° W',
    );
  });
  it('is one of both, or nothing', () => {
    overwriteGetLocale(() => 'zh');
    expect(cameraWords({ camera: { ...camera, position: null } })).toBe('相机记录：2026-11-30 14:05');
    expect(cameraWords({})).toBeNull();
  });
});
