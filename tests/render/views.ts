export * from '../../src/render/gallery/made-post.ts';
