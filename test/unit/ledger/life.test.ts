import { add } from '../../../lib/ledger/decisions/add';
import omit from 'lodash/omit';
import { claimAlerts, confirmAlerts } from '../../../lib/ledger/decisions/alerts';
import { beginJob } from '../../../lib/ledger/decisions/jobs';
import { decideRecord, decideStop } from '../../../lib/ledger/decisions/person';
import { LOOK_AGAIN_MS, PREVIEW_RESTS_MS } from '../../../lib/ledger/decisions/afterPreview';
import { erase } from '../../../lib/ledger/decisions/erase';
import { RETRY_DELAYS_MS } from '../../../lib/ledger/decisions/schedule';
import { DEFAULT_SETTINGS } from '../../../lib/ledger/settings';
import { contact, failed, HOUR, LedgerWorld, MINUTE, ORGANISATION, previewed, review, synced } from './ledgerWorld';

const lone = contact(1);

async function tell(world: LedgerWorld): Promise<string[]> {
	const alerts = await world.store.change(claimAlerts({ token: `a${world.now}`, leaseUntil: world.now + MINUTE }, world.now));
	await world.store.change(confirmAlerts(`a${world.now}`, true, world.now));
	return alerts.map(({ text }) => text.title);
}

test('ten notifications are one row of work, and a success leaves no work', async () => {
	const world = await new LedgerWorld().open();
	for (let n = 0; n < 10; n++) await world.notify(lone);
	expect(world.store.rows.tables.work.size).toBe(1);
	const batch = await world.claim();
	expect(batch).toHaveLength(1);
	expect((await world.settle(batch.map((one) => synced(one))))[0]?.became).toBe('done');
	expect(world.work(lone)).toBeUndefined();
	expect(world.record(lone)).toMatchObject({ state: 'synced', xeroContactId: 'x-c1' });
});

test('an archiving told of after it was undone is read as any other change: by its topic it would leave unread, and come round for ever', async () => {
	const world = await new LedgerWorld().open();
	const seconds = Math.floor(world.now / 1_000);
	await world.notify(lone, { topic: 'contact.unarchive', occurredAtSeconds: seconds });
	await world.notify(lone, { topic: 'contact.archived', occurredAtSeconds: seconds - 5 });
	const [due] = await world.claim();
	expect(due).toMatchObject({ topic: '', output: 'due' });
	expect((await world.settle([synced(due!)]))[0]?.became).toBe('done');
});

test('our own echo that comes while the batch runs makes no work, another change does', async () => {
	const echo = { shown: 's1', reference: { xeroContactId: 'x-c1', organisationId: ORGANISATION } };
	const world = await new LedgerWorld().open();
	await world.notify(lone);
	const batch = await world.claim();
	await world.notify(lone, echo);
	expect((await world.settle([synced(batch[0]!, { shown: 's1' })]))[0]?.became).toBe('done');
	expect(await world.notify(lone, echo)).toEqual({ took: 'noise' });
	expect(await world.notify(lone, { ...echo, reference: { xeroContactId: 'other', organisationId: ORGANISATION } })).toEqual({ took: 'work' });
	const again = await world.claim();
	await world.notify(lone, { ...echo, shown: 's2' });
	expect((await world.settle([synced(again[0]!, { shown: 's1' })]))[0]?.became).toBe('again');
	expect(await world.claim()).toHaveLength(1);
});

test('one of a company\'s staff who was only seen again is noise: the company names the contact, not the person', async () => {
	const nobody = { xeroContactId: '', organisationId: '' };
	const world = await new LedgerWorld({ ...DEFAULT_SETTINGS, billTo: 'company' }).open();
	await world.notify(lone, { shown: 's1', reference: nobody });
	await world.settle((await world.claim()).map((one) => synced(one, { as: 'staff', result: 'linked', shown: 's1' })));
	expect(await world.notify(lone, { shown: 's1', reference: nobody })).toEqual({ took: 'noise' });
	expect(await world.notify(lone, { shown: 's1', reference: { xeroContactId: 'set-by-hand', organisationId: ORGANISATION } })).toEqual({ took: 'work' });
	await world.settle((await world.claim()).map((one) => synced(one, { as: 'staff', result: 'linked', shown: 's1' })));
	expect(await world.notify(lone, { shown: 's2', reference: nobody })).toEqual({ took: 'work' });
});

