import { DEFAULT_BOTH_WAYS } from '../../lib/ledger/bothWays';
import { seededRandom } from '../../sandbox/kernel/random';
import { NEWCOMERS, World, type NewcomerKind } from './bothWays/world';

jest.setTimeout(300_000);

const CREATES = { ...DEFAULT_BOTH_WAYS, creation: { of: 'customers' as const } };

/** @returns what is not as it must be */
function judge(world: World, newcomers: ReadonlyMap<string, NewcomerKind>, isHidden: boolean): string[] {
	const { sandbox, player } = world;
	const contacts = [...sandbox.intercom.workspace().contacts.values()].filter(({ state }) => state === 'active');
	const wrong = [...newcomers].flatMap(([id, kind]) => {
		const named = contacts.filter(({ custom }) => custom.xero_contact_id === id);
		const number = sandbox.xero.organisation().contacts.get(id)!.text.ContactNumber ?? '';
		const says = (words: string) => [`${kind} ${id}: ${words}`];
		const asked = player.reviews().find((review) => review.id === id)?.reason;
		if (kind === 'supplier') return named.length > 0 || asked !== undefined ? says('is somebody in Intercom, or asked of') : [];
		// A lead of the last minutes no search shows: then the user stands beside it.
		if (kind === 'lead' && named.length === 0) return asked === 'maybeKnown' ? [] : says('is nobody, and nobody is asked');
		if (kind === 'lead' && !isHidden) return says('is somebody, in spite of the lead');
		if (named.length !== 1) return says(`is ${named.length} people in Intercom`);
		const [{ id: intercomId, externalId, role }] = named as [(typeof named)[number]];
		if (role !== 'user' || (kind !== 'known' && externalId !== id)) return says(`is a ${role} with the external id ${externalId ?? 'none'}`);
		if (kind === 'numbered') return number.startsWith('CUST-') ? [] : says(`has the number ${number}`);
		return number === intercomId ? [] : says(`has the number ${number}, not ${intercomId}`);
	});
	const users = contacts.filter(({ role, email }) => role === 'user' && email !== null);
	const doubles = users.filter(({ email }, at) => users.some((other, before) => before < at && other.email === email));
	const touched = contacts.filter(({ role, name, phone, custom, externalId }) => role === 'lead' && (name !== null || phone !== null || externalId !== null || Object.keys(custom).length > 0));
	return [...wrong, ...doubles.map(({ id, email }) => `${id} is a second user with ${email}`), ...touched.map(({ id }) => `the lead ${id} was told something`)];
}

describe.each([['without faults', 0, 11], ['with a fifth of all requests failing', 19, 12], ['with a fifth of all requests failing', 19, 13]])('contacts that are created in Xero, %s (seed %#)', (_, faultPercent, seed) => {
	test.each(['0', '600'] as const)('are one user each or nobody, and no second contact in Xero; a new contact is searchable after %s s', async (lag) => {
		const world = await World.open({ seed, people: 4, faultPercent, workers: 2, bothWays: CREATES, switches: { 'intercom.searchLag': lag } });
		const random = seededRandom(seed);
		const newcomers = new Map<string, NewcomerKind>();
		for (let n = 0; n < 18; n++) {
			const kind = NEWCOMERS[n % NEWCOMERS.length]!;
			newcomers.set(world.newcomer(kind), kind);
			world.edit();
			if (random() < 0.4) await world.rest({ all: false });
		}
		await world.rest({ all: true });
		const { sandbox } = world;
		const wrong = judge(world, newcomers, lag !== '0');
		const inXero = sandbox.xero.organisation().contacts.sorted().length;
		const mark = sandbox.journal.mark();
		await world.tellAllAgain();
		const restless = sandbox.journal.count({ operation: /^(intercom\.(create|update)Contact|xero\.(create|updateOrCreate)Contacts)$/, after: mark });
		const still = judge(world, newcomers, lag !== '0');
		await world.close();
		expect({ wrong, still, restless, inXero }).toEqual({ wrong: [], still: [], restless: 0, inXero: 4 + newcomers.size });
	});
});
