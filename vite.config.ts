import { defineConfig } from 'vite';
import { precompress } from './vite-precompress.ts';

/** The node that `npm run dev` works against. */
const api = 'http://localhost:4000';

/** The pages, each with the folder of its files below the address of the page. `--mode explorer` chooses the explorer. */
const assetsFolders = { dashboard: 'assets', explorer: 'explorer' };

/** What all screens of the dashboard need and seldom changes: one file that stays the same from release to release. */
const libraries = {
  name: 'libraries',
  test: /node_modules[\\/](react|react-dom|scheduler|react-router|@?urql|wonka|graphql-ws)[\\/]/,
};

/** `npm run build` makes both pages, and `npm run dev` serves the dashboard with hot reload. */
export default defineConfig(({ mode }) => {
  const page = mode === 'explorer' ? 'explorer' : 'dashboard';
  return {
    root: `src/${page}`,
    base: './', // a proxy may serve the page under any path
    plugins: [precompress()],
    build: {
      outDir: `../../dist/${page}`,
      assetsDir: assetsFolders[page],
      emptyOutDir: true,
      target: 'es2022',
      modulePreload: { polyfill: false },
      // KiB, unzipped; a test limits the first load. The editor of the explorer and its workers are larger.
      chunkSizeWarningLimit: page === 'explorer' ? 5_000 : 1_000,
      rolldownOptions: {
        ...(page === 'dashboard' && { output: { codeSplitting: { groups: [libraries] } } }),
        onLog(level, log, handle) {
          // "use client" in the libraries means nothing in a browser.
          if (log.code !== 'MODULE_LEVEL_DIRECTIVE') handle(level, log);
        },
      },
    },
    server: {
      port: 4100,
      strictPort: true,
      // The Host header stays, so that the node sees its own page: it checks the Origin against it.
      proxy: { '/graphql': { target: api, ws: true } },
    },
  };
});
