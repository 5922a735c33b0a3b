import { intercomId, recordOf } from '../people';
import type { Stage } from '../stage';
import { candidates, fields, here, idOf, JANE, untouched, type Scenario } from './scenario';

/** Where it is not certain whose contact it is, or that it may be written: a person is asked, and strangers change nothing. */
export const DOUBT: Scenario[] = [
	[
		'two Xero contacts with one email wait for a person',
		async (stage) => {
			const ids = stage.seed({ Name: 'Jane One', EmailAddress: 'jane@example.com' }, { Name: 'Jane Two', EmailAddress: 'JANE@example.com' });
			const [outcome] = await stage.upsert([recordOf(JANE)]);
			expect(outcome).toMatchObject({ outcome: 'review', reason: 'ambiguous' });
			expect(candidates(outcome).sort()).toEqual([...ids].sort());
			expect(untouched(stage)).toBe(true);
		},
	],
	[
		'two Intercom records with one email: the user before the lead, then the oldest, in either order',
		async (stage) => {
			const [older, younger, lead] = [intercomId(), intercomId(), intercomId()];
			const records = [
				recordOf({ ...JANE, id: lead, role: 'lead', createdAt: 1 }),
				recordOf({ ...JANE, id: younger, createdAt: 20 }),
				recordOf({ ...JANE, id: older, createdAt: 10 }),
			];
			const kinds = (outcomes: Awaited<ReturnType<Stage['upsert']>>) =>
				Object.fromEntries(outcomes.map((one) => [one.intercomId, `${one.outcome} ${one.reason}`]));
			const first = kinds(await stage.upsert(records));
			expect(first).toEqual({
				[older]: 'created noCandidate',
				[younger]: 'review duplicateInIntercom',
				[lead]: 'review unverified',
			});
			stage.reset();
			expect(kinds(await stage.upsert([...records].reverse()))).toEqual(first);
			expect(stage.created()).toHaveLength(1);
		},
	],
	[
		'a second Intercom record with the email of a bound contact waits, in a later run too',
		async (stage) => {
			await stage.upsert([recordOf(JANE)]);
			const [outcome] = await stage.upsert([recordOf({ ...JANE, name: 'Someone Else' })]);
			expect(outcome).toMatchObject({ outcome: 'review', reason: 'duplicateInIntercom' });
			expect(stage.overwritten()).toEqual([]);
			expect(stage.created()).toHaveLength(1);
		},
	],
	[
		'an archived holder of the number waits for a person',
		async (stage) => {
			const id = intercomId();
			const [contactId] = stage.seed({ Name: 'Jane Doe', ContactNumber: id, ContactStatus: 'ARCHIVED' });
			const [outcome] = await stage.upsert([recordOf({ ...JANE, id })]);
			expect(outcome).toMatchObject({ outcome: 'review', reason: 'archived' });
			expect(candidates(outcome)).toEqual([contactId]);
			expect(untouched(stage)).toBe(true);
		},
	],
	[
		'a ContactNumber of another system is never touched',
		async (stage) => {
			const [contactId] = stage.seed({ Name: 'Jane Doe', FirstName: 'Jane', LastName: 'Doe', EmailAddress: 'jane@example.com', ContactNumber: 'CRM-77' });
			const record = recordOf(JANE);
			expect(await stage.upsert([record])).toMatchObject([{ outcome: 'review', reason: 'numberOfAnotherSystem' }]);
			expect(untouched(stage)).toBe(true);
			stage.forget();
			const [bound] = await stage.upsert([record], { numberOfAnotherSystem: 'bind' });
			expect(bound).toMatchObject({ outcome: 'updated', xeroContactId: contactId });
			expect(stage.contact(contactId!).ContactNumber).toBe('CRM-77');
			expect(fields(stage)).toEqual(['Phones']);
		},
	],
	[
		'a lead with a customer\'s email changes nothing',
		async (stage) => {
			const [contactId] = stage.seed({ Name: 'Jane Doe', EmailAddress: 'jane@example.com' });
			const [outcome] = await stage.upsert([recordOf({ ...JANE, role: 'lead', name: 'Mallory', phone: '0412 345 678' })]);
			expect(outcome).toMatchObject({ outcome: 'review', reason: 'unverified' });
			expect(candidates(outcome)).toEqual([contactId]);
			expect(untouched(stage)).toBe(true);
		},
	],
	[
		'a contact created under its own email is renamed once it has a name, without a memory of the last sync',
		async (stage) => {
			const id = intercomId();
			const nameless = { id, name: '', email: 'jane@example.com' };
			await stage.upsert([recordOf(nameless)]);
			stage.forget();
			const [outcome] = await stage.upsert([recordOf({ ...nameless, name: 'Jane Doe', updatedAt: 1_770_000_000 })]);
			expect(outcome).toMatchObject({ outcome: 'updated' });
			expect(stage.contact(idOf(outcome))).toMatchObject({ Name: 'Jane Doe', FirstName: 'Jane', LastName: 'Doe' });
		},
	],
	[
		'a bound contact never takes Name or EmailAddress from a lead',
		async (stage) => {
			const id = intercomId();
			const [contactId] = stage.seed({ Name: 'Jane Doe', FirstName: 'Jane', LastName: 'Doe', EmailAddress: 'jane@example.com', ContactNumber: id });
			const [outcome] = await stage.upsert([recordOf({ id, role: 'lead', name: 'Mallory Evil', email: 'mallory@evil.example', phone: '0412 345 678' })]);
			expect(outcome).toMatchObject({ outcome: 'updated', xeroContactId: contactId });
			expect(fields(stage)).toEqual(['Phones']);
		},
	],
	[
		'a stored id of somebody else\'s contact waits for a person',
		async (stage) => {
			const [contactId] = stage.seed({ Name: 'Bob', EmailAddress: 'bob@example.com', ContactNumber: intercomId() });
			const [outcome] = await stage.upsert([recordOf({ ...JANE, reference: here(stage, contactId) })]);
			expect(outcome).toMatchObject({ outcome: 'review', reason: 'keysDisagree' });
			expect(untouched(stage)).toBe(true);
		},
	],
	[
		'a contact that asked to be forgotten is not revived',
		async (stage) => {
			const id = intercomId();
			const [contactId] = stage.seed({ Name: 'Jane Doe', EmailAddress: 'jane@example.com' });
			stage.sandbox.xero.organisation().gdprRequestInUi(contactId!);
			const [outcome] = await stage.upsert([recordOf({ ...JANE, id, reference: here(stage, contactId) })]);
			expect(outcome).toMatchObject({ outcome: 'review', reason: 'archived' });
			expect(untouched(stage)).toBe(true);
		},
	],
];
