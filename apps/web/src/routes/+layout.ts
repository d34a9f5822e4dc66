/** Every page is drawn in the browser from the API, so that it works the same with and without a network. */
import { redirect } from '@sveltejs/kit';
import '#lib/keeping.ts';
import { session } from '#lib/session.svelte.ts';
import type { LayoutLoad } from './$types';
import { wayIn } from './way-in.ts';

export const ssr = false;
export const prerender = false;

export const load: LayoutLoad = async ({ url }) => {
  await session.start();
  // Locked, the lock screen stands at every address.
  const way = session.isLocked ? null : wayIn(url, session.person !== null);
  if (way !== null) redirect(307, way);
};
