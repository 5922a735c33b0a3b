import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelWorkflow } from './model/run';
import { ModelWorld } from './model/world';

const workflow = JSON.parse(readFileSync(join(__dirname, '../../../workflows/contact-sync.json'), 'utf8')) as ModelWorkflow;
const ID = 'contact';
const MINUTE = 60_000;
/** The eight tries of a contact take 68 hours. */
const LIMIT_MS = 100 * 60 * MINUTE;

type Act = 'archiveOrBack' | 'change' | 'email' | 'delete';

interface Story {
	/** What happens to the contact in Intercom, each so long after the one before. */
	acts: Array<{ afterMs: number; act: Act; value: string }>;
	/** Xero is down from and for so long. */
	outages: Array<{ fromMs: number; forMs: number }>;
	/** How long each notification is on its way; null: it is lost. */
	deliveriesMs: Array<number | null>;
	searchLagMs: number;
}

const between = (min: number, max: number) => fc.integer({ min, max });
const gaps = fc.oneof(between(1_500, MINUTE), between(1_500, 10 * MINUTE), between(1_500, 40 * MINUTE));
const soon = between(500, 3_500);
const late = fc.oneof(soon, soon, between(500, 90_000), between(500, 25 * MINUTE));

function stories(chosen: { acts: Act[]; deliveriesMs: fc.Arbitrary<number | null>; outages: number }): fc.Arbitrary<Story> {
	return fc.record({
		acts: fc.array(fc.record({ afterMs: gaps, act: fc.constantFrom(...chosen.acts), value: fc.constantFrom('second', 'third') }), { minLength: 1, maxLength: 6 }),
		outages: fc.array(fc.record({ fromMs: between(0, 120 * MINUTE), forMs: fc.oneof(between(0, 2 * MINUTE), between(0, 40 * MINUTE)) }), { maxLength: chosen.outages }),
		deliveriesMs: fc.array(chosen.deliveriesMs, { minLength: 40, maxLength: 40 }),
		searchLagMs: between(30_000, 10 * MINUTE),
	});
}

/** Plays the story from a contact that is synced. */
function played({ acts, outages, deliveriesMs, searchLagMs }: Story, whenDeleted: string): ModelWorld {
	const deliveries = [...deliveriesMs];
	let isSettled = false;
	const world = new ModelWorld(workflow, { whenDeleted }, searchLagMs, () => (isSettled ? (deliveries.length > 0 ? deliveries.shift()! : 1_000) : 1_000));
	world.later(0, () => world.vendors.create(ID));
	world.later(60 * MINUTE, () => (isSettled = true));
	world.play(LIMIT_MS);
	for (const { fromMs, forMs } of outages) {
		world.later(fromMs, () => (world.vendors.isXeroDown = true));
		world.later(fromMs + forMs, () => (world.vendors.isXeroDown = false));
	}
	let afterMs = 0;
	for (const one of acts) world.later((afterMs += one.afterMs), () => happen(world, one));
	world.play(LIMIT_MS);
	return world;
}

function happen({ vendors }: ModelWorld, { act, value }: Story['acts'][number]): void {
	const { state, hasEmail } = vendors.people.get(ID)!;
	if (state === 'deleted') return;
	if (act === 'delete') vendors.becomes(ID, 'deleted', 'contact.deleted');
	else if (act === 'archiveOrBack' && state === 'active') vendors.becomes(ID, 'archived', 'contact.archived');
	else if (act === 'archiveOrBack') vendors.becomes(ID, 'active', 'contact.unarchive');
	else if (act === 'email') vendors.change(ID, { hasEmail: !hasEmail });
	else vendors.change(ID, { value });
}

/** What is wrong at the end of the story, in words. */
function wrong(world: ModelWorld, whenDeleted: string): string[] {
	const person = world.vendors.people.get(ID)!;
	const contact = world.vendors.contacts.get(ID);
	const isActive = person.state === 'active';
	return [
		...(world.vendors.wronglyArchived.length > 0 ? ['archived in Xero while active in Intercom'] : []),
		...(world.isWaiting() ? ['a row waits for ever'] : []),
		...(whenDeleted === 'archive' && !isActive && contact?.status === 'ACTIVE' ? ['removed in Intercom, active in Xero'] : []),
		...(whenDeleted === 'note' && !isActive && contact?.notes === 0 ? ['removed in Intercom, no note in Xero'] : []),
		...(isActive && person.hasEmail && contact?.status === 'ACTIVE' && contact.value !== person.value ? [`Xero has ${contact.value}, Intercom ${person.value}`] : []),
	];
}

const RUNS = { numRuns: 250 };

describe.each(['archive', 'note', 'leave'])('whenDeleted: %s', (whenDeleted) => {
	test.each<[string, Parameters<typeof stories>[0]]>([
		['Xero fails', { acts: ['archiveOrBack', 'change'], deliveriesMs: soon, outages: 2 }],
		['notifications come late', { acts: ['archiveOrBack', 'change'], deliveriesMs: late, outages: 0 }],
		['both', { acts: ['archiveOrBack', 'change'], deliveriesMs: late, outages: 2 }],
		['both, and the contact is deleted', { acts: ['archiveOrBack', 'archiveOrBack', 'change', 'delete'], deliveriesMs: late, outages: 2 }],
		['both, and the contact leaves and enters the sync', { acts: ['archiveOrBack', 'change', 'email'], deliveriesMs: late, outages: 2 }],
	])('archived, back and changed, while %s: the end is right, and nobody is archived who is active', (_, chosen) => {
		fc.assert(fc.property(stories(chosen), (story) => expect(wrong(played(story, whenDeleted), whenDeleted)).toEqual([])), RUNS);
	});
});

test('notifications get lost, too: nobody is archived who is active', () => {
	const chosen = { acts: ['archiveOrBack', 'change'] as Act[], deliveriesMs: fc.oneof(late, late, fc.constant(null)), outages: 1 };
	fc.assert(fc.property(stories(chosen), (story) => expect(played(story, 'archive').vendors.wronglyArchived).toEqual([])), { numRuns: 500 });
});
