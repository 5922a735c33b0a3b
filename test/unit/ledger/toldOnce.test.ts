import { contact, failed, LedgerWorld, MINUTE, synced } from './ledgerWorld';
import { lone, tell } from './lifeWorld';

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
