/** What is drawn on a picture, in points of the picture itself, so that every screen draws the same. Pure but for `paint`. */
export const TOOLS = ['arrow', 'box', 'text'] as const;
export type Tool = (typeof TOOLS)[number];

export interface Point {
  readonly x: number;
  readonly y: number;
}
export type Shape =
  | { readonly tool: 'arrow' | 'box'; readonly from: Point; readonly to: Point }
  | { readonly tool: 'text'; readonly at: Point; readonly text: string };

export const INK = '#d1261a';
const PAPER = '#ffffff';

/** How thick a line is on a picture of this size: alike to the eye on each. */
export const lineWidth = (width: number, height: number): number =>
  Math.max(3, Math.round(Math.max(width, height) / 220));
export const textSize = (width: number, height: number): number =>
  Math.max(16, Math.round(Math.max(width, height) / 32));

/** Whether somebody has drawn something, and not only touched the picture. */
export const isDrawn = ({ x, y }: Point, to: Point, line: number): boolean =>
  Math.hypot(to.x - x, to.y - y) > line * 4;

/** Where a key takes the pen on a picture: a fortieth of its longer side, with Shift a fifth of that; null for other keys. */
export function stepped(
  { x, y }: Point,
  { key, shiftKey }: { readonly key: string; readonly shiftKey: boolean },
  { width, height }: { readonly width: number; readonly height: number },
): Point | null {
  const step = Math.max(1, Math.round(Math.max(width, height) / (shiftKey ? 200 : 40)));
  const within = (place: number, most: number) => Math.max(0, Math.min(most, place));
  switch (key) {
    case 'ArrowLeft':
      return { x: within(x - step, width), y };
    case 'ArrowRight':
      return { x: within(x + step, width), y };
    case 'ArrowUp':
      return { x, y: within(y - step, height) };
    case 'ArrowDown':
      return { x, y: within(y + step, height) };
    default:
      return null;
  }
}

/** The two wings of an arrow's head. */
export function headOf(from: Point, to: Point, length: number): readonly [Point, Point] {
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  const wing = (turn: number): Point => ({
    x: to.x - length * Math.cos(angle + turn),
    y: to.y - length * Math.sin(angle + turn),
  });
  return [wing(Math.PI / 7), wing(-Math.PI / 7)];
}

/** The corner and size of a box that was drawn in any direction. */
export const boxOf = (from: Point, to: Point) => ({
  x: Math.min(from.x, to.x),
  y: Math.min(from.y, to.y),
  width: Math.abs(to.x - from.x),
  height: Math.abs(to.y - from.y),
});

const HAN_FROM = 0x2e80;
/** How wide a letter is beside the size of the type: Han fill a square. */
const widthOf = (letter: string): number => ((letter.codePointAt(0) ?? 0) < HAN_FROM ? 0.6 : 1);
const MARGIN = 0.5;
const LEADING = 1.25;

/** A text as it stands on the picture: in lines that fit, moved so that none of it is beyond an edge. */
export function layText(
  { at, text }: Extract<Shape, { tool: 'text' }>,
  size: { readonly width: number; readonly height: number },
): readonly (Point & { readonly text: string })[] {
  const letters = textSize(size.width, size.height);
  const room = Math.max(1, size.width / letters - 2 * MARGIN);
  const lines: { text: string; width: number }[] = [];
  for (const letter of text) {
    const [last, width] = [lines.at(-1), widthOf(letter)];
    if (last === undefined || last.width + width > room) lines.push({ text: letter, width });
    else Object.assign(last, { text: last.text + letter, width: last.width + width });
  }
  const [wide, high] = [Math.max(0, ...lines.map(({ width }) => width)), lines.length * LEADING];
  const within = (place: number, length: number, most: number) =>
    Math.max(0, Math.min(place, most - (length + MARGIN) * letters));
  const [x, y] = [within(at.x, wide, size.width), within(at.y, high, size.height)];
  return lines.map((line, place) => ({ x, y: y + place * LEADING * letters, text: line.text }));
}

/** Draws everything onto a canvas of the picture's own size: a white edge keeps it readable on any ground. */
export function paint(
  context: CanvasRenderingContext2D,
  shapes: readonly Shape[],
  size: { width: number; height: number },
): void {
  const line = lineWidth(size.width, size.height);
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.textBaseline = 'top';
  context.font = `600 ${textSize(size.width, size.height)}px "PingFang SC", "Microsoft YaHei", "Noto Sans SC", sans-serif`;
  for (const [color, width] of [
    [PAPER, line * 2],
    [INK, line],
  ] as const) {
    context.strokeStyle = color;
    context.lineWidth = width;
    for (const shape of shapes) stroke(context, shape, size);
  }
  context.fillStyle = INK;
  for (const shape of shapes)
    if (shape.tool === 'text')
      for (const { text, x, y } of layText(shape, size)) context.fillText(text, x, y);
}

function stroke(
  context: CanvasRenderingContext2D,
  shape: Shape,
  size: { width: number; height: number },
): void {
  if (shape.tool === 'text') {
    if (context.strokeStyle === PAPER)
      for (const { text, x, y } of layText(shape, size)) context.strokeText(text, x, y);
    return;
  }
  const line = lineWidth(size.width, size.height);
  context.beginPath();
  if (shape.tool === 'box') {
    const { x, y, width, height } = boxOf(shape.from, shape.to);
    context.rect(x, y, width, height);
  } else {
    const [left, right] = headOf(shape.from, shape.to, line * 6);
    context.moveTo(shape.from.x, shape.from.y);
    context.lineTo(shape.to.x, shape.to.y);
    context.moveTo(left.x, left.y);
    context.lineTo(shape.to.x, shape.to.y);
    context.lineTo(right.x, right.y);
  }
  context.stroke();
}
