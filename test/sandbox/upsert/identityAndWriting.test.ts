import { alternatives } from '../../../sandbox/switches/switches';
import { IDENTITY, WRITING } from './scenarios';
import { openStage, type Stage } from './stage';

/** Above three pages targeted reads are cheaper than the list, so both ways of finding are played. */
const ORGANISATIONS = [
	{ size: 'a small organisation', fillers: 0 },
	{ size: 'a large organisation', fillers: 3_001 },
];

/** Every unknown of Xero is played with each answer it may have; Intercom's, and what Xero's webhooks tell, do not matter below the mapping. */
const WORLDS = [
	{ world: 'as documented', switches: {} },
	...alternatives()
		.filter(({ name }) => name.startsWith('xero.') && !name.startsWith('xero.event'))
		.map(({ name, value }) => ({ world: `${name} = ${value}`, switches: { [name]: value } })),
];

describe.each(ORGANISATIONS)('$size', ({ fillers }) => {
	describe.each(WORLDS)('$world', ({ switches }) => {
		let stage: Stage;
		beforeAll(async () => {
			stage = await openStage({ switches }, fillers);
		});
		beforeEach(() => stage.reset());
		afterAll(async () => await stage.stop());

		it.each(IDENTITY)('%s', async (_promise, play) => await play(stage));
		it.each(WRITING)('%s', async (_promise, play) => await play(stage));
	});
});
