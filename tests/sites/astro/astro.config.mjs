import { defineConfig } from 'astro/config';
import holdfast from 'holdfast/astro';

export default defineConfig({
  integrations: [
    holdfast({
      fallbacks: 'fallbacks',
      when: 'always',
      strict: process.env.STRICT === '1',
    }),
  ],
});