test('a person whose own reference was taken out is no noise', async () => {
	const world = await new LedgerWorld().open();
	await world.notify(lone);
	await world.settle((await world.claim()).map((one) => synced(one, { shown: 's1' })));
	expect(await world.notify(lone, { shown: 's1', reference: { xeroContactId: '', organisationId: '' } })).toEqual({ took: 'work' });
});

test('a tag told of before an echo is not taken for noise', async () => {
	const world = await new LedgerWorld().open();
	await world.notify(lone);
	const batch = await world.claim();
	await world.notify(lone, { topic: 'contact.user.tag.created' });
	await world.notify(lone, { shown: 's1', reference: { xeroContactId: 'x-c1', organisationId: ORGANISATION } });
	expect((await world.settle([synced(batch[0]!, { shown: 's1' })]))[0]?.became).toBe('again');
});

test('who is merged into another one while it is synced is looked at once more, and not kept as one that is there', async () => {
	const world = await new LedgerWorld().open();
	await world.notify(lone);
	const batch = await world.claim();
	await world.notify(lone, { topic: 'contact.user.updated', updatedAtSeconds: null });
	await world.settle(batch.map((one) => synced(one)));
	const again = await world.claim();
	await world.notify(contact(2), { topic: 'contact.merged', mergedIds: ['c1'] });
	expect((await world.settle(again.map((one) => synced(one))))[0]?.became).toBe('again');
	const look = (await world.claim()).find(({ subject }) => subject.id === 'c1');
	await world.settle([{ outcome: 'gone', subject: lone, token: look!.token, reason: '', requestIds: [], how: 'merged', winnerId: 'c2' }]);
	expect(world.record(lone)).toMatchObject({ state: 'gone' });
});

test('who lost the lease changes nothing and is told so; the record is due again as uncertain', async () => {
	const world = await new LedgerWorld().open();
	await world.notify(lone);
	const [lost] = await world.claim();
	await world.wait(DEFAULT_SETTINGS.leaseMs);
	const [again] = await world.claim();
	expect(again).toMatchObject({ uncertain: true });
	const before = JSON.stringify([...world.store.rows.tables.work]);
	expect((await world.settle([synced(lost!)]))[0]?.became).toBe('noLongerYours');
	expect(JSON.stringify([...world.store.rows.tables.work])).toBe(before);
	expect(world.record(lone)).toBeUndefined();
});

test('a record that fails alone follows the schedule, is parked and told once; the next change wakes it, its success clears all', async () => {
	const world = await new LedgerWorld().open();
	const refusal = { class: 'uncertain' as const, xeroContactId: 'x-c1' };
	await world.notify(lone);
	for (const delay of RETRY_DELAYS_MS) {
		const [one] = await world.claim();
		expect((await world.settle([failed(one!, refusal)]))[0]).toMatchObject({ became: 'waits', nextAt: world.now + delay });
		world.now += delay;
	}
	const [last] = await world.claim();
	expect((await world.settle([failed(last!, refusal)]))[0]?.became).toBe('parked');
	expect(await tell(world)).toEqual(['A contact could not be synced']);
	expect(await tell(world)).toEqual([]);
	await world.notify(lone);
	expect(world.work(lone)).toMatchObject({ state: 'waiting', attempts: 0 });
	await world.settle((await world.claim()).map((one) => synced(one)));
	expect(world.store.rows.tables.alert.size).toBe(0);
});

test('an outage is told once after some minutes, uses no tries, is probed once a minute and told as over after some quiet minutes', async () => {
	const world = await new LedgerWorld().open();
	for (let n = 1; n <= 5; n++) await world.notify(contact(n));
	const told: string[] = [];
	for (let minute = 0; minute < 60; minute++) {
		const batch = await world.claim();
		if (minute > 3) expect(batch.length).toBeLessThanOrEqual(1);
		await world.settle(batch.map((one) => failed(one)));
		told.push(...(await tell(world)));
		await world.wait(MINUTE);
	}
	expect(told).toEqual(['Xero cannot be reached']);
	for (let n = 1; n <= 5; n++) expect(world.work(contact(n))).toMatchObject({ state: 'waiting', attempts: 0 });
	await world.settle((await world.claim()).map((one) => synced(one)));
	const rest = await world.claim();
	expect(rest).toHaveLength(4);
	await world.settle(rest.map((one) => synced(one)));
	expect(await tell(world)).toEqual([]);
	await world.wait(5 * MINUTE);
	expect(await tell(world)).toEqual(['Xero works again']);
	expect(await tell(world)).toEqual([]);
});

