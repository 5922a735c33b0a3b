import { claimAlerts, confirmAlerts, raiseAndTake } from '../../../lib/ledger/decisions/alerts';
import { DEFAULT_BOTH_WAYS } from '../../../lib/ledger/bothWays';
import { DEFAULT_SETTINGS } from '../../../lib/ledger/settings';
import { endBatch } from '../../../lib/ledger/decisions/lease';
import { claim } from '../../../lib/ledger/decisions/claim';
import { erase } from '../../../lib/ledger/decisions/erase';
import { decideRecord } from '../../../lib/ledger/decisions/person';
import { xeroSubject } from '../../../lib/ledger/rows/subject';
import { balanceOf, broughtBack, contact, failed, fromXeroOf, inIntercom, LedgerWorld, MINUTE, review, START, synced, told } from './ledgerWorld';
import { stopAlert } from '../../../lib/ledger/messages/stopAlert';

export async function creation(): Promise<LedgerWorld> {
	const on = { ...DEFAULT_SETTINGS, bothWays: { ...DEFAULT_BOTH_WAYS, creation: { of: 'customers' as const } } };
	const world = await new LedgerWorld(on).open();
	const jane = contact(1);
	await world.tellXero(jane);
	await world.settle((await world.claim()).map((one) => ({ ...review(one, 'maybeKnown'), fromXero: fromXeroOf(one) })));
	await world.store.change(decideRecord(xeroSubject('x-c1'), { do: 'create' }, 'ada', world.now));
	await world.settle((await world.claim()).map((one) => inIntercom(one, 'c1')));
	await world.notify(contact(2));
	const batch = await world.claim();
	await world.tellXero(contact(2));
	await world.settle(batch.map((one) => synced(one, { result: 'created' })));
	await world.tellXero(contact(4));
	await world.notify(contact(4));
	await world.settle((await world.claim()).map((one) => (one.output === 'due' ? synced(one, { xeroUpdatedAt: START - 5 }) : inIntercom(one, 'c4', { result: 'unchanged', values: undefined }))));
	await world.tellXero(contact(5));
	await world.settle((await world.claim()).map((one) => failed(one, { vendor: 'mapping', step: 'map', class: 'validation', retryable: false, fromXero: fromXeroOf(one) })));
	await world.settle([synced({ subject: contact(5), token: '' }, { result: 'created' })]);
	await world.notify(contact(6));
	const both = await world.claim();
	await world.tellXero(contact(6));
	await world.store.change(endBatch(both[0]!.token, world.now));
	const again = await world.claim();
	await world.settle([...again].reverse().map((one) => (one.output === 'due' ? synced(one) : failed(one, { vendor: 'intercom', fromXero: fromXeroOf(one) }))));
	await world.tellXero(contact(3));
	await world.store.change(claim({ token: 't', holder: 'test', limit: 9 }, DEFAULT_SETTINGS, world.now));
	return world;
}

export async function erasedWhileXeroRefuses(): Promise<LedgerWorld> {
	const world = await new LedgerWorld().open();
	await world.notify(contact(1));
	await world.settle((await world.claim()).map((one) => failed(one, { class: 'auth', retryable: false, message: 'Jane is written, her notes are not.' })));
	await world.notify(contact(2));
	await world.wait(MINUTE);
	const [one] = await world.claim();
	await world.settle([failed(one!, { class: 'transient', message: 'Intercom stored it on contact c1.' })]);
	await world.store.change(erase(contact(1), 'ada', world.now));
	expect(world.work(contact(2))).toMatchObject({ message: 'What was said of it named a record that was erased since.' });
	return world;
}

export async function refusedAgainBeforeAnybodyHeardOfTheEnd(): Promise<LedgerWorld> {
	const world = await new LedgerWorld().open();
	const refuse = async () => {
		await world.notify(contact(1));
		await world.settle((await world.claim()).map((one) => failed(one, { class: 'auth', reason: 'xeroAccessRefused' })));
	};
	await refuse();
	await world.store.change(claimAlerts({ token: 'a', leaseUntil: world.now + MINUTE }, world.now));
	await world.store.change(confirmAlerts('a', true, world.now));
	await world.wait(MINUTE);
	await world.settle((await world.claim()).map((one) => synced(one)));
	await world.wait(5 * MINUTE);
	expect(world.alert('service xero')).toMatchObject({ state: 'due', subjectState: 'over' });
	await refuse();
	expect(world.alert('service xero')).toMatchObject({ state: 'told', subjectState: 'access' });
	return world;
}

