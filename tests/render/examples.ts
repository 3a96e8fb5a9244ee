export { examples } from '../../src/render/gallery/examples.ts';