test('single failures between successes are told to nobody', async () => {
	const world = await new LedgerWorld().open();
	for (let n = 0; n < 200; n++) {
		await world.notify(contact(n));
		const batch = await world.claim();
		await world.settle(batch.map((one, position) => ((n + position) % 3 === 0 ? failed(one) : synced(one))));
		await world.wait(MINUTE);
	}
	expect(await tell(world)).toEqual([]);
});

test.each([['a revoked access', { class: 'auth', reason: 'xeroAccessRefused', retryable: false }, 'Xero refuses the connection'], ['a wrong organisation', { class: 'auth', reason: 'xeroOrganisationNotConnected', retryable: false }, 'Xero does not know the organisation of this sync']] as const)('%s is told at once and uses no try', async (_, refusal, title) => {
	const world = await new LedgerWorld().open();
	await world.notify(lone);
	await world.settle((await world.claim()).map((one) => failed(one, refusal)));
	expect(await tell(world)).toEqual([title]);
	expect(world.work(lone)).toMatchObject({ state: 'waiting', attempts: 0, waitsFor: 'xero' });
});

test('what the mass-change stop holds passes only when a person says so', async () => {
	const world = await new LedgerWorld().open();
	await world.notify(lone);
	await world.settle((await world.claim()).map((one) => review(one, 'massChange')));
	await world.notify(lone);
	await world.wait(48 * HOUR);
	expect(await world.claim()).toEqual([]);
	await world.store.change(decideStop('change', true, 'ada', world.now));
	expect(await world.claim()).toMatchObject([{ approved: true }]);
});

test('a decision is handed to the upsert, and a new contact is made once', async () => {
	const world = await new LedgerWorld().open();
	await world.notify(lone);
	await world.settle((await world.claim()).map((one) => review(one)));
	await world.store.change(decideRecord(lone, { do: 'create' }, 'ada', world.now));
	const batch = await world.claim();
	expect(batch).toMatchObject([{ decision: { do: 'create', by: 'ada' } }]);
	await world.settle(batch.map((one) => synced(one, { result: 'created' })));
	expect(world.record(lone)?.decision).toMatchObject({ do: 'bind', xeroContactId: 'x-c1' });
	expect(world.store.rows.tables.review.size).toBe(0);
	await world.store.change(decideRecord(lone, { do: 'never' }, 'ada', world.now));
	expect(await world.notify(lone)).toEqual({ took: 'nothing' });
});

test('more than twenty archivings at once wait for a person, all of them', async () => {
	const world = await new LedgerWorld({ ...DEFAULT_SETTINGS, whenDeleted: 'archive' }).open();
	for (let n = 0; n < 21; n++) await world.notify(contact(n), { topic: 'contact.deleted' });
	expect(await world.claim()).toEqual([]);
	expect(await tell(world)).toEqual(['Unusually many contacts would be archived']);
	await world.wait(2 * HOUR);
	expect(await world.claim()).toEqual([]);
	await world.store.change(decideStop('archive', true, 'ada', world.now));
	const batch = await world.claim();
	expect(batch).toHaveLength(21);
	expect(batch[0]).toMatchObject({ output: 'gone', policy: 'archive', approved: true });
});

test('an archiving that was undone is left alone, in whatever order the two are told', async () => {
	const world = await new LedgerWorld({ ...DEFAULT_SETTINGS, whenDeleted: 'archive' }).open();
	const seconds = Math.floor(world.now / 1_000);
	await world.notify(lone, { topic: 'contact.unarchive', occurredAtSeconds: seconds });
	expect(await world.notify(lone, { topic: 'contact.archived', occurredAtSeconds: seconds - 5 })).toEqual({ took: 'noted' });
	expect(await world.claim()).toMatchObject([{ output: 'due', findArchived: false }]);
});

