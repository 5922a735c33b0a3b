import { laterRun, saying } from './laterRun';
import { intercomId, openStage, recordOf, type Stage } from './stage';

const JANE = { name: 'Jane Doe', email: 'jane@example.com' };

/** Small: the list is read. Large: contacts are looked for one by one. */
describe.each([
	['small', 0],
	['large', 4_000],
])('in a %s organisation', (_, fillers) => {
	let stage: Stage;
	beforeAll(async () => void (stage = await openStage({}, fillers)));
	beforeEach(() => stage.reset());
	afterAll(async () => await stage.stop());

	const desk = () => stage.sandbox.xero.organisation();
	const here = (contactId: string) => ({ contactId, organisationId: stage.organisationId });
	const later = laterRun(() => stage);

	test('two users merged in Intercom, each with a contact: the second one is told', async () => {
		const [one, two] = [intercomId(), intercomId()];
		const [kept = '', left = ''] = stage.seed({ Name: 'Jane Doe', FirstName: 'Jane', LastName: 'Doe', EmailAddress: 'jane@example.com', ContactNumber: one }, { Name: 'Jane D', ContactNumber: two });
		const [outcome] = await later([recordOf({ ...JANE, id: one, previousIds: [two], reference: here(kept) })]);
		expect(outcome).toMatchObject({ outcome: 'unchanged', xeroContactId: kept, tell: [{ about: 'mergeInXero', nextStep: expect.stringContaining('Merge "Jane D" in Xero'), url: expect.stringContaining(left) }] });
	});

	test('a record that was merged over another one into this one leaves its contact to it, once Intercom is asked', async () => {
		const [first, between, last] = [intercomId(), intercomId(), intercomId()];
		const [earlier = '', own = ''] = stage.seed(
			{ Name: 'Jane D', FirstName: 'Jane', LastName: 'D', EmailAddress: 'jd@example.com', ContactNumber: first },
			{ Name: 'Jane Doe', FirstName: 'Jane', LastName: 'Doe', EmailAddress: 'jane@example.com', ContactNumber: between },
		);
		const record = recordOf({ ...JANE, id: last, previousIds: [between], reference: here(earlier) });
		expect(await later([record])).toMatchObject([{ outcome: 'review', reason: 'keysDisagree' }]);
		const [outcome] = await later([record], {}, saying({ [first]: `merged into ${last}` }));
		expect(outcome).toMatchObject({ outcome: 'updated', xeroContactId: earlier, tell: expect.arrayContaining([expect.objectContaining({ about: 'mergeInXero', url: expect.stringContaining(own) })]) });
	});

	test('a contact into which the record\'s own was merged stays behind, where the reference came with another record', async () => {
		const [one, two] = [intercomId(), intercomId()];
		const [kept = '', loser = '', winner = ''] = stage.seed(
			{ Name: 'Jane Doe', FirstName: 'Jane', LastName: 'Doe', EmailAddress: 'jane@example.com', ContactNumber: two },
			{ Name: 'Jane D', ContactNumber: one },
			{ Name: 'Doe Trading' },
		);
		desk().mergeInUi(loser, winner);
		const [outcome] = await later([recordOf({ ...JANE, id: one, previousIds: [two], reference: here(kept) })]);
		expect(outcome).toMatchObject({ xeroContactId: kept, tell: [{ about: 'mergeInXero', nextStep: expect.stringContaining('Merge "Doe Trading" in Xero') }] });
	});
});
