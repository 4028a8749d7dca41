import { defineConfig } from 'vite';

/** The node that `npm run dev` works against. */
const api = 'http://localhost:4000';

/** What all screens need and seldom changes. */
const libraries =
  /node_modules[\\/](react|react-dom|scheduler|react-router|@?urql|wonka|graphql-ws)[\\/]/;

/** The dashboard: `npm run build` makes it, `npm run dev` serves it with hot reload. */
export default defineConfig({
  root: 'src/dashboard',
  base: './', // a proxy may serve the page under any path
  build: {
    outDir: '../../dist/dashboard',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1_000, // KiB, unzipped; a test limits the first load
    rolldownOptions: {
      // One file that stays the same from release to release.
      output: { codeSplitting: { groups: [{ name: 'libraries', test: libraries }] } },
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
});