test('erasing leaves nothing of a record, and an execution that has it is told', async () => {
	const world = await new LedgerWorld().open();
	await world.notify(lone);
	await world.settle((await world.claim()).map((one) => review(one)));
	await world.notify(lone);
	const [running] = await world.claim();
	await world.store.change(erase(lone, 'ada', world.now));
	expect(JSON.stringify([...world.store.rows.audit, ...Object.values(world.store.rows.tables).flatMap((rows) => [...rows.values()])])).not.toContain('c1');
	expect((await world.settle([synced(running!)]))[0]?.became).toBe('noLongerYours');
});

test('erasing takes a record out of what another one was given up for, which is tried again: else nobody heard of that', async () => {
	const world = await new LedgerWorld().open();
	for (const subject of [lone, contact(2)]) await world.notify(subject);
	await world.settle((await world.claim()).map((one) => failed(one, { class: 'validation', retryable: false, message: 'The reference stands on contact c1.', nextStep: 'Open contact c1.' })));
	await world.store.change(erase(lone, 'ada', world.now));
	expect(JSON.stringify([...world.store.rows.audit, ...Object.values(world.store.rows.tables).flatMap((rows) => [...rows.values()])])).not.toContain('c1');
	expect(await world.claim()).toMatchObject([{ subject: contact(2) }]);
});

test('a fact is told once while it holds, whatever becomes of its record, and again where it comes anew', async () => {
	const world = await new LedgerWorld().open();
	const fact = { key: 'mergeInXero x7', about: 'mergeInXero' as const, message: 'Two contacts.', nextStep: 'Merge them.', url: 'https://xero/x7' };
	const sync = async (more: Parameters<typeof synced>[1]) => {
		world.now += MINUTE;
		await world.notify(contact(1), { updatedAtSeconds: Math.floor(world.now / 1_000), shown: null });
		await world.settle((await world.claim()).map((one) => synced(one, { sourceUpdatedAtSeconds: Math.floor(world.now / 1_000), ...more })));
		return world.alert('fact mergeInXero x7')?.state;
	};
	expect(await sync({ tell: [fact, fact], intercomUrl: 'https://intercom/1' })).toBe('due');
	expect(world.alert('fact mergeInXero x7')).toMatchObject({ ...contact(1), text: { title: expect.any(String), message: 'Two contacts.', nextStep: 'Merge them.', links: [{ url: 'https://xero/x7' }, { url: 'https://intercom/1' }], good: false } });
	// Nobody has heard of it: neither a sync that does not meet it nor one that does makes it another.
	expect(await sync({})).toBe('due');
	expect(await tell(world)).toEqual(['Two Xero contacts belong to one customer']);
	expect(await sync({ tell: [fact] })).toBe('told');
	expect(await sync({ values: undefined })).toBe('told');
	expect(await tell(world)).toEqual([]);
	// Xero was seen, and it is no longer so.
	expect(await sync({})).toBeUndefined();
	expect(await sync({ tell: [fact] })).toBe('due');
	await world.notify(contact(1), { topic: 'contact.deleted', occurredAtSeconds: Math.floor(world.now / 1_000) });
	await world.settle((await world.claim()).map(({ subject, token }) => ({ outcome: 'removed', subject, token, reason: '', requestIds: [], did: 'archived' })));
	expect(world.alert('fact mergeInXero x7')).toBeUndefined();
});

