import type { WallKind } from '../model/wall.ts';
import { type WordedKind, wallWords, wordedKinds } from './wall-words.ts';

/** A wall, and what betrayed it, for people. */
export interface Wall {
  readonly kind: WallKind;
  readonly sign: string;
}

/**
 * What stands on walls besides words, as selectors, by kind; every one of them must be shown, or stand in the head.
 * Of services that many sites use, their own names for their frames and layers.
 */
export const wallSigns = {
  interstitial: [
    '#challenge-form, #challenge-running, #challenge-stage, #cf-wrapper, .cf-browser-verification',
    '[id^="cf-chl"], [class*="cf-chl"], script[src*="/cdn-cgi/challenge-platform/"][src*="/orchestrate/"]',
    '#anubis_challenge, #sec-if-cpt-container, #main-iframe[src*="_Incapsula_Resource"]',
  ].join(', '),
  captcha: [
    'iframe[src*="/recaptcha/"][src*="/bframe"], iframe[src*="/recaptcha/"]:not(.grecaptcha-badge iframe)',
    'iframe[src*="hcaptcha.com"], iframe[src*="challenges.cloudflare.com"], iframe[src*="arkoselabs.com"]',
    'iframe[src*="funcaptcha.com"], iframe[src*="captcha-delivery.com"], iframe[src*="geetest.com"]',
    '.g-recaptcha, .h-captcha, .cf-turnstile, #px-captcha, #captcha-box, [class*="geetest_"], [class*="captcha_verify"]',
    '#arkose, #FunCaptcha, img[src*="captcha" i]',
  ].join(', '),
  login: [
    'input[type="password"], input[autocomplete="current-password"]',
    'meta[http-equiv="refresh" i][content*="login" i], meta[http-equiv="refresh" i][content*="signin" i]',
    'form[action*="/login" i], form[action*="/signin" i], form[action*="/accounts/login" i]',
  ].join(', '),
  consent: [
    '#onetrust-banner-sdk, #didomi-notice, #didomi-popup, .qc-cmp2-container, #qc-cmp2-ui, #CybotCookiebotDialog',
    'iframe[id^="sp_message_iframe"], [id^="sp_message_container"], #usercentrics-root, #usercentrics-cmp-ui',
    '#truste-consent-track, .truste_overlay, .fc-consent-root, #cmplz-cookiebanner-container, .cky-consent-container',
    '#axeptio_overlay, #tarteaucitronRoot, #iubenda-cs-banner, #cookiescript_injected',
    'form[action*="://consent."]',
  ].join(', '),
  language: 'html.translated-ltr, html.translated-rtl, font[style*="vertical-align: inherit"]',
  empty: [
    '[aria-busy="true"], [class*="skeleton" i], [class*="shimmer" i], [class*="placeholder-glow" i]',
    '[role="progressbar"], [class*="spinner" i], [class*="loading" i]',
  ].join(', '),
} as const satisfies Partial<Record<WallKind, string>>;

/** The first wall whose words stand in a text. Pure. */
export function wallInWords(text: string): Wall | null {
  const words = folded(text);
  for (const [kind, signs] of phrases) {
    const sign = kind === 'language' ? undefined : signs.find((phrase) => words.includes(phrase));
    if (sign !== undefined) return { kind, sign };
  }
  return null;
}

/** The page says that it shows a translation. Pure. */
export function saysTranslated(text: string): boolean {
  const words = folded(text);
  return (phrases.get('language') ?? []).some((phrase) => words.includes(phrase));
}

/** The first of a platform's own words that stand in a text. Pure. */
export function ownWallIn(
  text: string,
  walls: readonly { readonly text: string; readonly kind: WallKind }[],
): Wall | null {
  const words = folded(text);
  const wall = walls.find((each) => words.includes(folded(each.text)));
  return wall === undefined ? null : { kind: wall.kind, sign: wall.text };
}

/** Lower case, quotes straight, blanks single: words as they are compared. */
export function folded(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[‘’ʼ]/gu, "'")
    .replace(/[“”„«»]/gu, '"')
    .replace(/[\s\p{Default_Ignorable_Code_Point}]+/gu, ' ');
}

const phrasesOf = (kind: WordedKind): readonly string[] =>
  wallWords[kind]
    .split(/[·\n]/u)
    .map((phrase) => folded(phrase).trim())
    .filter((phrase) => phrase !== '');

const phrases: ReadonlyMap<WordedKind, readonly string[]> = new Map(
  wordedKinds.map((kind) => [kind, phrasesOf(kind)]),
);
