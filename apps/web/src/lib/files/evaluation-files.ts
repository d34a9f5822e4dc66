/** The files of an evaluation: where they go, and what its campaign keeps of a photo. Not in `place.ts`: who only looks needs none of it. */
import type { Evaluation } from '@heping/protocol';
import { VIEW_AT, type FilePlace } from './place.ts';

/** Where somebody with an account brings files of an evaluation. */
export const evaluationFiles = ({ id, policies }: Pick<Evaluation, 'id' | 'policies'>): FilePlace => ({
  uploadTo: `/evaluations/${id}/files`,
  viewAt: VIEW_AT,
  keepsCameraRecord: policies.keepsCameraRecord,
});