describe('what was only previewed', () => {
	const everything = (world: LedgerWorld) => JSON.stringify([world.store.rows.tables.record, world.store.rows.tables.review, world.store.rows.tables.alert].map((rows) => [...rows])) + JSON.stringify(world.store.rows.audit);

	test('leaves its row as it was: no try, no alert, no line of the log, and no record', async () => {
		const world = await new LedgerWorld().open();
		await world.notify(lone);
		await world.settle((await world.claim()).map((one) => failed(one)));
		world.now += MINUTE;
		const was = omit(world.work(lone)!, 'revision', 'dueAt', 'waitsFor');
		const before = everything(world);
		expect((await world.settle((await world.claim()).map((one) => previewed(one))))[0]).toEqual({ subject: lone, became: 'waits', nextAt: world.now + LOOK_AGAIN_MS });
		expect(world.work(lone)).toMatchObject(was);
		expect(everything(world)).toBe(before);
		expect(await tell(world)).toEqual([]);
	});

	test('does not come round at once: one in five minutes, the others once a day', async () => {
		const world = await new LedgerWorld().open();
		for (let n = 1; n <= 40; n++) await world.notify(contact(n));
		const taken: number[] = [];
		for (let minute = 0; minute < 24 * 60; minute++) {
			const batch = await world.claim();
			if (batch.length > 0) taken.push(batch.length);
			await world.settle(batch.map((one) => previewed(one)));
			await world.wait(MINUTE);
		}
		expect(taken).toEqual([40, ...Array<number>((24 * 60) / 5 - 1).fill(1)]);
		expect(await world.claim()).toHaveLength(40);
		expect(await tell(world)).toEqual([]);
	});

	test.each<[string, (one: Parameters<typeof synced>[0]) => ReturnType<typeof synced>]>([
		['written', synced], ['for a person to decide', review], ['refused by Xero', (one) => failed(one, { class: 'validation', retryable: false })],
	])('is due as soon as the workflow writes again: one was %s', async (_, outcome) => {
		const world = await new LedgerWorld().open();
		for (let n = 1; n <= 3; n++) await world.notify(contact(n));
		await world.settle((await world.claim()).map((one) => previewed(one)));
		await world.wait(LOOK_AGAIN_MS);
		const look = await world.claim();
		expect(look).toHaveLength(1);
		await world.settle(look.map((one) => outcome(one)));
		expect(await world.claim()).toHaveLength(2);
	});

	test('rests on while only the deletion policy is followed', async () => {
		const world = await new LedgerWorld({ ...DEFAULT_SETTINGS, whenDeleted: 'note' }).open();
		await world.notify(lone);
		await world.notify(contact(2));
		await world.settle((await world.claim()).map((one) => previewed(one)));
		await world.notify(contact(3), { topic: 'contact.deleted' });
		await world.notify(contact(4), { topic: 'contact.deleted' });
		const [noted, doubtful] = await world.claim();
		await world.settle([{ outcome: 'removed', subject: noted!.subject, token: noted!.token, reason: '', requestIds: ['r'], did: 'noted' }, review(doubtful!, 'keysDisagree')]);
		expect([lone, contact(2)].map((subject) => world.work(subject)?.waitsFor)).toEqual(['writing', 'writing']);
		expect(PREVIEW_RESTS_MS).toBeGreaterThan(LOOK_AGAIN_MS);
	});

	test('of a test run is due at once: the published workflow has it still to do', async () => {
		const world = await new LedgerWorld().open();
		await world.notify(lone);
		const was = omit(world.work(lone)!, 'revision');
		world.now += MINUTE;
		await world.settle((await world.claim()).map((one) => previewed(one, true)));
		expect(world.work(lone)).toMatchObject(was);
		expect(await world.claim()).toHaveLength(1);
	});

	test('is due again where something came meanwhile', async () => {
		const world = await new LedgerWorld().open();
		await world.notify(lone);
		const batch = await world.claim();
		await world.notify(lone, { topic: 'contact.user.tag.created' });
		expect((await world.settle(batch.map((one) => previewed(one))))[0]?.became).toBe('again');
		expect(world.work(lone)).toMatchObject({ state: 'waiting', topic: 'contact.user.tag.created', attempts: 0, dueAt: world.now });
	});

	test('counts in no job, and is no proof that a service refuses', async () => {
		const world = await new LedgerWorld().open();
		await world.store.change(beginJob('m', 'migration', world.now));
		await world.store.change(add([{ ...lone, updatedAtSeconds: null }], { why: 'migration', priority: 'bulk', jobId: 'm', evenSynced: true }, world.now));
		await world.settle((await world.claim()).map((one) => previewed(one)));
		expect(world.store.rows.tables.fact.get('job m')).toMatchObject({ value: { done: 0 } });
		expect(world.store.rows.tables.fact.get('service xero')?.value).toMatchObject({ state: 'working' });
	});
});
