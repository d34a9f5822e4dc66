/** Photos from before beside photos from after, in the order they were brought. */
import { isImage, type UsedFile } from '@heping/protocol';

export interface Pair {
  readonly before: UsedFile | null;
  readonly after: UsedFile | null;
}

/** As many pairs as the longer side has; where the other has none left, its last one stays beside. */
export function pairsOf(files: readonly UsedFile[]): readonly Pair[] {
  const of = (role: UsedFile['role']) =>
    files.filter((file) => file.role === role && isImage(file.type)).toSorted((a, b) => a.at - b.at);
  const [before, after] = [of('before'), of('after')];
  const count = Math.max(before.length, after.length);
  return Array.from({ length: count }, (_, place) => ({
    before: before[place] ?? before.at(-1) ?? null,
    after: after[place] ?? after.at(-1) ?? null,
  }));
}
