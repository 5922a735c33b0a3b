import { intercomId, recordOf } from '../people';
import { fields, here, idOf, JANE, untouched, writes, type Scenario } from './scenario';

/** What is written, and what is left alone. */
export const WHAT_IS_WRITTEN: Scenario[] = [
	[
		'what was edited in Xero meanwhile is seen, and fields nobody mapped stay',
		async (stage) => {
			const id = intercomId();
			const [created] = await stage.upsert([recordOf({ ...JANE, id })]);
			const contactId = idOf(created);
			const edit = { TaxNumber: '51 824 753 556', AccountNumber: 'A-1', Addresses: [{ AddressType: 'STREET' as const, City: 'Sydney' }] };
			stage.sandbox.xero.organisation().editInUi(contactId, edit);
			const [outcome] = await stage.upsert([recordOf({ ...JANE, id, phone: '0412 345 678', updatedAt: 1_770_000_000 })]);
			expect(outcome).toMatchObject({ outcome: 'updated' });
			expect(stage.contact(contactId)).toMatchObject({ TaxNumber: '51 824 753 556', AccountNumber: 'A-1' });
			expect(fields(stage)).toEqual(['Phones']);
		},
	],
	[
		'nothing changed: no write',
		async (stage) => {
			const id = intercomId();
			stage.seed({ Name: 'Jane Doe', FirstName: 'Jane', LastName: 'Doe', EmailAddress: 'jane@example.com', ContactNumber: id });
			expect(await stage.upsert([recordOf({ ...JANE, id, phone: null })])).toMatchObject([{ outcome: 'unchanged', reason: 'nothingChanged' }]);
			expect(writes(stage)).toBe(0);
		},
	],
	[
		'the echo of our own reference costs no call',
		async (stage) => {
			const id = intercomId();
			const [created] = await stage.upsert([recordOf({ ...JANE, id })]);
			stage.callsSpent();
			const echo = recordOf({ ...JANE, id, updatedAt: 1_760_000_009, reference: here(stage, idOf(created)) });
			expect(await stage.upsert([echo])).toMatchObject([{ outcome: 'unchanged', reason: 'justWritten' }]);
			expect(stage.callsSpent()).toBe(0);
		},
	],
	[
		'people that Xero has survive an update',
		async (stage) => {
			const id = intercomId();
			const people = [
				{ FirstName: 'Ann', LastName: 'Lee', EmailAddress: 'ann@example.com', IncludeInEmails: true },
				{ FirstName: 'Bob', LastName: 'Ray', EmailAddress: 'bob@example.com', IncludeInEmails: false },
			];
			const [contactId] = stage.seed({ Name: 'Jane Doe', FirstName: 'Jane', LastName: 'Doe', EmailAddress: 'jane@example.com', ContactNumber: id, ContactPersons: people });
			const record = recordOf({ ...JANE, id });
			const added = { FirstName: 'New', LastName: 'Person', EmailAddress: 'new@example.com', IncludeInEmails: true };
			await stage.upsert([{ ...record, xero: { ...record.xero, ContactPersons: [added] } }]);
			expect(stage.contact(contactId!).ContactPersons).toEqual([...people, { ...added, IncludeInEmails: false }]);
			expect(fields(stage)).toEqual(['ContactPersons', 'Phones']);
		},
	],
	[
		'a phone written in another format is no change',
		async (stage) => {
			const id = intercomId();
			stage.seed({
				Name: 'Jane Doe',
				FirstName: 'Jane',
				LastName: 'Doe',
				EmailAddress: 'jane@example.com',
				ContactNumber: id,
				Phones: [{ PhoneType: 'DEFAULT', PhoneNumber: '93744000', PhoneAreaCode: '02', PhoneCountryCode: '' }],
			});
			expect(await stage.upsert([recordOf({ ...JANE, id, phone: '+61 2 9374-4000' })])).toMatchObject([{ outcome: 'unchanged' }]);
			expect(untouched(stage)).toBe(true);
		},
	],
	[
		'a state older than the one written last is not written',
		async (stage) => {
			const id = intercomId();
			const [created] = await stage.upsert([recordOf({ ...JANE, id, updatedAt: 1_760_000_500 })]);
			const late = recordOf({ ...JANE, id, name: 'Jane Old', updatedAt: 1_760_000_100 });
			expect(await stage.upsert([late])).toMatchObject([{ outcome: 'unchanged', reason: 'olderThanLastWritten' }]);
			expect(stage.contact(idOf(created)).Name).toBe('Jane Doe');
		},
	],
	[
		'one contact that Xero refuses does not hold up the others',
		async (stage) => {
			const good = recordOf(JANE);
			const bad = recordOf({ name: 'Bad Record', email: 'bad@example.com' });
			const records = [{ ...bad, xero: { ...bad.xero, EmailAddress: 'bad example.com' } }, good];
			const outcomes = await stage.upsert(records);
			expect(outcomes).toMatchObject([{ outcome: 'failed', reason: 'xeroRefusedContact', failure: { message: expect.stringContaining('mail') } }, { outcome: 'created' }]);
			expect(stage.created()).toHaveLength(1);
		},
	],
	[
		'an optional field that Xero refuses is left out, named, and keeps nobody out, on create and on update',
		async (stage) => {
			const person = recordOf({ ...JANE, phone: null });
			const record = { ...person, xero: { ...person.xero, DefaultCurrency: 'EUR' } };
			const [created] = await stage.upsert([record]);
			expect(created).toMatchObject({ outcome: 'created', notes: [expect.stringMatching(/^DefaultCurrency left out: Xero refused it .*EUR/)] });
			expect(await stage.upsert([{ ...record, fingerprint: 'next', source: { ...record.source, updatedAt: record.source.updatedAt + 1 } }])).toMatchObject([
				{ outcome: 'unchanged', xeroContactId: idOf(created), notes: [expect.stringContaining('DefaultCurrency left out')] },
			]);
		},
	],
	[
		'Preview reads and plans the same and writes nothing',
		async (stage) => {
			const id = intercomId();
			stage.seed({ Name: 'Jane Doe', FirstName: 'Jane', LastName: 'Doe', EmailAddress: 'jane@example.com', ContactNumber: id });
			const records = [recordOf({ ...JANE, id }), recordOf({ name: 'John Roe', email: 'john@example.com' })];
			const outcomes = await stage.upsert(records, { preview: true });
			expect(outcomes).toMatchObject([
				{ outcome: 'preview', reason: 'wouldUpdate', preview: true, message: expect.stringContaining('Phones'), changes: [{ field: 'Phones.DEFAULT', before: '', after: '+61 2 9374 4000' }] },
				{ outcome: 'preview', reason: 'wouldCreate', preview: true, xeroContactId: '', xeroContactUrl: '' },
			]);
			expect(untouched(stage)).toBe(true);
			expect(writes(stage)).toBe(0);
		},
	],
];
