// The one configuration of Svelte and SvelteKit: apps/web/vite.config.ts and eslint-plugin-svelte take this object.
// It lies at the root and not in the Vite root, where SvelteKit 3 would refuse it.
import adapter from '@sveltejs/adapter-static';
import { fileURLToPath } from 'node:url';

const build = fileURLToPath(new URL('./apps/web/build', import.meta.url));

/** @type {import('@sveltejs/kit').Config} */
export default {
  compilerOptions: { runes: true },
  // One page for every address: what it shows comes from the API, so that it works the same without a network.
  // Compressed once, by the build. What pages may load is said by the server, in one header (apps/server/src/plugins/web.ts).
  adapter: adapter({ pages: build, assets: build, fallback: '200.html', precompress: true }),
};
