import { alternatives } from '../../../sandbox/switches/switches';
import { IDENTITY, WRITING } from './scenarios/scenarios';
import { openStage, type Stage } from './stage';

/** Every unknown of Xero is played with each answer it may have; Intercom's, and what Xero's webhooks tell, do not matter below the mapping. */
const WORLDS = [
	{ world: 'as documented', switches: {} },
	...alternatives()
		.filter(({ name }) => name.startsWith('xero.') && !name.startsWith('xero.event'))
		.map(({ name, value }) => ({ world: `${name} = ${value}`, switches: { [name]: value } })),
];

/**
 * Whom a record is found to be, and what is written to it. Above three pages targeted reads are cheaper than the list, so both ways
 * of finding are played, in files of their own: side by side they take half of the time.
 * @param fillers contacts in Xero that nobody looks for
 * @param part which of so many parts of the worlds, from 0
 */
export function identityAndWriting(fillers: number, { part, of }: { part: number; of: number } = { part: 0, of: 1 }): void {
	describe.each(WORLDS.filter((_, number) => number % of === part))('$world', ({ switches }) => {
		let stage: Stage;
		beforeAll(async () => {
			stage = await openStage({ switches }, fillers);
		});
		beforeEach(() => stage.reset());
		afterAll(async () => await stage.stop());

		it.each(IDENTITY)('%s', async (_promise, play) => await play(stage));
		it.each(WRITING)('%s', async (_promise, play) => await play(stage));
	});
}
