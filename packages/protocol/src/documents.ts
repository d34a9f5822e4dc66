/** The documents of an evaluation and how their names are spelled. Authority belongs to a whole document. [DN1] */

/** 个人评分表、检查记录、评定分、整改方案、自评: what each is written by and when stands in scoring's policy table. */
export const DOCUMENT_KINDS = ['ballot', 'record', 'consensus', 'plan', 'self'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];
/** One of each in an evaluation. */
export type SharedKind = Exclude<DocumentKind, 'ballot'>;
const isShared = (kind: string | undefined): kind is SharedKind =>
  kind !== 'ballot' && DOCUMENT_KINDS.some((one) => one === kind);

export type DocumentName =
  | { readonly kind: 'ballot'; readonly evaluation: string; readonly person: string }
  | { readonly kind: SharedKind; readonly evaluation: string };

/** Ids in names: 1 to 24 characters of `[a-z0-9-]`. [DN2] */
export const ID_PATTERN = /^[a-z0-9-]{1,24}$/;

/** Spells a document's name, e.g. `ballot:e-1:p-7`. [DN1] */
export function formatDocumentName(name: DocumentName): string {
  return name.kind === 'ballot'
    ? `ballot:${name.evaluation}:${name.person}`
    : `${name.kind}:${name.evaluation}`;
}

/** Reads a document's name; undefined for anything else, so that a door can answer 404. [DN1, DN2] */
export function parseDocumentName(text: string): DocumentName | undefined {
  const [kind, evaluation, person, ...rest] = text.split(':');
  if (rest.length > 0 || evaluation === undefined || !ID_PATTERN.test(evaluation)) return undefined;
  if (kind === 'ballot') {
    return person !== undefined && ID_PATTERN.test(person) ? { kind, evaluation, person } : undefined;
  }
  if (!isShared(kind)) return undefined;
  return person === undefined ? { kind, evaluation } : undefined;
}
