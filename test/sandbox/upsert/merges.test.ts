import { laterRun, saying } from './laterRun';
import { inOrganisationsOfAnySize } from './organisationSizes';
import { idOf } from './scenarios/scenario';
import { intercomId, recordOf } from './people';
import type { Stage } from './stage';

const JANE = { name: 'Jane Doe', email: 'jane@example.com' };

inOrganisationsOfAnySize((open) => {
	let stage: Stage;
	beforeAll(() => void (stage = open()));

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

	test('a contact into which another record\'s was merged is not taken by its email, however different the emails are', async () => {
		const [theirs, mine] = [intercomId(), intercomId()];
		const [loser = '', between = '', winner = ''] = stage.seed(
			{ Name: 'Ann Lee', EmailAddress: 'ann@example.com', ContactNumber: theirs },
			{ Name: 'Lee Trading', EmailAddress: 'lee@example.com' },
			{ Name: 'Jane Doe', EmailAddress: 'jane@example.com' },
		);
		desk().mergeInUi(loser, between);
		desk().mergeInUi(between, winner);
		const taker = recordOf({ ...JANE, id: mine, phone: '0412 345 678' });
		expect(await later([taker])).toMatchObject([{ outcome: 'review', reason: 'duplicateInIntercom', otherIntercomId: theirs }]);
		expect(await later([recordOf({ ...JANE, id: mine, phone: '0412 345 678', reference: here(winner) })])).toMatchObject([{ outcome: 'review', reason: 'keysDisagree' }]);
		expect(stage.overwritten()).toEqual([]);
	});

	test.each(['reference', 'number', 'email'] as const)('a chain of merges is followed to its end and told once, where the %s leads into it', async (key) => {
		const id = intercomId();
		const [first = '', middle = '', end = '', next = ''] = stage.seed(
			{ Name: 'Jane D', EmailAddress: 'jane@example.com', ...(key !== 'email' && { ContactNumber: id }) },
			{ Name: 'Doe Trading', EmailAddress: 'doe@example.com' },
			{ Name: 'Jane Doe', FirstName: 'Jane', LastName: 'Doe', EmailAddress: 'jane@doe.example' },
			{ Name: 'Doe Group', EmailAddress: 'group@doe.example' },
		);
		const synced = { xeroContactId: first, sourceUpdatedAt: 1, xeroUpdatedAt: 1, values: {} };
		const record = { ...recordOf({ ...JANE, id, ...(key === 'reference' && { reference: here(first) }) }), ...(key === 'email' && { lastSync: synced }) };
		desk().mergeInUi(first, middle);
		desk().mergeInUi(middle, end);
		const about = async (reference?: string) => {
			const [outcome] = await later([reference === undefined ? record : recordOf({ ...JANE, id, reference: here(reference) })]);
			const tell = outcome && 'tell' in outcome ? (outcome.tell ?? []) : [];
			return { xeroContactId: idOf(outcome), keys: tell.filter((fact) => fact.about === 'mergedInXero').map((fact) => fact.key) };
		};
		expect(await about()).toEqual({ xeroContactId: end, keys: [`mergedInXero ${end}`] });
		// The reference was stored: nothing is told again, until the contact is merged once more.
		expect(await about(end)).toEqual({ xeroContactId: end, keys: [] });
		desk().mergeInUi(end, next);
		expect(await about(end)).toEqual({ xeroContactId: next, keys: [`mergedInXero ${next}`] });
		expect(await about(next)).toEqual({ xeroContactId: next, keys: [] });
	});

	test('merges that lead round in a circle leave nobody to write to: a person decides', async () => {
		const id = intercomId();
		const [one = '', two = ''] = stage.seed({ Name: 'Jane D', EmailAddress: 'jane@example.com', ContactNumber: id }, { Name: 'Jane Doe' });
		desk().mergeInUi(one, two);
		desk().mergeInUi(two, one);
		expect(await later([recordOf({ ...JANE, id, reference: here(one) })])).toMatchObject([{ outcome: 'review', reason: 'archived' }]);
		expect(await later([recordOf({ ...JANE, id })])).toMatchObject([{ outcome: 'review', reason: 'archived' }]);
		expect([...stage.overwritten(), ...stage.created()]).toEqual([]);
	});

	test('nor where the merge came after the process had read the merges', async () => {
		const [theirs, mine] = [intercomId(), intercomId()];
		const [loser = '', winner = '', other = ''] = stage.seed(
			{ Name: 'Ann Lee', EmailAddress: 'ann@example.com', ContactNumber: theirs },
			{ Name: 'Jane Doe', EmailAddress: 'jane@example.com' },
			{ Name: 'Bob Ray', EmailAddress: 'bob@example.com' },
		);
		expect(await stage.upsert([recordOf({ name: 'Bob Ray', email: 'bob@example.com' })])).toMatchObject([{ xeroContactId: other }]);
		stage.sandbox.clock.advance(300_000);
		desk().mergeInUi(loser, winner);
		stage.sandbox.clock.advance(300_000);
		expect(await stage.upsert([recordOf({ ...JANE, id: mine })])).toMatchObject([{ outcome: 'review', reason: 'duplicateInIntercom' }]);
		desk().restoreInUi(loser);
		stage.sandbox.clock.advance(300_000);
		expect(await stage.upsert([recordOf({ ...JANE, id: mine })])).toMatchObject([{ xeroContactId: winner }]);
	});
});
