import type { ServiceHealth } from '../../../lib/ledger/rows/facts';
import type { ClaimedRecord } from '../../../lib/ledger/events/claimed';
import type { Settlement } from '../../../lib/ledger/events/settlement';
import { contact, failed, LedgerWorld, MINUTE, synced } from './ledgerWorld';

const leftOut = ({ subject, token }: ClaimedRecord): Settlement => ({ outcome: 'skipped', subject, token, reason: 'lead', requestIds: [] });

function xero({ store }: LedgerWorld): ServiceHealth | undefined {
	return store.rows.tables.fact.get('service xero')?.value as ServiceHealth | undefined;
}

/** Xero refuses, and forty leads, of which it is not asked, were told of before the next customer. */
async function refusing(refusal: Parameters<typeof failed>[1]): Promise<LedgerWorld> {
	const world = await new LedgerWorld().open();
	await world.notify(contact(0));
	await world.settle((await world.claim()).map((one) => failed(one, refusal)));
	for (let n = 1; n <= 40; n++) await world.notify(contact(n));
	return world;
}

test('what asks nothing of a service is no probe: that it works again is seen within minutes, however many leads are told of', async () => {
	const world = await refusing({ class: 'auth', reason: 'xeroAccessRefused', retryable: false });
	await world.wait(MINUTE);
	const since = world.now;
	while (xero(world)?.state === 'refusing') {
		const batch = await world.claim();
		expect(batch.length).toBeLessThanOrEqual(1);
		await world.settle(batch.map((one) => (one.subject.id === 'c0' ? synced(one) : leftOut(one))));
		world.now += 1_000;
	}
	expect(world.now - since).toBeLessThan(5 * MINUTE);
});

test('a time that the service named stands all the same', async () => {
	const retryAt = 60 * MINUTE;
	const world = await refusing({ class: 'auth', reason: 'xeroAccessRefused', retryable: false });
	await world.wait(MINUTE);
	const [probe] = await world.claim();
	await world.settle([{ outcome: 'failed', subject: contact(0), token: '', class: 'quota', quota: 'day', reason: 'xeroQuotaDay', message: '', nextStep: '', vendor: 'xero', step: 'write', retryable: true, requestIds: [], retryAt: world.now + retryAt }]);
	await world.settle([leftOut(probe!)]);
	expect(xero(world)).toMatchObject({ state: 'refusing', cause: 'day', nextProbeAt: world.now + retryAt });
});
