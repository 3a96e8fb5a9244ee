import { platforms } from './platforms/index.ts';

/** Every kind of card on one page that needs nothing; its code and pictures are loaded when it is called. */
export async function galleryPage(): Promise<string> {
  const { renderGallery } = await import('./render/gallery/gallery-page.ts');
  return renderGallery(platforms);
}
