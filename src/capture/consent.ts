import type { OpenPage } from './open-page.ts';

/**
 * Closes the consent layer that lies over a page, if there is one, by refusing what it asks for. Gives the name of the
 * rule that knew the layer; null where no rule knows one.
 */
export function closeConsent(_page: OpenPage): Promise<string | null> {
  return Promise.resolve(null);
}
