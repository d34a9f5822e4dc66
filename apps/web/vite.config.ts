import { join } from 'node:path';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import config from '../../svelte.config.js';
import { briefMessages } from './vite.brief-messages.ts';
import { groups } from './vite.groups.ts';

const { HEPING_API_PORT = '3001' } = process.env;
const { HEPING_API = `http://127.0.0.1:${HEPING_API_PORT}` } = process.env;

export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    paraglideVitePlugin({
      project: './project.inlang',
      outdir: './src/lib/paraglide',
      cookieName: 'heping-locale',
      strategy: ['cookie', 'baseLocale'],
    }),
    briefMessages(),
    sveltekit(config),
  ],
  resolve: {
    alias: [
      { find: 'lib0/logging', replacement: join(import.meta.dirname, 'src/lib/doc/plain-logging.ts') },
      {
        find: 'lib0/broadcastchannel',
        replacement: join(import.meta.dirname, 'src/lib/doc/no-broadcast.ts'),
      },
      {
        // The specifiers are those of engine.io-client/build/esm/transports/index.js and of its index.js.
        find: /^\.\/(transports\/)?(polling-xhr|polling-xhr\.node|webtransport)\.js$/,
        replacement: join(import.meta.dirname, 'src/lib/no-transport.ts'),
      },
    ],
  },
  environments: {
    client: { build: { rolldownOptions: { output: { codeSplitting: { groups: groups() } } } } },
  },
  server: {
    proxy: {
      '/api': HEPING_API,
      '/sync': { target: HEPING_API, ws: true },
      '/socket.io': { target: HEPING_API, ws: true },
    },
  },
});
