import { platforms } from '../../src/platforms/index.ts';
import { readCorpus } from './corpus.ts';
import { evaluate } from './report.ts';

/** `npm run eval`: how well detection does on labelled articles. Ends with 1 under a floor, 2 without articles. */
const cases = readCorpus();
if (cases.length === 0) {
  console.error(
    'there are no labelled articles here: set HOLDFAST_CORPUS to the folder that holds articles/',
  );
  process.exit(2);
}
const { lines, failures } = await evaluate(cases, platforms);
console.log(lines.join('\n'));
if (failures.length > 0) {
  console.error(`\n${failures.join('\n')}`);
  process.exitCode = 1;
}