/** A workflow stops, is told, and stops again the next day. */
export async function toldAtOnce(): Promise<LedgerWorld> {
	const world = await new LedgerWorld().open();
	const stops = async (token: string) => await world.store.change(raiseAndTake(stopAlert({ workflow: { id: 'w1' } }), token, world.now + MINUTE, world.now));
	expect([await stops('a'), await stops('b')]).toEqual([{ isNews: true }, { isNews: false }]);
	await world.store.change(confirmAlerts('a', true, world.now));
	expect(await stops('c')).toEqual({ isNews: false });
	await world.wait(24 * 60 * MINUTE);
	expect(await stops('d')).toEqual({ isNews: true });
	expect(world.alert('stop w1')).toMatchObject({ state: 'claimed' });
	return world;
}

/** Said to be archived, and found so. */
export async function archivedForCertain(): Promise<LedgerWorld> {
	const world = await new LedgerWorld({ ...DEFAULT_SETTINGS, whenDeleted: 'archive' }).open();
	await world.notify(contact(1));
	await world.settle((await world.claim()).map((one) => synced(one)));
	await world.notify(contact(1), { topic: 'contact.archived' });
	const [one] = await world.claim();
	await world.settle([{ outcome: 'gone', subject: one!.subject, token: one!.token, reason: '', requestIds: [], how: 'archived', changedAtSeconds: world.now / 1_000 - 1_200 }]);
	expect(world.work(contact(1))).toMatchObject({ confirmed: true });
	return world;
}

/** It leaves while it is due, and nobody wants to hear of it. */
export async function leftWhileItWaited(): Promise<LedgerWorld> {
	const world = await new LedgerWorld().open();
	await world.notify(contact(1));
	expect(await world.notify(contact(1), { topic: 'contact.deleted' })).toEqual({ took: 'noted' });
	return world;
}

/** Xero tells of changes, once while a batch runs; what was brought back owes Xero something. */
export async function bothWays(): Promise<LedgerWorld> {
	const world = await new LedgerWorld({ ...DEFAULT_SETTINGS, bothWays: DEFAULT_BOTH_WAYS }).open();
	await world.notify(contact(1));
	await world.settle((await world.claim()).map((one) => synced(one)));
	await world.notify(contact(1), { topic: 'contact.user.tag.created' });
	const batch = await world.claim();
	expect(await world.tellXero(contact(1), MINUTE)).toBe('afterRunning');
	expect(await world.settle(batch.map((one) => synced(one)))).toMatchObject([{ became: 'again' }]);
	await world.settle((await world.claim()).map((one) => broughtBack(one, { owesXero: true })));
	await world.settle((await world.claim()).map((one) => synced(one, { xeroUpdatedAt: START + MINUTE })));
	expect(await world.tellXero(contact(1), 2 * MINUTE)).toBe('work');
	return world;
}

/** A night finds what Intercom was not told, of one that is just synced too. */
export async function toldByNight(): Promise<LedgerWorld> {
	const world = await new LedgerWorld({ ...DEFAULT_SETTINGS, bothWays: DEFAULT_BOTH_WAYS, whatXeroKnows: true }).open();
	await world.notify(contact(1));
	await world.settle((await world.claim()).map((one) => synced(one)));
	await world.notify(contact(1), { topic: 'contact.user.tag.created' });
	const batch = await world.claim();
	expect(await world.night(balanceOf(contact(1)))).toEqual({ isCurrent: true, due: 1 });
	expect(await world.settle(batch.map((one) => synced(one)))).toMatchObject([{ became: 'again' }]);
	expect(await world.settle((await world.claim()).map((one) => told(one)))).toMatchObject([{ became: 'done' }]);
	await world.night(balanceOf(contact(1), 7));
	await world.settle([synced({ subject: contact(2), token: '' })]);
	const { batchSize } = world.settings;
	world.settings.batchSize = 1;
	await world.night(balanceOf(contact(1), 7), balanceOf(contact(2), 7));
	await world.settle((await world.claim()).map((one) => failed(one, { fromXero: fromXeroOf(one), vendor: 'intercom', class: 'validation', reason: 'xeroAttributesRefused', retryable: false })));
	expect(await world.claim()).toEqual([]);
	world.settings.batchSize = batchSize;
	await world.night(balanceOf(contact(1), 5));
	await world.store.change(claim({ token: 't', holder: 'test', limit: 9 }, DEFAULT_SETTINGS, world.now));
	return world;
}
