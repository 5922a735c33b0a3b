import { DEFAULT_SETTINGS } from '../../../lib/ledger/settings';
import { LedgerWorld, ORGANISATION, synced } from './ledgerWorld';
import { lone } from './lifeWorld';

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
