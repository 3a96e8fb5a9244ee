import createMDX from '@next/mdx';
import { withHoldfast } from 'holdfast/next';

const holdfast = {
  fallbacks: 'fallbacks',
  when: 'always',
  css: 'none',
  warn: 'stderr',
  strict: process.env.STRICT === '1',
};

const withMDX = createMDX({
  options: { rehypePlugins: [['holdfast/rehype', holdfast]] },
});

export default withHoldfast(
  withMDX({
    output: 'export',
    trailingSlash: true,
    pageExtensions: ['js', 'jsx', 'mdx'],
    // Next makes one up for each build, and writes it into every page.
    generateBuildId: () => 'harbour',
  }),
  { fallbacks: 'fallbacks' },
);
