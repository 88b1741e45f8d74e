import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

/** `npm run dashboard` proxies the API to a gateway that runs beside it. */
const gateway = 'http://localhost:3000';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/dashboard/',
  plugins: [svelte()],
  server: { proxy: { '/dashboard/api': gateway } },
  build: {
    outDir: '../dist/dashboard',
    emptyOutDir: true,
    // Inlined as data: URLs, small assets would fall to the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
    // On a slow machine it would tell each newcomer how long its plugins took.
    rolldownOptions: { checks: { pluginTimings: false } },
  },
});
