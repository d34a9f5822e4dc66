import { describe, expect, it } from 'vitest';
import { layText, stepped, textSize } from './shapes.ts';

const size = { width: 1600, height: 1200 };
const letters = textSize(size.width, size.height);
const put = (x: number, y: number, text: string) => layText({ tool: 'text', at: { x, y }, text }, size);

describe('a text on a picture', () => {
  it('stands where it was put, when there is room', () => {
    expect(put(100, 200, '党旗未升起')).toEqual([{ x: 100, y: 200, text: '党旗未升起' }]);
  });

  it('is moved in from the right and from below, and loses nothing', () => {
    const [line] = put(1590, 1195, '党旗未升起');
    expect(line?.text).toBe('党旗未升起');
    expect((line?.x ?? 0) + 5 * letters).toBeLessThanOrEqual(size.width);
    expect((line?.y ?? 0) + letters).toBeLessThanOrEqual(size.height);
  });

  it('too long for the picture, it goes on in the next line', () => {
    const text = '国家高新技术产业开发区某某街道社会组织党群服务中心党旗未升起请于今日更换并拍照';
    const lines = put(900, 600, text);
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.map((line) => line.text).join('')).toBe(text);
    for (const { x, text: words } of lines)
      expect(x + words.length * letters).toBeLessThanOrEqual(size.width);
  });
});

describe('the pen that keys move', () => {
  const to = (key: string, shiftKey = false, from = { x: 800, y: 600 }) =>
    stepped(from, { key, shiftKey }, size);

  it('goes a fortieth of the picture, finer with Shift, and never beyond an edge', () => {
    expect([to('ArrowRight'), to('ArrowUp', true)]).toEqual([
      { x: 840, y: 600 },
      { x: 800, y: 592 },
    ]);
    expect([to('ArrowLeft', false, { x: 10, y: 0 }), to('ArrowDown', false, { x: 0, y: 1195 })]).toEqual([
      { x: 0, y: 0 },
      { x: 0, y: 1200 },
    ]);
  });

  it('is moved by arrows alone', () => {
    expect([to('Enter'), to('a'), to('Tab')]).toEqual([null, null, null]);
  });
});
