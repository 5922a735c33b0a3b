import fc from 'fast-check';

/**
 * The same random cases in every run of `npm test`, so that a red run is a change and not chance. `FC_SEED=...` plays
 * others; `npm run test:long` picks a new seed each time and prints it.
 */
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 20261123) });
