import holdfast from 'holdfast/eleventy';

export default function (eleventyConfig) {
  eleventyConfig.addPlugin(holdfast, {
    fallbacks: 'fallbacks',
    when: 'always',
    strict: process.env.STRICT === '1',
  });
}
