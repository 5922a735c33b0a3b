import type { Stage } from '../../../sandbox/demo/stage';

/**
 * People who are in both systems, each naming the other; nothing is told of them.
 * @param family their last name, with a number after it
 * @returns their ids in Intercom
 */
export function knownOnBothSides({ sandbox }: Pick<Stage, 'sandbox'>, count: number, family = 'Known'): string[] {
	return untold({ sandbox }, () => {
		const people = sandbox.intercom.people();
		const organisation = sandbox.xero.organisation();
		return Array.from({ length: count }, (_, number) => {
			const [name, email] = [`Kim ${family}${number}`, `kim${number}@${family.toLowerCase()}.example`];
			const { id } = people.createContact({ role: 'user', name, email });
			const [xeroId = ''] = organisation.seedContacts([{ Name: name, FirstName: 'Kim', LastName: `${family}${number}`, EmailAddress: email, ContactNumber: id }]);
			people.updateContact(id, { custom: { xero_contact_id: xeroId, xero_organisation_id: organisation.id } });
			return id;
		});
	});
}

/** Users of whom Xero knows nothing and of whom nothing is told. @returns their ids in Intercom */
export function onlyInIntercom({ sandbox }: Pick<Stage, 'sandbox'>, count: number, family = 'Fresh'): string[] {
	return untold({ sandbox }, () => {
		const people = sandbox.intercom.people();
		return Array.from({ length: count }, (_, number) => people.createContact({ role: 'user', name: `Fay ${family}${number}`, email: `fay${number}@${family.toLowerCase()}.example` }).id);
	});
}

/** Does it while Intercom tells nobody. */
export function untold<T>({ sandbox }: Pick<Stage, 'sandbox'>, work: () => T): T {
	const app = sandbox.intercom.app();
	const { subscription } = app;
	app.subscription = null;
	try {
		return work();
	} finally {
		app.subscription = subscription;
	}
}
