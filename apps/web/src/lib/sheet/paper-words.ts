/** What a signed paper carries, as names. Pure. [SN3] */
import type { Carries, SheetContent } from '@heping/protocol';
import { m } from '#lib/paraglide/messages.js';
import { nameOf } from '#lib/words.ts';

type Around = Pick<SheetContent, 'panel' | 'leadBody' | 'centre'>;

/** Who signed by hand, the panel first. */
export function handsOn({ panel, centre }: Carries, content: Around): readonly string[] {
  const seated = content.panel.filter(({ id }) => panel.includes(id)).map(nameOf);
  return centre === null
    ? seated
    : [...seated, m.site_confirm_post({ name: centre.name, post: centre.post })];
}

/** Whose seal, by name. */
export const sealsOn = ({ seals }: Carries, { leadBody, centre }: Around): readonly string[] =>
  seals.map((seal) =>
    seal === 'body'
      ? m.site_seal_body({ name: nameOf(leadBody) })
      : m.site_seal_centre({ name: nameOf(centre) }),
  );
