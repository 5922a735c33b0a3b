import fc from 'fast-check';
import { claimAlerts, confirmAlerts } from '../../../lib/ledger/decisions/alerts';
import { writeWatermark } from '../../../lib/ledger/decisions/holders';
import { searchFailed } from '../../../lib/ledger/decisions/searchNews';
import { contact, failed, HOUR, LedgerWorld, MINUTE } from './ledgerWorld';

const AWAY = { reason: 'intercomStatus503', message: 'Intercom is not available.', nextStep: 'Try again later.', retryable: true };
const REFUSED = { reason: 'intercomRejected', message: 'Intercom refused the search.', nextStep: 'Report it.', retryable: false };
const FAILS = 'The search for what changed fails';
const OVER = 'The search for what changed works again';

const fails = async (world: LedgerWorld, failure = AWAY) => (await world.store.change(searchFailed('contacts', failure, world.now))).toldAt;
const works = async (world: LedgerWorld) => await world.store.change(writeWatermark('contacts', new Date(world.now).toISOString(), world.now));

/** Time goes by, and whatever is due is told. @returns titles */
async function hears(world: LedgerWorld, ms: number): Promise<string[]> {
	const heard: string[] = [];
	for (const end = world.now + ms; world.now < end; ) {
		world.now += MINUTE;
		const alerts = await world.store.change(claimAlerts({ token: `a${world.now}`, leaseUntil: world.now + MINUTE }, world.now));
		await world.store.change(confirmAlerts(`a${world.now}`, true, world.now));
		heard.push(...alerts.map(({ text }) => text.title));
	}
	return heard;
}

test('an hour that fails, and the next one heals it: nobody hears', async () => {
	const world = await new LedgerWorld().open();
	expect(await fails(world)).toBe(world.now + 90 * MINUTE);
	expect(await hears(world, HOUR)).toEqual([]);
	await works(world);
	expect(await hears(world, 5 * HOUR)).toEqual([]);
	expect(world.alert('search contacts')).toBeUndefined();
});

test('what no hour heals is told once, in an hour and a half, and its end', async () => {
	const world = await new LedgerWorld().open();
	const heard: string[] = [];
	for (let hour = 0; hour < 6; hour++) {
		await fails(world, { ...AWAY, reason: `intercomStatus50${hour % 3}` });
		heard.push(...(await hears(world, HOUR)));
	}
	expect(heard).toEqual([FAILS]);
	await works(world);
	expect(await hears(world, HOUR)).toEqual([OVER]);
});

test('what only a person mends is told at once, also where an hour failed otherwise before', async () => {
	const world = await new LedgerWorld().open();
	expect(await fails(world, REFUSED)).toBe(world.now);
	expect(await hears(world, MINUTE)).toEqual([FAILS]);
	await works(world);
	expect(await hears(world, MINUTE)).toEqual([OVER]);
	await fails(world);
	await fails(world, REFUSED);
	expect(await hears(world, MINUTE)).toEqual([FAILS]);
});

test('where Intercom refuses altogether that is told, and this is not', async () => {
	const world = await new LedgerWorld().open();
	await fails(world);
	await world.notify(contact(1));
	await world.settle((await world.claim()).map((one) => failed(one, { vendor: 'intercom', step: 'read', class: 'auth', reason: 'intercomTokenRevoked', retryable: false })));
	world.now += MINUTE;
	expect(await fails(world, { ...REFUSED, reason: 'intercomTokenRevoked' })).toBeNull();
	expect(await hears(world, 3 * HOUR)).toEqual(['Intercom refuses the connection']);
});

test('whatever the hours bring: told only after two that failed or where a person has to act, once until one works, and then its end', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(fc.constantFrom('works' as const, 'away' as const, 'refused' as const), { maxLength: 12 }), async (hours) => {
			const world = await new LedgerWorld().open();
			const heard: string[] = [];
			const expected: string[] = [];
			let [row, told] = [0, ''];
			for (const hour of hours) {
				if (hour === 'works') {
					await works(world);
					if (told !== '') expected.push(OVER);
					[row, told] = [0, ''];
				} else {
					await fails(world, hour === 'away' ? AWAY : REFUSED);
					row += 1;
					const now = hour === 'refused' ? 'refused' : row > 1 ? 'away' : '';
					// Another cause is told anew, once it holds long enough by itself.
					if (now !== '' && told === '') expected.push(FAILS);
					told ||= now;
				}
				heard.push(...(await hears(world, HOUR)));
			}
			const kinds = new Set(hours.filter((hour) => hour !== 'works'));
			if (kinds.size < 2) expect(heard).toEqual(expected);
			else expect(heard.filter((title) => title === OVER).length).toBeLessThanOrEqual(heard.filter((title) => title === FAILS).length);
			if (!hours.some((hour, place) => hour === 'refused' || (hour === 'away' && hours[place + 1] === 'away'))) expect(heard).toEqual([]);
		}),
		{ numRuns: 25 },
	);
});
