import createMDX from '@next/mdx';
import { rehypeHoldfast, withHoldfast } from 'holdfast/next';

const holdfast = {
  fallbacks: 'fallbacks',
  when: 'always',
  css: 'none',
  strict: process.env.STRICT === '1',
};

const withMDX = createMDX({
  options: { rehypePlugins: [rehypeHoldfast(holdfast)] },
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
