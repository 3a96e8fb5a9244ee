import { inside, listIn } from '../json-path.ts';

/** A poll of API 2 as the card that it is in `tweet-result`; null for one without options. */
export function fromPoll(poll: unknown): unknown {
  const options = listIn(poll, 'options').slice(0, 4);
  if (options.length === 0) return null;
  const values = options.flatMap((option, index) => [
    [`choice${index + 1}_label`, { string_value: inside(option, 'label') }],
    [`choice${index + 1}_count`, { string_value: votesOf(option) }],
  ]);
  const end = { string_value: inside(poll, 'end_datetime') };
  return {
    name: `poll${options.length}choice_text_only`,
    binding_values: { ...Object.fromEntries(values), end_datetime_utc: end },
  };
}

/** As a string, as `tweet-result` has them. */
function votesOf(option: unknown): string | null {
  const votes = inside(option, 'votes');
  return typeof votes === 'number' ? String(votes) : null;
}
