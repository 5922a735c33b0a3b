import { claimAlerts, confirmAlerts } from '../../../lib/ledger/decisions/alerts';
import type { ReferenceFailure } from '../../../lib/ledger/events/settlement';
import { DEFAULT_SETTINGS } from '../../../lib/ledger/settings';
import { contact, failed, LedgerWorld, MINUTE, synced } from './ledgerWorld';

const REFUSED: ReferenceFailure = { class: 'auth', reason: 'intercomTokenRevoked', message: 'Intercom refused the request: the access was revoked in Intercom.', nextStep: 'Paste a new access token.', retryable: false };
const FORBIDDEN: ReferenceFailure = { ...REFUSED, reason: 'intercomPermissionMissing', message: 'Intercom refused the request: the app lacks a permission.' };
const SECOND = 1_000;
const company = { kind: 'company' as const, id: 'k1' };

/** A company and a contact change; the company's reference is refused. */
async function refused(referenceFailure: ReferenceFailure): Promise<LedgerWorld> {
	const world = await new LedgerWorld({ ...DEFAULT_SETTINGS, billTo: 'company' }).open();
	await world.notify(company);
	await world.settle((await world.claim()).map((one) => synced(one, { as: 'organisation', reference: 'owed', referenceFailure })));
	return world;
}

/** Everything that a person hears now, by title. */
async function heard(world: LedgerWorld): Promise<string[]> {
	const alerts = await world.store.change(claimAlerts({ token: `a${world.now}`, leaseUntil: world.now + MINUTE }, world.now));
	await world.store.change(confirmAlerts(`a${world.now}`, true, world.now));
	return alerts.map(({ text }) => text.title);
}

const again = async (world: LedgerWorld) => await world.settle((await world.claim()).map((one) => failed(one, { ...REFUSED, vendor: 'intercom', step: 'read' })));

test('the connection is refused where a reference is stored: told once, as what it is, no try is used up, and its end is told', async () => {
	const world = await refused(REFUSED);
	expect(world.work(company)).toMatchObject({ state: 'waiting', attempts: 0, waitsFor: 'intercom' });
	expect(await heard(world)).toEqual(['Intercom refuses the connection']);
	await world.notify(contact(1));
	for (let minute = 0; minute < 5; minute++) {
		await world.wait(MINUTE);
		await again(world);
	}
	expect(await heard(world)).toEqual([]);
	await world.wait(MINUTE);
	await world.settle((await world.claim()).map((one) => synced(one)));
	await world.settle((await world.claim()).map((one) => synced(one)));
	await world.wait(6 * MINUTE);
	expect(await heard(world)).toEqual(['Intercom works again']);
	expect([world.work(company), world.work(contact(1))]).toEqual([undefined, undefined]);
});

test('a permission is refused where a reference is stored, and seconds later Intercom refuses all: one alert', async () => {
	const world = await refused(FORBIDDEN);
	expect(await heard(world)).toEqual([]);
	await world.wait(20 * SECOND);
	await world.notify(contact(1));
	await again(world);
	expect(await heard(world)).toEqual(['Intercom refuses the connection']);
	await world.wait(MINUTE);
	expect(await heard(world)).toEqual([]);
});

test('a permission is refused where a reference is stored, and nothing else is: that is told within a minute, once', async () => {
	const world = await refused(FORBIDDEN);
	await world.wait(30 * SECOND);
	expect(await heard(world)).toEqual(['Intercom does not take the Xero references']);
	await world.notify(contact(1));
	await world.settle((await world.claim()).map((one) => synced(one, { reference: 'owed', referenceFailure: FORBIDDEN })));
	await world.wait(MINUTE);
	expect(await heard(world)).toEqual([]);
});
