// Generated hostile traffic against the built server, under limits of memory and descriptors, while other keys stream
// answers with a checksum: `npm run test:hostile -- MINUTES` (default 5). `npm run build` comes first.
// `--cases N` of each family in place of minutes, `--only FAMILY` (may come several times), `--seed N`, `--replay FILE`.
import os from 'node:os';
import { parseArgs } from 'node:util';
import { createTally } from '../support/tally.mjs';
import { keepFailure, readFailure } from './failure-file.mjs';
import { families } from './families.mjs';
import { FamilyRun } from './family-run.mjs';
import { MEMORY_LIMIT_MB } from './server.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    cases: { type: 'string' },
    seed: { type: 'string', default: '20261128' },
    only: { type: 'string', multiple: true, default: [] },
    replay: { type: 'string' },
  },
});
const minutes = Number(positionals[0] ?? 5);
const seed = Number(options.seed);
const { note, end } = createTally();

// The server comes first: what sends has no claim on the processor.
os.setPriority(0, 5);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));
console.log(
  `seed ${seed}; the server may use ${MEMORY_LIMIT_MB} MB (RLIMIT_DATA, for itself: simulators have their own) and 256 descriptors`,
);

if (options.replay !== undefined) {
  const { family, recipes } = readFailure(options.replay);
  const run = new FamilyRun(
    families.find(({ name }) => name === family),
    seed,
  );
  const problems = await run.alone(recipes);
  note(`${family}: ${JSON.stringify(recipes).slice(0, 500)}`, problems[0]?.problem);
  end();
}

const chosen = families.filter(({ name }) => options.only.length === 0 || options.only.includes(name));
const shareMs = (minutes * 60_000) / Math.max(1, chosen.length);
for (const family of chosen) {
  const run = new FamilyRun(family, seed);
  const found = await run.run(
    options.cases === undefined ? { milliseconds: shareMs } : { cases: Number(options.cases) },
  );
  for (const [name, problem, remark] of found.checks) note(`${family.name}: ${name}`, problem, remark);
  if (found.failure !== undefined) {
    const file = keepFailure({ seed, family: family.name, ...found.failure });
    console.log(
      `  seed ${seed}, family ${family.name}, case ${JSON.stringify(found.failure.recipes).slice(0, 600)}`,
    );
    console.log(`  again: npm run test:hostile -- --replay ${file}`);
  }
}
end();
