/** What a camera wrote of a photo, as a line: its own clock, its own position, which one it was. Null where nothing was kept. [FS18] */
import type { KeptFile } from '@heping/protocol';
import { m } from '#lib/paraglide/messages.js';

/** A metre or so: what a telephone knows. */
const DECIMALS = 5;

export function cameraWords({ camera }: Pick<KeptFile, 'camera'>): string | null {
  if (camera === undefined) return null;
  const { takenAt, position, device } = camera;
  const said = [
    ...(takenAt === null ? [] : [takenAt.slice(0, 16).replace('T', ' ')]),
    ...(position === null ? [] : [positionWords(position)]),
    ...(device === undefined ? [] : [device]),
  ];
  return m.proof_camera({ what: said.join(' · ') });
}

function positionWords({
  latitude,
  longitude,
}: {
  readonly latitude: number;
  readonly longitude: number;
}): string {
  const of = (angle: number) => ({ degrees: Math.abs(angle).toFixed(DECIMALS) });
  return m.proof_position({
    northSouth: latitude < 0 ? m.proof_south(of(latitude)) : m.proof_north(of(latitude)),
    eastWest: longitude < 0 ? m.proof_west(of(longitude)) : m.proof_east(of(longitude)),
  });
}
