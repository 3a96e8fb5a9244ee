/** A line in every script our fonts must show; looked at by people in `doctor`'s picture and by a test. */
export const scriptSamples: readonly { readonly script: string; readonly text: string }[] = [
  { script: 'Latin', text: 'Holdfast – Ünïcødé, Tiếng Việt, ǧřåś' },
  { script: 'Arabic', text: 'عربي، فارسی، اردو ١٢٣' },
  { script: 'Hebrew', text: 'עברית שָׁלוֹם' },
  { script: 'Cyrillic', text: 'Кириллица, Українська' },
  { script: 'Greek', text: 'Ελληνικά' },
  { script: 'Devanagari', text: 'हिन्दी नमस्ते' },
  { script: 'Bengali', text: 'বাংলা বিশ্ব' },
  { script: 'Tamil', text: 'தமிழ் உலகம்' },
  { script: 'Telugu', text: 'తెలుగు ప్రపంచం' },
  { script: 'Odia', text: 'ଓଡ଼ିଆ ନମସ୍କାର' },
  { script: 'Gujarati', text: 'ગુજરાતી વિશ્વ' },
  { script: 'Gurmukhi', text: 'ਪੰਜਾਬੀ ਸੰਸਾਰ' },
  { script: 'Kannada', text: 'ಕನ್ನಡ ಪ್ರಪಂಚ' },
  { script: 'Malayalam', text: 'മലയാളം ലോകം' },
  { script: 'Sinhala', text: 'සිංහල ලෝකය' },
  { script: 'Thai', text: 'ภาษาไทย สวัสดี' },
  { script: 'Lao', text: 'ພາສາລາວ ສະບາຍດີ' },
  { script: 'Khmer', text: 'ភាសាខ្មែរ' },
  { script: 'Tibetan', text: 'བོད་ཡིག བཀྲ་ཤིས' },
  { script: 'Myanmar', text: 'မြန်မာဘာသာ' },
  { script: 'Ethiopic', text: 'አማርኛ ዓለም' },
  { script: 'Thaana', text: 'ދިވެހި ބަސް' },
  { script: 'Tifinagh', text: 'ⵜⴰⵎⴰⵣⵉⵖⵜ' },
  { script: 'N’Ko', text: 'ߒߞߏ' },
  { script: 'Syllabics', text: 'ᐃᓄᒃᑎᑐᑦ' },
  { script: 'Armenian', text: 'Հայերեն' },
  { script: 'Georgian', text: 'ქართული' },
  { script: 'Japanese', text: '日本語 ひらがな カタカナ' },
  { script: 'Chinese', text: '中文 简体 繁體' },
  { script: 'Korean', text: '한국어 안녕하세요' },
  // The same letter with different marks: without one file for both, each shows as a letter and a box.
  { script: 'Marks', text: 'x̨ x̛ ẹ́ ṣ̌ s̠ t͡ʃ' },
  { script: 'Raised, lowered', text: '₂₃ ⁵⁷ ⅓⅛ CO₂' },
  { script: 'Signs', text: '✓★ → ‽ № ⁂' },
  { script: 'Emoji', text: '😀🏳️‍🌈👩‍👩‍👧🇵🇸👍🏽❤️' },
];

/** Element that holds the samples. */
export const sampleSelector = '#samples';

/** A page with all samples, one a line; each line's text stands in an element of class `sample`. */
export function samplePage(samples: typeof scriptSamples = scriptSamples): string {
  const lines = samples.map(
    ({ script, text }) => `<dt>${script}</dt><dd><bdi class="sample">${text}</bdi></dd>`,
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Scripts</title><style>
body { margin: 0; font: 20px/1.6 sans-serif; background: #fff; color: #111 }
dl { margin: 0; padding: 16px; display: grid; grid-template-columns: 8em 1fr; width: 560px }
dt { color: #666; font-size: 16px } dd { margin: 0 }
</style><dl id="samples">${lines.join('')}</dl></html>`;
}
