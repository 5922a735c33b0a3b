import { setTimeout as sleep } from 'node:timers/promises';
import { NoAnswer } from '../../../lib/http/transport';
import type { MappedRecord } from '../../../lib/sync/record/record';
import { seededRandom } from '../../../sandbox/kernel/random';
import { bare, groupsOf, MISHAPS, NOTES, notesOf, tagged } from './afterScenes';
import { intercomId } from './people';
import { openStage, type Stage } from './stage';

let stage: Stage;
beforeAll(async () => {
	stage = await openStage();
});
beforeEach(() => stage.reset());
afterAll(async () => await stage.stop());

const SEEDS = Array.from({ length: 20 }, (_, index) => index + 1);

it.each(SEEDS)('whatever goes wrong, a caller that retries ends with every note once and every group right (seed %i)', async (seed) => {
	const random = seededRandom(seed);
	const everybody = peopleOf();
	const seeded = everybody.slice(0, 5);
	stage.seed(...seeded.map(({ xero }) => ({ Name: xero.Name!, EmailAddress: xero.EmailAddress! })));
	const ids = await retried(everybody, random);
	stage.before = undefined;
	for (const record of everybody) {
		const contactId = ids.get(record.intercomId)!;
		const texts = bare(notesOf(stage, contactId));
		expect(texts.filter((text) => NOTES.notes.includes(text)).sort()).toEqual([...NOTES.notes].sort());
		expect(texts.filter((text) => text.includes('from Intercom'))).toHaveLength(1);
		expect(texts).toHaveLength(3);
		expect(groupsOf(stage, contactId)).toEqual([...record.groups].sort());
	}
	const names = [...stage.sandbox.xero.organisation().groups.values()].map(({ name }) => name);
	expect(names.sort()).toEqual(['Tag: T0', 'Tag: T1', 'Tag: T2', 'Tag: VIP']);
	expect(stage.created()).toHaveLength(everybody.length - seeded.length);
}, 60_000);

function peopleOf(): MappedRecord[] {
	return Array.from({ length: 12 }, (_, index) => {
		const person = { id: intercomId(), name: `Person ${'abcdefghijkl'[index]}`, email: `p${index}@example.com` };
		return tagged(person, index % 2 ? ['VIP', `T${index % 3}`] : ['VIP'], { ...NOTES, notesWhen: index % 3 ? 'create' : 'change' });
	});
}

const WRONG = [...MISHAPS.map(([, fault]) => fault), { kind: 'status' as const, status: 403, body: { detail: 'AuthenticationUnsuccessful' } }];

/**
 * Faults on a third of the calls for groups and notes and on some others, executions that are stopped, workers that
 * know nothing; the caller sends again what failed, until all of it is synced. @returns ContactID by Intercom id
 */
async function retried(everybody: readonly MappedRecord[], random: () => number): Promise<Map<string, string>> {
	const ids = new Map<string, string>();
	let isStopped = false;
	stage.before = ({ url }) => {
		isStopped ||= random() < 0.02;
		if (isStopped) throw new NoAnswer('cancelled', 'stopped');
		stage.sandbox.faults.clear();
		const probability = /History|ContactGroups/.test(url) ? 0.35 : 0.05;
		if (random() < probability) stage.sandbox.faults.add({ ...WRONG[Math.floor(random() * WRONG.length)]!, vendor: 'xero', times: 1 });
	};
	for (let round = 0; ids.size < everybody.length; round++) {
		if (round > 100) throw new Error(`${everybody.length - ids.size} records are still not synced`);
		if (random() < 0.3) stage.forget();
		const outcomes = await stage.upsert(everybody.filter(({ intercomId: id }) => !ids.has(id))).catch(() => []);
		for (const one of outcomes) if (one.outcome !== 'failed' && one.outcome !== 'review') ids.set(one.intercomId, one.xeroContactId);
		// What was on its way when the execution was stopped arrives all the same.
		if (isStopped) await sleep(20);
		isStopped = false;
		stage.sandbox.clock.advance(Math.floor(random() * 8 * 60_000));
		stage.connect('accounting.contacts', 'accounting.settings.read');
	}
	return ids;
}
