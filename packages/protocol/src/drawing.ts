/**
 * A signature as it is drawn with a finger or a pen: strokes of whole numbers x, y, x, y, … in one box, the same on every
 * screen and on paper. Small enough to be kept in a row and hashed with it. [DR1]
 */
import type { Drawing } from './schemas/on-site.ts';

export const DRAWING = {
  ...{ width: 1000, height: 400 },
  ...{ mostStrokes: 120, mostPoints: 3000 },
  /** With fewer points, or a shorter line, nobody has written their name. */
  ...{ leastPoints: 12, leastLength: 200 },
  /** Nearer to the last one, a point says nothing. */
  step: 3,
} as const;

/** How far the pen went, pen lifts left out. */
const lengthOf = (stroke: readonly number[]): number => {
  let length = 0;
  for (let at = 2; at + 1 < stroke.length; at += 2)
    length += Math.hypot(
      (stroke[at] ?? 0) - (stroke[at - 2] ?? 0),
      (stroke[at + 1] ?? 0) - (stroke[at - 1] ?? 0),
    );
  return length;
};

export const pointsIn = ({ strokes }: Drawing): number =>
  strokes.reduce((sum, { length }) => sum + length / 2, 0);

const isWithin = (value: number, most: number): boolean =>
  Number.isInteger(value) && value >= 0 && value <= most;

/** Why it is no signature: not of the form, too much of it, too little; null for one. [DR1, DR2] */
export function drawingFault(drawing: Drawing): 'form' | 'much' | 'little' | null {
  const { strokes } = drawing;
  if (strokes.length > DRAWING.mostStrokes || pointsIn(drawing) > DRAWING.mostPoints) return 'much';
  const isFormed = strokes.every(
    (stroke) =>
      stroke.length >= 2 &&
      stroke.length % 2 === 0 &&
      stroke.every((value, at) => isWithin(value, at % 2 === 0 ? DRAWING.width : DRAWING.height)),
  );
  if (!isFormed) return 'form';
  const length = strokes.reduce((sum, stroke) => sum + lengthOf(stroke), 0);
  return pointsIn(drawing) < DRAWING.leastPoints || length < DRAWING.leastLength ? 'little' : null;
}

/** A stroke as the `d` of an SVG path; a single point is a dot. */
export function strokePath(stroke: readonly number[]): string {
  const [x = 0, y = 0] = stroke;
  if (stroke.length <= 2) return `M${x} ${y}l0 0`;
  let path = `M${x} ${y}L`;
  for (let at = 2; at + 1 < stroke.length; at += 2) path += `${stroke[at] ?? 0} ${stroke[at + 1] ?? 0} `;
  return path.trimEnd();
}

/** The box around the ink, with a margin for the width of the line, as an SVG `viewBox`. */
export function inkBox({ strokes }: Drawing): string {
  const margin = 12;
  const all = strokes.flat();
  const [xs, ys] = [0, 1].map((rest) => all.filter((_, at) => at % 2 === rest));
  const [left, top] = [xs, ys].map((values = [0]) => Math.min(...values) - margin);
  const [right, bottom] = [xs, ys].map((values = [0]) => Math.max(...values) + margin);
  return `${left} ${top} ${(right ?? 0) - (left ?? 0)} ${(bottom ?? 0) - (top ?? 0)}`;
}
