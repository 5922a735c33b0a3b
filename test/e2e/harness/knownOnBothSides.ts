import type { Stage } from '../../../sandbox/demo/stage';

/** People who are in both systems, each naming the other; nothing is told of them. @returns their ids in Intercom */
export function knownOnBothSides({ sandbox }: Stage, count: number): string[] {
	const app = sandbox.intercom.app();
	const { subscription } = app;
	app.subscription = null;
	try {
		const people = sandbox.intercom.people();
		const organisation = sandbox.xero.organisation();
		return Array.from({ length: count }, (_, number) => {
			const [name, email] = [`Kim Known${number}`, `kim${number}@known.example`];
			const { id } = people.createContact({ role: 'user', name, email });
			const [xeroId = ''] = organisation.seedContacts([{ Name: name, FirstName: 'Kim', LastName: `Known${number}`, EmailAddress: email, ContactNumber: id }]);
			people.updateContact(id, { custom: { xero_contact_id: xeroId, xero_organisation_id: organisation.id } });
			return id;
		});
	} finally {
		app.subscription = subscription;
	}
}
