/** Every page is drawn in the browser from the API, so that it works the same with and without a network. */
import { redirect } from '@sveltejs/kit';
import { session } from '#lib/session.svelte.ts';
import type { LayoutLoad } from './$types';

export const ssr = false;
export const prerender = false;

const PUBLIC = /^\/(?:login|rubric|results)(?:\/|$)/;

export const load: LayoutLoad = async ({ url }) => {
  await session.start();
  if (session.person === null && !PUBLIC.test(url.pathname)) {
    const next = url.pathname + url.search;
    redirect(307, next === '/' ? '/login' : `/login?next=${encodeURIComponent(next)}`);
  }
};
