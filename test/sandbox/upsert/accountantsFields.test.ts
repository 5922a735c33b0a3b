import { TAG_GROUP } from '../../../lib/sync/record/groupNames';
import type { MappedRecord } from '../../../lib/sync/record/record';
import { upsertAccounts } from '../../../lib/sync/accounts/upsertAccounts';
import { company, organisationOf, staffOf } from './companies';
import { idOf } from './scenarios/scenario';
import { intercomId, recordOf } from './people';
import { openStage, type Stage } from './stage';

/** What an accountant enters in Xero, in the fields that a mapping could fill as well. */
const BOOKS = {
	TaxNumber: '51 824 753 556',
	AccountNumber: 'A-100',
	PaymentTerms: { Bills: { Day: 15, Type: 'OFCURRENTMONTH' }, Sales: { Day: 10, Type: 'DAYSAFTERBILLDATE' } },
	SalesDefaultAccountCode: '200',
	PurchasesDefaultAccountCode: '400',
	AccountsReceivableTaxType: 'OUTPUT',
	AccountsPayableTaxType: 'INPUT',
	ContactPersons: [
		{ FirstName: 'Ann', LastName: 'Lee', EmailAddress: 'ann@books.example', IncludeInEmails: true },
		{ FirstName: 'Bob', LastName: 'Ray', EmailAddress: 'bob@books.example', IncludeInEmails: false },
	],
};

/** The same fields as Intercom has them: other values for all of them. */
const MAPPED = {
	TaxNumber: '53 004 085 616',
	AccountNumber: 'B-2',
	SalesDefaultAccountCode: '260',
	PurchasesDefaultAccountCode: '610',
	AccountsReceivableTaxType: 'NONE',
	AccountsPayableTaxType: 'NONE',
};

const SYNCS = [1, 2, 3];
const PERSON = intercomId();
const COMPANY = company({}, { company_id: 'acme' });

const withBooks = (record: MappedRecord, tags: string[]): MappedRecord => ({
	...record,
	xero: { ...record.xero, ...MAPPED },
	groups: tags.map((tag) => `${TAG_GROUP}${tag}`),
	groupPrefixes: [TAG_GROUP],
	fingerprint: `${record.fingerprint} ${tags.join()}`,
});

/** Another phone, name and tag with every sync: something is always written. */
const person = (sync: number) =>
	withBooks(recordOf({ id: PERSON, name: `Jane ${['Doe', 'Miller', 'Smith', 'Jones'][sync]}`, email: 'jane@acme.example', phone: `0412 345 67${sync}`, updatedAt: 1_760_000_000 + sync }), [`Tag${sync}`]);

const organisation = (sync: number) => {
	const changed = { ...COMPANY, name: `Acme ${sync} Pty Ltd`, updated_at: 2 + sync, custom_attributes: { billing_email: 'accounts@acme.example' } };
	const record = sync < 2 ? organisationOf(changed) : staffOf(changed, { name: `${'New'.repeat(sync)} Person`, email: `new${sync}@acme.example`, updatedAt: 1_760_000_000 + sync });
	return withBooks(record, [`Tag${sync}`]);
};

describe.each([
	['a person', person],
	['an organisation', organisation],
])('the accountant\'s fields of %s survive', (_what, recordAt) => {
	let stage: Stage;
	beforeAll(async () => {
		stage = await openStage();
	});
	afterAll(async () => await stage.stop());

	const groupNames = (contactId: string) => stage.sandbox.xero.organisation().groupsOf(contactId).map(({ name }) => name).sort();

	test('three syncs with other changes in Intercom, from other processes too', async () => {
		const xero = stage.sandbox.xero.organisation();
		// The first sync knows nothing of the books yet: they are empty in Intercom.
		const first = recordAt(0);
		const plain = Object.fromEntries(Object.entries(first.xero).filter(([field]) => !(field in MAPPED)));
		const [created] = await stage.upsert([{ ...first, xero: plain }]);
		expect(created).toMatchObject({ outcome: 'created' });
		const contactId = idOf(created);
		xero.editInUi(contactId, { ...BOOKS, Name: 'Acme, as the books call it' });
		xero.groups.set('vip', { id: '44444444-4444-4444-8444-444444444444', name: 'VIP customers', members: new Set([contactId]) });
		const edited = stage.contact(contactId);

		for (const sync of SYNCS) {
			if (sync === 2) stage.forget();
			const [outcome] = await stage.upsert([recordAt(sync)]);
			expect(['updated', 'linked', 'unchanged']).toContain(outcome!.outcome);
			const { ContactPersons, ...rest } = stage.contact(contactId);
			const { ContactPersons: entered, ...books } = BOOKS;
			expect(rest).toMatchObject({ ...books, Name: edited.Name });
			expect((ContactPersons as unknown[]).slice(0, entered.length)).toEqual(entered);
			expect(groupNames(contactId)).toEqual([`${TAG_GROUP}Tag${sync}`, 'VIP customers'].sort());
		}
		expect(fieldsTouched(stage).filter((field) => ['Name', 'PaymentTerms', ...Object.keys(MAPPED)].includes(field))).toEqual([]);
		// Something was written all the same, or this would prove nothing.
		expect(stage.sandbox.journal.count({ vendor: 'xero', method: 'POST' })).toBeGreaterThan(0);
	});
});

test('a chart-of-accounts entry 200 Sales with our code survives', async () => {
	const stage = await openStage();
	stage.connect('offline_access', 'accounting.contacts', 'accounting.settings');
	const { accounts } = stage.sandbox.xero.organisation();
	const sales = accounts.find(({ Code }) => Code === '200')!;
	Object.assign(sales, { Name: 'Sales', Description: 'As the accountant wants it', TaxType: 'OUTPUT' });
	const before = structuredClone(accounts);
	for (const sync of SYNCS) {
		const request = { companyId: COMPANY.id, code: '200', name: `Acme ${sync}`, type: 'SALES', description: `Sync ${sync}`, taxType: 'NONE' };
		expect(await upsertAccounts([request], stage.deps())).toMatchObject([{ outcome: 'review', reason: 'accountNotOurs' }]);
	}
	expect(accounts).toEqual(before);
	await stage.stop();
});

/** Fields that the API changed on a contact that existed, each once. */
function fieldsTouched(stage: Stage): string[] {
	return [...new Set(stage.overwritten().map((one) => one.split(' ')[1]!.split('.')[0]!))].sort();
}
