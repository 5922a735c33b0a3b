import fc from 'fast-check';
import { flowingSides } from '../../../lib/sync/record/flowing';
import type { XeroContact } from '../../../lib/xero/contact/contact';
import { recordOf } from '../../unit/sync/records';
import { BASE, JANE, phone, REFERENCE, Stage, XERO_ID } from './stage';

let stage: Stage;
beforeAll(async () => (stage = await Stage.open()));
afterAll(async () => await stage.intercom.stop());
beforeEach(async () => await stage.reset());

/** What a visitor can do in the Messenger; attributes too, as long as nobody closed them. */
const typed = fc.record(
	{ email: fc.constantFrom('jane@acme.example', 'visitor@x.example'), name: fc.constantFrom('Jane Doe', 'Visitor'), phone: fc.constantFrom('+61412345678', '+61477777777'), custom: fc.constantFrom(REFERENCE, { first_name: 'Jane', last_name: 'Doe' }, {}) },
	{ requiredKeys: [] },
);
const xeroNow = fc.constantFrom<Partial<XeroContact>>({}, phone('499 999 999'), { Name: 'Janet Roe', FirstName: 'Janet', LastName: 'Roe' }, { EmailAddress: 'new@acme.example' }, { ContactStatus: 'ARCHIVED' }, { ContactStatus: 'GDPRREQUEST' });
const step = fc.oneof(
	typed.map((input) => ({ do: 'type' as const, input })),
	fc.record({ do: fc.constant('bring' as const), xero: xeroNow, known: fc.constantFrom('lead', 'user', 'nobody'), ledger: fc.boolean(), whenArchived: fc.constantFrom('leave' as const, 'mark' as const), withoutBase: fc.constantFrom('fillEmpty' as const, 'xeroWins' as const), decision: fc.constantFrom('xero' as const, undefined), number: fc.boolean() }),
);

test('a visitor who types a customer\'s email, phone and name gets nothing of Xero, and the customer nothing of the visitor, in any order', async () => {
	await fc.assert(
		fc.asyncProperty(fc.boolean(), fc.array(step, { minLength: 2, maxLength: 8 }), async (hasUser, steps) => {
			await stage.reset();
			const { id: lead } = stage.people.createContact({ role: 'lead', email: 'jane@acme.example' });
			const user = hasUser ? stage.people.createContact({ ...JANE, custom: REFERENCE }).id : '';
			for (const one of steps) {
				if (one.do === 'type') {
					stage.people.updateContact(lead, one.input);
					continue;
				}
				const before = JSON.stringify(stage.people.contact(lead));
				const intercomId = { lead, user, nobody: '' }[one.known] ?? '';
				const item = stage.item({ ...one.xero, ...(one.number && { ContactNumber: lead }) }, { intercomId, base: one.ledger ? BASE : null, bothWays: { fields: ['name', 'phone', 'email'], whenArchived: one.whenArchived } });
				const { outcomes } = await stage.bring([{ ...item, ...(one.decision && { decision: one.decision }) }], { withoutBase: one.withoutBase });
				expect(JSON.stringify(stage.people.contact(lead))).toBe(before);
				expect(outcomes.filter(({ intercomId: of, outcome }) => of === lead && outcome === 'updated')).toEqual([]);
				if (user !== '') expect(JSON.stringify(stage.people.contact(user))).not.toMatch(/477777777|Visitor|visitor@/);
			}
		}),
		{ numRuns: 60 },
	);
});

test('what a visitor typed is no side of a merge on the way to Xero', () => {
	const record = recordOf({ role: 'lead', bothWays: { fields: ['name', 'phone', 'email'], whenBothChanged: { name: 'intercom', phone: 'intercom', email: 'intercom' }, whenArchived: 'leave' }, lastSync: { sourceUpdatedAt: 1, xeroUpdatedAt: 1, values: BASE }, bothChangedDecision: 'intercom' });
	expect(flowingSides(record, { ...BASE, ContactID: XERO_ID, ...phone('499 999 999') })).toEqual([]);
});
