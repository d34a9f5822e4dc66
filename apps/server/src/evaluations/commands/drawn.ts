/** A drawn signature as it comes in. [DR1, DR2] */
import { DRAWING, drawingFault, type Drawing, type RefusalCode } from '@heping/protocol';
import { Refused } from '../../refused.ts';

const WHY = {
  form: 'DRAWING_FORM',
  much: 'DRAWING_LARGE',
  little: 'DRAWING_SMALL',
} as const satisfies Record<string, RefusalCode>;

/** Throws DRAWING_* for what nobody can have signed with. */
export function requireDrawn(drawing: Drawing): void {
  const fault = drawingFault(drawing);
  if (fault === null) return;
  throw new Refused(WHY[fault], { strokes: DRAWING.mostStrokes, points: DRAWING.mostPoints });
}
