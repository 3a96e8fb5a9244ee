/**
 * The fontconfig file of our fonts: one folder, its own cache, one order of preference for every generic family.
 * A family of the page's that isn't there ends at Noto Sans too. Arabic is named, else Noto Sans Math wins it, which has
 * its letters as signs and joins none; Lao, else DejaVu Sans does, which puts one mark upon the other. Paths are absolute:
 * Chromium's fontconfig reads relative ones from the folder it was started in.
 */
export function fontsConf(folder: string): string {
  const path = folder.replace(/&/g, '&amp;').replace(/</g, '&lt;');
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${path}/ttf</dir>
  <cachedir>${path}/cache</cachedir>
${['JP', 'KR', 'SC'].map(rename).join('')}${prefer('ja', 'Noto Sans JP')}${prefer('ko', 'Noto Sans KR')}${prefer('zh', 'Noto Sans SC')}
  <match target="pattern">
    <test qual="all" name="family" compare="not_eq"><string>Noto Color Emoji</string></test>
    <edit name="family" mode="append_last" binding="weak">
      <string>Noto Sans</string><string>Noto Sans Arabic</string><string>Noto Sans Lao</string><string>Noto Color Emoji</string>
    </edit>
  </match>
${weights()}
  <alias><family>emoji</family><prefer><family>Noto Color Emoji</family></prefer></alias>
  <config><rescan><int>0</int></rescan></config>
</fontconfig>
`;
}

/**
 * Each variable file stands for itself and for nine weights, and the browser goes through all of them for every page it
 * opens. Beside Noto Sans itself, regular and bold are all that is ever chosen when a letter is looked for; without the
 * rest a page takes a third less of the processor's time and looks the same to the pixel.
 */
function weights(): string {
  const pattern = (name: string, value: string) =>
    `<pattern><patelt name="${name}">${value}</patelt></pattern>`;
  const others = ['thin', 'extralight', 'light', 'semilight', 'medium', 'semibold', 'extrabold', 'black'];
  const rejected = [
    ...others.map((weight) => pattern('weight', `<const>${weight}</const>`)),
    pattern('variable', '<bool>true</bool>'),
  ];
  return `  <selectfont>
    <acceptfont>${pattern('family', '<string>Noto Sans</string>')}</acceptfont>
    <rejectfont>${rejected.join('')}</rejectfont>
  </selectfont>`;
}

/** The variable files carry the name of their thinnest instance. */
function rename(region: string): string {
  return `  <match target="scan">
    <test name="family"><string>Noto Sans ${region} Thin</string></test>
    <edit name="family" mode="assign"><string>Noto Sans ${region}</string></edit>
  </match>
`;
}

/** Han characters look otherwise in each language. */
function prefer(lang: string, family: string): string {
  return `  <match target="pattern">
    <test name="lang" compare="contains"><string>${lang}</string></test>
    <edit name="family" mode="append" binding="strong"><string>${family}</string></edit>
  </match>
`;
}
