/** Commands people begin with, for the manual; the tests read each by the same definitions. */
export const examples = [
  [
    'holdfast archive content/ https://example.org/news/story.html',
    'archive every post embedded in a folder of articles and in one that is online',
  ],
  [
    '*/15 * * * * cd /srv/news && holdfast archive content/ --quiet || [ $? -eq 3 ]',
    'the same from cron; exit code 3 says that some posts wait for a retry, or are known only as quoted',
  ],
  ['holdfast recheck --quiet', 'ask again what became of the posts whose time has come'],
  ['holdfast show x:20', 'what a post said, who says so, what became of it'],
  ['holdfast articles --at-risk', 'articles with a post that may be lost next'],
  ['holdfast rot --by section --csv > rot.csv', 'what is lost in which section, for a spreadsheet'],
  ['holdfast render x:20 --as page > post.html', 'a post as one page that needs nothing else'],
  [
    'holdfast rewrite content/ --out build/ --when dead',
    'articles with fallbacks in place of the embeds that are gone',
  ],
  [
    'holdfast export fallbacks --out fallbacks content/',
    'what a site build needs to show the posts of its articles, with no network at hand',
  ],
  ['holdfast verify', 'check every row and every blob'],
] as const;
