import { Process } from './emitterProcess';
import { contact, HOUR, LedgerWorld, MINUTE, synced } from './ledgerWorld';
import { due, LEASE_MS, started } from './emitterStarted';

/** Lets every execution fail at once. @returns when each batch left, ms */
async function brokenWorkflow(ledger: LedgerWorld, a: Process, ms: number): Promise<number[]> {
	const left: number[] = [];
	for (const end = ledger.now + ms; ledger.now < end; ) {
		const before = a.batches.length;
		await a.run(1_000);
		if (a.batches.length === before) continue;
		left.push(ledger.now);
		a.ended.at(-1)!('ended');
	}
	return left;
}

test('a workflow that is broken does not run all the time: its pauses grow, to what a lease lasts', async () => {
	const { ledger, a } = await started();
	a.ended[0]!('ended');
	const left: number[] = [];
	for (let minute = 0; minute < 60; minute++) {
		await ledger.notify(contact(10 + minute));
		left.push(...(await brokenWorkflow(ledger, a, MINUTE)));
	}
	const gaps = left.slice(1).map((at, index) => Math.round((at - left[index]!) / 1_000));
	expect(gaps.slice(0, 3).map((gap, index) => gap >= [15, 60, 300][index]! && gap <= [25, 70, 310][index]!)).toEqual([true, true, true]);
	expect(gaps.slice(3).every((gap) => gap >= 900)).toBe(true);
});

test('a record that breaks its workflow each time waits a minute, then twice as long each time, and the others go on', async () => {
	const { ledger, a } = await started();
	const poison = 'c1';
	for (let second = 0; second < 120; second++) {
		await ledger.notify(contact(100 + second));
		const before = a.batches.length;
		if (second === 0) a.ended[0]!('ended');
		await a.run(1_000);
		if (a.batches.length === before) continue;
		if (!a.batches.at(-1)!.due.some(({ contactId }) => contactId === poison)) await a.settleLast();
		a.ended.at(-1)!('ended');
	}
	expect(due(a).filter((ids) => ids.some((id) => id.startsWith(`${poison} `) || id === poison))).toHaveLength(3);
	expect(ledger.work(contact(1))).toMatchObject({ state: 'waiting', uncertain: true });
	expect(a.batches.length).toBeGreaterThan(12); // without a pause one in eight seconds, because a burst is gathered
	expect([...ledger.store.rows.tables.work.values()].filter(({ dueAt }) => dueAt < ledger.now - 10_000)).toEqual([]);
	await a.run(10_000); // what was still gathered
	await a.settleLast();
	a.ended.at(-1)!('ended');
	await a.run(LEASE_MS);
	expect(due(a).at(-1)).toContain('c1 uncertain');
});

test('an output that nobody settles takes along no others: its record waits, and the workflow goes on without a pause', async () => {
	const ledger = await new LedgerWorld().open();
	const a = new Process(ledger, 'a');
	for (let second = 0; second < 60; second++) {
		await ledger.notify(contact(2 * second + 1));
		await ledger.notify(contact(2 * second + 2));
		const before = a.batches.length;
		await a.run(1_000);
		if (a.batches.length === before) continue;
		const settled = a.batches.at(-1)!.due.filter(({ contactId }) => Number(contactId!.slice(1)) % 2 === 0);
		await ledger.settle(settled.map(({ contactId, ledger: { token } }) => synced({ subject: { kind: 'contact', id: contactId! }, token })));
		a.ended.at(-1)!('ended');
	}
	expect(a.batches.length).toBeGreaterThan(6);
	expect([...ledger.store.rows.tables.work.values()].filter(({ id, since }) => Number(id.slice(1)) % 2 === 0 && since < ledger.now - 10_000)).toEqual([]);
	expect(due(a).filter((ids) => ids.some((id) => id === 'c1' || id === 'c1 uncertain'))).toHaveLength(2);
});

test('a batch that is settled ends the pauses', async () => {
	const { ledger, a } = await started();
	a.ended[0]!('ended');
	await a.run(2_000);
	a.ended[1]!('ended');
	await a.run(20_000);
	await ledger.notify(contact(3));
	await a.run(2_000);
	await a.settleLast();
	a.ended.at(-1)!('ended');
	await ledger.notify(contact(4));
	await a.run(2_000);
	a.ended.at(-1)!('ended');
	const before = a.batches.length;
	await a.run(3_000);
	expect(a.batches).toHaveLength(before + 1);
	await a.run(HOUR);
	expect(a.told).toEqual([]);
});
