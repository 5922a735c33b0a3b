import { DEFAULT_PUBLISHED, type PublishedSettings } from '../../../lib/ledger/settings';
import { became, Journey, subject } from './journey';

/** Where companies are billed: staff and companies, from the batch to Settle. */
jest.setTimeout(120_000);

let journey: Journey;
afterEach(async () => await journey.close());

/** Two states of one second are told apart by when they were read, if that is not too close to the write; see sourceOrder. */
const AFTER_THE_WRITE_MS = 5_200;

describe('where companies are billed', () => {
	const billed: Partial<PublishedSettings> = { billTo: 'company' };
	const settings = { ...DEFAULT_PUBLISHED, ...billed };
	const staffWay = { mapper: { operation: 'mapContactToOrganisation', syncWhom: 'everyone' }, referenceOf: 'company' as const };

	test('a contact settles as staff with its own time and fingerprint, also where several are written together; a change of the company is written all the same', async () => {
		journey = await Journey.open(billed);
		const { people, bench } = journey;
		const acme = people.createCompany({ name: 'Acme Pty Ltd', website: 'acme.example', custom: { billing_email: 'bills@acme.example' } });
		const staff = ['jane', 'joe'].map((name) => people.createContact({ email: `${name}@acme.example`, name: `${name} Doe` }));
		for (const { id } of staff) people.attachCompany(id, acme.id);
		await bench.notify(staff.map(subject), {}, settings);
		const ends = await journey.travel((await bench.claim(settings)).due, staffWay);
		expect(ends).toMatchObject({ gone: [], unread: [], rejected: [], skipped: [], failed: [], review: [], goneBehind: [], notStored: [] });
		expect(became(await journey.settle(ends.stored))).toEqual(Object.fromEntries(staff.map(({ id }) => [id, 'linked: done'])));
		const records = await bench.rows('record');
		expect(records).toMatchObject([{ as: 'staff', state: 'synced', reference: 'stored' }, { as: 'staff', state: 'synced', reference: 'stored' }]);
		for (const item of ends.stored!) {
			const { staff: own, fingerprint } = item.record as { staff: { intercomId: string; updatedAt: number }; fingerprint: string };
			expect(records.find(({ id }) => id === own.intercomId)).toMatchObject({ fingerprint, sourceUpdatedAtSeconds: own.updatedAt });
		}
		// Nothing changed.
		await bench.notify(staff.map(subject), { topic: 'contact.tag.created' }, settings);
		const again = await journey.travel((await bench.claim(settings)).due, staffWay);
		expect(became(await journey.settle(again.stored))).toEqual(Object.fromEntries(staff.map(({ id }) => [id, 'unchanged: done'])));
		// A person changes later than the company ever did, twice: the ledger's time is the person's, and holds back nothing.
		for (const email of ['jane.once@acme.example', 'jane.twice@acme.example']) {
			await new Promise((resolve) => setTimeout(resolve, AFTER_THE_WRITE_MS));
			people.updateContact(staff[0]!.id, { email });
			await bench.notify([subject(staff[0]!)], {}, settings);
			const later = await journey.travel((await bench.claim(settings)).due, staffWay);
			expect(later.stored).toMatchObject([{ outcome: 'linked', changes: [expect.objectContaining({ field: expect.stringContaining('ContactPersons') })] }]);
			expect(became(await journey.settle(later.stored))).toEqual({ [staff[0]!.id]: 'linked: done' });
		}
	});

	test('a company of its own settles as an organisation', async () => {
		journey = await Journey.open(billed);
		const { people, bench } = journey;
		const acme = people.createCompany({ name: 'Acme Pty Ltd', website: 'acme.example' });
		await bench.notify([{ kind: 'company', id: acme.id }], {}, settings);
		const ends = await journey.travel((await bench.claim(settings)).due, { mapper: { operation: 'mapCompanyToOrganisation' }, company: true });
		expect(await journey.settle(ends.stored)).toMatchObject([{ kind: 'company', id: acme.id, name: 'Acme Pty Ltd', outcome: 'created', became: 'done' }]);
		expect(await bench.rows('record')).toMatchObject([{ kind: 'company', as: 'organisation', state: 'synced', reference: 'stored' }]);
	});
});
