import { intercomId, recordOf } from '../people';
import { fields, idOf, JANE, phone, type Scenario } from './scenario';

/** Executions at once, and answers that are lost: each change is written once. */
export const WRITTEN_ONCE: Scenario[] = [
	[
		'the same contact twice in a batch is written once, in its newest state, and both items get their outcome',
		async (stage) => {
			const id = intercomId();
			const old = recordOf({ ...JANE, id, phone: '0411 111 111', updatedAt: 1_760_000_000 });
			const fresh = recordOf({ ...JANE, id, updatedAt: 1_760_000_500 });
			const outcomes = await stage.upsert([fresh, old]);
			expect(outcomes).toHaveLength(2);
			expect(outcomes[1]).toEqual(outcomes[0]);
			expect(phone(stage.contact(idOf(outcomes[0])))).toBe('61 2 9374 4000');
			expect(stage.created()).toHaveLength(1);
			expect(stage.overwritten()).toEqual([]);
		},
	],
	[
		'two executions at once create one contact',
		async (stage) => {
			const record = recordOf(JANE);
			const both = await Promise.all([stage.upsert([record]), stage.upsert([{ ...record }])]);
			expect(both.flat().map((one) => one.outcome).sort()).toEqual(['created', 'unchanged']);
			expect(stage.created()).toHaveLength(1);
		},
	],
	[
		'two executions at once that reach one contact by different keys do not both write it',
		async (stage) => {
			const [contactId = ''] = stage.seed({ Name: 'Jane Doe', EmailAddress: 'jane@old.example' });
			const reference = { contactId, organisationId: stage.organisationId };
			const referring = recordOf({ name: 'Jane Doe', email: 'jane@new.example', phone: '0411 111 111', reference });
			const namesake = recordOf({ name: 'Jana Doe', email: 'jane@old.example', phone: '0422 222 222' });
			const outcomes = (await Promise.all([stage.upsert([referring]), stage.upsert([namesake])])).flat();
			const written = outcomes.filter(({ outcome }) => outcome === 'updated');
			expect(written).toHaveLength(1);
			expect(stage.contact(contactId).ContactNumber).toBe(written[0]!.intercomId);
			// Where the reference came second, it points to what has become another's; where it came first, the email is nobody's any more.
			const other = outcomes.find((outcome) => outcome !== written[0])!;
			expect(['review', 'created']).toContain(other.outcome);
		},
	],
	[
		'two workers at once create one contact',
		async (stage) => {
			const record = recordOf(JANE);
			const first = stage.upsert([record]);
			stage.forget();
			const outcomes = (await Promise.all([first, stage.upsert([{ ...record }])])).flat();
			expect(new Set(outcomes.map(idOf))).toEqual(new Set(stage.created()));
			expect(stage.created()).toHaveLength(1);
			expect(stage.overwritten()).toEqual([]);
		},
	],
	[
		'an answer lost after the create makes no second contact',
		async (stage) => {
			stage.sandbox.faults.add({ vendor: 'xero', method: 'PUT', kind: 'resetAfter', times: 1 });
			const records = [recordOf(JANE), recordOf({ name: 'John Roe', email: 'john@example.com' })];
			const outcomes = await stage.upsert(records);
			expect(outcomes).toMatchObject([{ outcome: 'created', reason: 'writtenAnswerLost' }, { outcome: 'created' }]);
			expect(stage.created()).toHaveLength(2);
			expect(stage.overwritten()).toEqual([]);
		},
	],
	[
		'a create that never arrived is sent again',
		async (stage) => {
			stage.sandbox.faults.add({ vendor: 'xero', method: 'PUT', kind: 'resetBefore', times: 1 });
			expect(await stage.upsert([recordOf(JANE)])).toMatchObject([{ outcome: 'created', reason: 'noCandidate' }]);
			expect(stage.created()).toHaveLength(1);
		},
	],
	[
		'half an answer counts as no answer',
		async (stage) => {
			stage.sandbox.faults.add({ vendor: 'xero', method: 'PUT', kind: 'brokenJson', times: 1 });
			expect(await stage.upsert([recordOf(JANE)])).toMatchObject([{ outcome: 'created' }]);
			expect(stage.created()).toHaveLength(1);
		},
	],
	[
		'an update whose answer is lost is sent again and changes nothing else',
		async (stage) => {
			const id = intercomId();
			stage.seed({ Name: 'Jane Doe', FirstName: 'Jane', LastName: 'Doe', EmailAddress: 'jane@example.com', ContactNumber: id });
			stage.sandbox.faults.add({ vendor: 'xero', method: 'POST', kind: 'resetAfter', times: 1 });
			expect(await stage.upsert([recordOf({ ...JANE, id })])).toMatchObject([{ outcome: 'updated' }]);
			expect(fields(stage)).toEqual(['Phones']);
		},
	],
];
