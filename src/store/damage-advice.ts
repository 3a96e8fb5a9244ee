import type { Damage, DamageKind } from './verify-contract.ts';

/** A damage, and what can be done about it. */
export interface FoundDamage extends Damage {
  readonly advice: string;
}

const restoreDatabase =
  'restore the database from a backup, or make it again from the manifests beside the blobs: "holdfast rebuild --force"';

/** What can be done, the gentlest first. */
export const advices = {
  'row-changed': restoreDatabase,
  'row-missing': restoreDatabase,
  'row-impossible': restoreDatabase,
  'ledger-broken': restoreDatabase,
  'database-damaged': restoreDatabase,
  'blob-missing': 'copy it back from a backup, or archive the post again',
  'blob-damaged': 'copy it back from a backup, or move it away and archive the post again',
  'index-damaged':
    'what is found may be wrong, what is kept is not: "holdfast verify --repair" makes the index anew',
  'manifest-damaged':
    'if the database is whole, "holdfast verify --repair" writes the manifests anew; if they tell more than it, "holdfast rebuild --force" brings that back',
  'file-damaged': 'get another copy of it, or export it again',
} as const satisfies Record<DamageKind, string>;
