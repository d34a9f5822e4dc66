/** Where drafts of the forms between approval and look-back are kept. */
import type { FindingAct, MeasureAct } from '@heping/scoring';

export const measurePlace = (measure: string, act: MeasureAct): string => `measure:${measure}:${act}`;
export const findingPlace = (finding: string, act: FindingAct): string => `finding:${finding}:${act}`;
