/** Who else is at an indicator, as a row of avatars shows them. */
import type { EvaluationRoom } from '#lib/evaluation/room.svelte.ts';
import { nameOf } from '#lib/words.ts';

export const othersAt = (room: EvaluationRoom, code: string) =>
  room.participants
    .filter(({ at, isMe }) => at === code && !isMe)
    .map(({ person }) => ({ ...person, name: nameOf(person) }));
