import { configureGlobal } from 'fast-check';

/** The same cases each time, so that no run fails by chance; HOLDFAST_SEED gives others. */
configureGlobal({ seed: Number(process.env['HOLDFAST_SEED'] ?? 20_261_127) });
