/** What of a drawing keeps it from being sent, in words. Pure. [DR2] */
import { drawingFault } from '@heping/protocol';
import { m } from '#lib/paraglide/messages.js';

/** Null where it can be sent; nothing drawn is a drawing that is missing where one is needed. */
export function whyNotDrawn(strokes: readonly number[][], isNeeded: boolean): string | null {
  if (strokes.length === 0) return isNeeded ? m.site_need_drawing() : null;
  return drawingFault({ strokes: [...strokes] }) === null ? null : m.site_small();
}
