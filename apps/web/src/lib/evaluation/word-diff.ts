/** What changed between two texts, word by word: Chinese by characters, Latin words and figures as a whole. Pure. */
export interface DiffPart {
  readonly kind: 'same' | 'out' | 'in';
  readonly text: string;
}

const WORDS = /\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{N}])+|\s+|./gsu;
/** Beyond this many comparisons the texts stand side by side as a whole. */
const MOST = 4_000_000;

/** The parts in order; texts joined by kind give back both versions. */
export function wordDiff(before: string, after: string): readonly DiffPart[] {
  const [a, b] = [before.match(WORDS) ?? [], after.match(WORDS) ?? []];
  if (a.length * b.length > MOST)
    return joined([
      { kind: 'out', text: before },
      { kind: 'in', text: after },
    ]);
  // Longest common subsequence, from the end, so that it is read off from the beginning.
  const width = b.length + 1;
  const common = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      common[i * width + j] =
        a[i] === b[j]
          ? (common[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(common[(i + 1) * width + j] ?? 0, common[i * width + j + 1] ?? 0);
  const parts: DiffPart[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [left, right] = [a[i], b[j]];
    if (left !== undefined && left === right) {
      parts.push({ kind: 'same', text: left });
      i += 1;
      j += 1;
    } else if (
      left !== undefined &&
      (right === undefined || (common[(i + 1) * width + j] ?? 0) >= (common[i * width + j + 1] ?? 0))
    ) {
      parts.push({ kind: 'out', text: left });
      i += 1;
    } else {
      parts.push({ kind: 'in', text: right ?? '' });
      j += 1;
    }
  }
  return joined(parts);
}

function joined(parts: readonly DiffPart[]): readonly DiffPart[] {
  const apart: DiffPart[] = [];
  for (const part of parts) {
    const last = apart.at(-1);
    if (part.text === '') continue;
    if (last?.kind === part.kind) apart[apart.length - 1] = { ...last, text: last.text + part.text };
    else apart.push(part);
  }
  return apart;
}
