import type { Migration } from './sqlite-migration.ts';

/** What a change of any of these rows means for the index: the post is to be read anew. */
const marks = [
  ['post', 'INSERT ON posts', 'VALUES (NEW.id)'],
  ['snapshot', 'INSERT ON snapshots', 'VALUES (NEW.post)'],
  ['embed', 'INSERT ON embeds', 'VALUES (NEW.post)'],
  ['lost_embed', 'DELETE ON embeds', 'VALUES (OLD.post)'],
  ['alias', 'INSERT ON aliases', 'SELECT NEW.post UNION SELECT id FROM posts WHERE name = NEW.alias'],
  ['title', 'UPDATE OF title ON versions', 'SELECT post FROM embeds WHERE version = NEW.id'],
] as const;

/**
 * Format 8. The words of posts and articles, to be searched. `search` holds no text, only which words stand where, in
 * the tokens of `model/search-words.ts`: its number is the post's, and posts merged into another have no row.
 * `search_posts` tells when each was made and what was indexed, as a hash; `search_pending` is what is still to be read.
 * Words stay in `search` after a delete until it is optimized.
 */
export const searchSchema: Migration = `
CREATE VIRTUAL TABLE search USING fts5 (
  text, alt, quote, poll, card, note, author, handle, quoted, title, article, earlier, links, facets,
  content = '', contentless_delete = 1, tokenize = 'ascii'
);
CREATE TABLE search_posts (
  post INTEGER PRIMARY KEY REFERENCES posts (id),
  made_at TEXT,
  hash BLOB NOT NULL
) STRICT;
CREATE INDEX search_posts_by_time ON search_posts (made_at, post);
CREATE TABLE search_pending (post INTEGER PRIMARY KEY) STRICT;
${marks
  .map(
    ([name, change, posts]) => `
CREATE TRIGGER search_marks_${name} AFTER ${change}
BEGIN INSERT OR IGNORE INTO search_pending ${posts}; END;`,
  )
  .join('')}
INSERT INTO search_pending SELECT id FROM posts;
`;
