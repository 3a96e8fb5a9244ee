/**
 * The same value with every text in it well-formed: a lone surrogate becomes U+FFFD, as it would in UTF-8. Else two
 * texts that differ in the database could have one hash.
 */
export function wellFormed<Value>(value: Value): Value {
  return clean(value) as Value;
}

function clean(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map(clean);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key.toWellFormed(), clean(inner)]));
}
