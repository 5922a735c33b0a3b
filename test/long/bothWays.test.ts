import { play, toldAgain } from '../chaos/bothWays/play';

const [ROUNDS, EDITS_IN_ROUND, PEOPLE] = [50, 200, 100];

jest.setTimeout(3_600_000);

test(`${ROUNDS * EDITS_IN_ROUND} edits on both sides, 15% of all requests failing, two workers: at rest within a write an edit, no edit lost, no loop, no stranger`, async () => {
	const { world, edits, decided, intercomWrites, xeroWrites, wrong } = await play({ seed: 2_026, people: PEOPLE, faultPercent: 15, workers: 2 }, { rounds: ROUNDS, editsInRound: EDITS_IN_ROUND, restAfter: 0.1 });
	const { player, sandbox } = world;
	sandbox.faults.clear();
	const restless = await toldAgain(world);
	const strangers = { intercom: sandbox.intercom.workspace().contacts.size - PEOPLE, xero: sandbox.xero.organisation().contacts.sorted().length - PEOPLE };
	const figures = { edits, decided, intercomWrites, xeroWrites, writesPerEdit: (intercomWrites + xeroWrites) / edits, batches: player.batches, twiceAtOnce: player.twice };
	await world.close();
	console.info(JSON.stringify(figures));
	expect({ wrong, restless, strangers }).toEqual({ wrong: [], restless: 0, strangers: { intercom: 0, xero: 0 } });
	// What a person decides is one write more at most, and so is what two workers did at once.
	expect(intercomWrites + xeroWrites).toBeLessThanOrEqual(edits + decided + player.twice);
});
