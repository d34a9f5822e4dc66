/** The files of the running server. */
import type { FastifyInstance } from 'fastify';
import { newId } from '../ids.ts';
import type { PieceHouse } from './keep-piece.ts';
import type { FileHouse } from './keep.ts';

/** With less free space than this nothing is taken in. (SECURITY C17) */
const RESERVE = 200 << 20;

export const fileHouseOf = ({ store, shelf, darkroom, arrivals, clock }: FastifyInstance): FileHouse => ({
  ...{ store, shelf, darkroom, arrivals, newId },
  reserve: RESERVE,
  clock,
});

/** The same for pieces of evidence. The line for hints is looked up when it is needed: doors are listed before it is open. */
export const pieceHouseOf = (app: FastifyInstance): PieceHouse => ({
  ...fileHouseOf(app),
  coming: app.coming,
  told: (evaluationId) => app.notices.progressChanged(evaluationId),
});
