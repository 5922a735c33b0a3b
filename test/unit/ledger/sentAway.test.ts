import { add } from '../../../lib/ledger/decisions/add';
import { erase } from '../../../lib/ledger/decisions/erase';
import { beginJob } from '../../../lib/ledger/decisions/jobs';
import { decideStop } from '../../../lib/ledger/decisions/person';
import { DEFAULT_BOTH_WAYS } from '../../../lib/ledger/bothWays';
import { DEFAULT_SETTINGS, type LedgerSettings } from '../../../lib/ledger/settings';
import { contact, LedgerWorld, MINUTE, review, START, synced } from './ledgerWorld';

const [lone, other] = [contact(8), contact(9)];

/** Twenty-one that were synced, were archived, and wait for a person. */
async function manyArchived(): Promise<LedgerWorld> {
	const world = await new LedgerWorld({ ...DEFAULT_SETTINGS, whenDeleted: 'archive' }).open();
	for (let n = 0; n < 21; n++) await world.notify(contact(n));
	await world.settle((await world.claim()).map((one) => (one.subject.id === other.id ? review(one) : synced(one))));
	await world.wait(MINUTE);
	for (let n = 0; n < 21; n++) await world.notify(contact(n), { topic: 'contact.archived' });
	await world.settle((await world.claim()).map(({ subject, token }) => ({ outcome: 'gone', subject, token, reason: '', requestIds: [], how: 'archived', changedAtSeconds: START / 1_000 - 1_200 })));
	await world.wait(MINUTE);
	expect(await world.claim()).toEqual([]);
	return world;
}

test('who is back in Intercom while archivings wait is looked at once the person has refused those', async () => {
	const world = await manyArchived();
	await world.notify(lone, { topic: 'contact.unarchive' });
	await world.store.change(decideStop('archive', false, 'ada', world.now));
	expect(await world.claim()).toMatchObject([{ subject: lone, output: 'due', approved: false }]);
	expect(world.record(lone)).toMatchObject({ state: 'synced' });
	expect(world.record(contact(3))).toMatchObject({ state: 'gone' });
});

test('of those whose archiving was refused no review is left, and no alert', async () => {
	const world = await manyArchived();
	expect([...world.store.rows.tables.review.keys()]).toEqual(['contact c9']);
	await world.store.change(decideStop('archive', false, 'ada', world.now));
	expect([world.store.rows.tables.review.size, world.store.rows.tables.alert.size]).toEqual([0, 0]);
});

/** A job that changes unusually many, with what it holds then. */
async function stoppedJob(settings: Partial<LedgerSettings> = {}): Promise<LedgerWorld> {
	const world = await new LedgerWorld({ ...DEFAULT_SETTINGS, ...settings }).open();
	for (const subject of [lone, other]) {
		await world.notify(subject);
		await world.settle((await world.claim()).map((one) => synced(one)));
	}
	await world.store.change(beginJob('m', 'migration', world.now));
	const findings = [...Array.from({ length: 100 }, (_, n) => contact(100 + n)), lone, other].map((subject) => ({ ...subject, updatedAtSeconds: null }));
	await world.store.change(add(findings, { why: 'migration', priority: 'bulk', jobId: 'm', evenSynced: true }, world.now));
	for (let batch = 0; batch < 2; batch++) await world.settle((await world.claim()).map((one) => synced(one)));
	expect([lone, other].map((subject) => world.work(subject))).toMatchObject([{ heldBy: 'job m' }, { heldBy: 'job m' }]);
	world.now += MINUTE;
	return world;
}

test('a change that was told while a job was stopped is not lost with the job', async () => {
	const world = await stoppedJob();
	expect(await world.notify(lone)).toEqual({ took: 'noted' });
	await world.store.change(decideStop('job m', false, 'ada', world.now));
	expect(world.work(lone)).toMatchObject({ state: 'waiting', jobId: null, arrived: null });
	expect(world.work(other)).toBeUndefined();
	expect(await world.claim()).toMatchObject([{ subject: lone }]);
});

test('nor is one that Xero told of, which goes from there', async () => {
	const world = await stoppedJob({ bothWays: DEFAULT_BOTH_WAYS });
	expect(await world.tellXero(lone)).toBe('noted');
	await world.store.change(decideStop('job m', false, 'ada', world.now));
	expect(await world.claim()).toMatchObject([{ subject: lone, output: 'changedInXero' }]);
});

test.each([true, false])('a removal that was told while a job was stopped follows the policy, and is not approved with the job: let pass %s', async (passes) => {
	const world = await stoppedJob({ whenDeleted: 'archive' });
	await world.notify(lone, { topic: 'contact.deleted' });
	await world.store.change(decideStop('job m', passes, 'ada', world.now));
	expect((await world.claim()).find(({ subject }) => subject.id === lone.id)).toMatchObject({ output: 'gone', policy: 'archive', approved: false });
});

test('of unusually many changes that were refused, one that came later is looked at; what came late or twice is not', async () => {
	const world = await new LedgerWorld().open();
	for (const subject of [lone, other]) await world.notify(subject);
	await world.settle((await world.claim()).map((one) => review(one, 'massChange')));
	const before = Math.floor(world.now / 1_000) - 2;
	world.now += MINUTE;
	await world.notify(lone);
	await world.notify(other, { occurredAtSeconds: before });
	await world.store.change(decideStop('change', false, 'ada', world.now));
	expect(await world.claim()).toMatchObject([{ subject: lone }]);
	expect(world.work(other)).toBeUndefined();
});

test('nor does what a stop holds pass because its review named a contact that was erased', async () => {
	const world = await new LedgerWorld().open();
	await world.notify(lone);
	await world.settle((await world.claim()).map((one) => ({ ...review(one, 'massChange'), message: 'It is like c77.' }) as ReturnType<typeof review>));
	await world.store.change(erase(contact(77), 'ada', world.now));
	expect(await world.claim()).toEqual([]);
	expect(world.work(lone)).toMatchObject({ state: 'held', heldBy: 'change' });
	expect(JSON.stringify([...world.store.rows.tables.review.values(), ...world.store.rows.tables.alert.values()])).not.toContain('c77');
});
