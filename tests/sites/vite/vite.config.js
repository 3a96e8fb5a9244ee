import holdfast from 'holdfast/vite';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [holdfast({ fallbacks: 'fallbacks', when: 'always', strict: process.env.STRICT === '1' })],
  build: {
    rolldownOptions: {
      input: ['posts/harbour.html', 'posts/links.html', 'posts/arabic.html', 'posts/missing.html'],
    },
  },
});
