/** A strip of dots on a line from 0 to the maximum: where each dot and its name go, so that nothing covers another. Pure. */
import type { Mean, Tenths } from '@heping/scoring';

export interface StripVote {
  readonly id: string;
  readonly name: string;
  readonly color: string;
  readonly isMe: boolean;
  readonly score: Tenths;
}
export interface StripDot extends StripVote {
  /** From the left of the line, px. */
  readonly x: number;
  /** 0 is the lowest, on the line. */
  readonly level: number;
  /** The name stands left of the dot where there is no room on the right. */
  readonly isNameLeft: boolean;
}
export interface StripPlan {
  readonly dots: readonly StripDot[];
  readonly levels: number;
  /** px from the left; null without a median */
  readonly median: number | null;
  /** Where the ceiling begins, px; null where there is none below the maximum. */
  readonly ceiling: number | null;
  readonly ticks: readonly { readonly x: number; readonly points: Tenths }[];
}
export interface StripQuestion {
  /** Length of the line, px. */
  readonly length: number;
  readonly maximum: Tenths;
  readonly ceiling: Tenths;
  readonly median: Mean | null;
  readonly votes: readonly StripVote[];
}

export const DOT_RADIUS = 7;
const NAME_GAP = 5;
const BETWEEN = 6;
const HAN = 13;
const LATIN = 7.2;
const MOST_TICKS = 10;

/** How wide a name is about, at 13 px: a Han character fills its square. */
export const nameWidth = (name: string): number =>
  [...name].reduce((width, character) => width + (character > '\u2e80' ? HAN : LATIN), 0);

/** Where everything goes. Equal scores are stacked, one's own at the bottom; the order of the votes decides nothing. */
export function layStrip({ length, maximum, ceiling, median, votes }: StripQuestion): StripPlan {
  const at = (points: number) => (points / maximum) * length;
  const taken: { readonly from: number; readonly to: number }[][] = [];
  const ordered = votes.toSorted(
    (a, b) => a.score - b.score || Number(b.isMe) - Number(a.isMe) || (a.id < b.id ? -1 : 1),
  );
  const dots = ordered.map((vote): StripDot => {
    const x = at(vote.score);
    const name = NAME_GAP + nameWidth(vote.name);
    const isNameLeft = x + DOT_RADIUS + name > length + DOT_RADIUS;
    const span = isNameLeft
      ? { from: x - DOT_RADIUS - name, to: x + DOT_RADIUS + BETWEEN }
      : { from: x - DOT_RADIUS, to: x + DOT_RADIUS + name + BETWEEN };
    const free = taken.findIndex((level) =>
      level.every(({ from, to }) => span.to <= from || span.from >= to),
    );
    const level = free === -1 ? taken.length : free;
    (taken[level] ??= []).push(span);
    return { ...vote, x, level, isNameLeft };
  });
  return {
    dots,
    levels: Math.max(1, taken.length),
    median: median && at(median.numerator / median.denominator),
    ceiling: ceiling < maximum ? at(ceiling) : null,
    ticks: ticksOf(maximum).map((points) => ({ x: at(points), points })),
  };
}

/** Whole points, few enough to read, the maximum always among them. */
export function ticksOf(maximum: Tenths): readonly Tenths[] {
  const step = [10, 20, 50, 100, 200].find((size) => maximum / size <= MOST_TICKS) ?? maximum;
  const whole = Array.from({ length: Math.ceil(maximum / step) }, (_, index) => index * step);
  // The last whole one gives way where it would touch the maximum.
  return [...whole.filter((points) => points === 0 || maximum - points >= step * 0.75), maximum];
}
