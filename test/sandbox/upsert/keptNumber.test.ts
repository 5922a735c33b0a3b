import { laterRun } from './laterRun';
import { inOrganisationsOfAnySize } from './organisationSizes';
import { idOf } from './scenarios/scenario';
import { intercomId, recordOf } from './people';
import { lastSyncOf, type Stage } from './stage';

const JANE = { name: 'Jane Doe', email: 'jane@example.com' };

inOrganisationsOfAnySize((open) => {
	let stage: Stage;
	beforeAll(() => void (stage = open()));

	const desk = () => stage.sandbox.xero.organisation();
	const here = (contactId: string) => ({ contactId, organisationId: stage.organisationId });
	const later = laterRun(() => stage);
	const writes = () => stage.sandbox.journal.list({ vendor: 'xero' }).filter(({ method, path }) => method !== 'GET' && path.includes('/Contacts'));
	const scene = (more: object = {}) => {
		const id = intercomId();
		const [archived = '', chosen = ''] = stage.seed({ Name: 'Old Jane', ...more, ContactNumber: id, ContactStatus: 'ARCHIVED' }, { Name: 'Jane Doe', FirstName: 'Jane', LastName: 'Doe', EmailAddress: 'jane@example.com' });
		return { id, archived, chosen };
	};

	test('a contact that a reference names, while an archived one keeps the number, is told once, marked once and left at rest', async () => {
		const { id, archived, chosen } = scene();
		const record = recordOf({ ...JANE, id, phone: '0412 345 678', reference: here(chosen) });
		const [first] = await later([record]);
		const tell = [{ about: 'numberKept', key: `numberKept ${chosen} ${archived}`, message: expect.stringContaining('"Old Jane" (ARCHIVED) has it'), nextStep: expect.stringContaining('Restore "Old Jane"'), url: expect.stringContaining(archived) }];
		expect(first).toMatchObject({ outcome: 'updated', xeroContactId: chosen, tell, notes: expect.arrayContaining([expect.stringContaining('empty its Contact Code')]) });
		expect(stage.contact(chosen)).not.toHaveProperty('ContactNumber');
		const sent = writes().length;
		for (const lastSync of [undefined, { ...lastSyncOf(first), fingerprint: 'other' }]) {
			const [again] = await later([{ ...record, ...(lastSync && { lastSync }) }]);
			expect(again).toMatchObject({ outcome: 'unchanged', xeroContactId: chosen, tell: [{ key: tell[0]!.key }] });
		}
		expect(writes()).toHaveLength(sent);
	});

	test('so is one that a person decided for', async () => {
		const { id, archived, chosen } = scene();
		const [outcome] = await later([{ ...recordOf({ ...JANE, id }), decision: { do: 'bind', xeroContactId: chosen } }]);
		expect(outcome).toMatchObject({ xeroContactId: chosen, tell: [{ key: `numberKept ${chosen} ${archived}` }] });
		expect(idOf((await later([recordOf({ ...JANE, id, reference: here(chosen) })]))[0])).toBe(chosen);
	});

	test('once the archived one gave the number up, the contact gets it, and nothing is told any more', async () => {
		const { id, archived, chosen } = scene();
		const record = recordOf({ ...JANE, id, reference: here(chosen) });
		await later([record]);
		desk().restoreInUi(archived);
		desk().editInUi(archived, { ContactNumber: '' });
		desk().archiveInUi(archived);
		const [outcome] = await later([record]);
		expect(outcome).toMatchObject({ outcome: 'updated', changes: [{ field: 'ContactNumber', after: id }] });
		expect(outcome).not.toHaveProperty('tell');
	});

	test('another record with its email, and with that of the archived one, waits for a person', async () => {
		const { id, chosen } = scene({ EmailAddress: 'jane@example.com' });
		await later([recordOf({ ...JANE, id, reference: here(chosen) })]);
		const other = intercomId();
		const before = stage.overwritten().length;
		expect(await later([recordOf({ ...JANE, id: other, phone: '0412 345 679' })])).toMatchObject([{ outcome: 'review', reason: 'duplicateInIntercom', otherIntercomId: id }]);
		expect(await later([recordOf({ ...JANE, id: other, reference: here(chosen) })])).toMatchObject([{ outcome: 'review', reason: 'keysDisagree', otherIntercomId: id }]);
		expect(stage.overwritten()).toHaveLength(before);
		expect(stage.contact(chosen)).not.toHaveProperty('ContactNumber');
	});

	test('who takes a contact beside an archived one of the same email gets its own number, and no mark', async () => {
		const { chosen } = scene({ EmailAddress: 'jane@example.com' });
		const other = intercomId();
		const [outcome] = await later([recordOf({ ...JANE, id: other, reference: here(chosen) })]);
		expect(outcome).toMatchObject({ outcome: 'updated', changes: [{ field: 'ContactNumber', after: other }] });
		expect(writes().filter(({ path }) => path.endsWith('/History'))).toEqual([]);
	});
});
