import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

// The page is made into the Python package that serves it; nothing in it points anywhere else.
export default defineConfig({
  plugins: [svelte()],
  base: '/',
  build: {
    outDir: '../src/parallel38/atlas/static',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: 'es2022',
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
  server: { proxy: { '/api': 'http://127.0.0.1:3838' } },
  test: { include: ['tests/**/*.test.ts'] },
});
