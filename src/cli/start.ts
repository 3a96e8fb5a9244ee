import module from 'node:module';

/** `npm start`. What was compiled once is kept, so that a second run is over at once. */
module.enableCompileCache();
const { runSamples } = await import('./samples.ts');
await runSamples();
