import type { XeroContact } from '../../xero/contact/contact';
import type { ContactDirectory } from '../../xero/directory/contactDirectory';
import { losersOf } from '../../xero/directory/merges';
import type { Pending, WritePlan } from '../decide/decide';
import { keysOfContacts } from '../identity/meetingKeys';
import type { ForeseenContact, ForeseenInXero } from '../record/foreseen';
import type { MappedRecord } from '../record/record';
import { noteDue } from './holders';
import { foreseenId } from './rehearsal';
import type { Run } from './run';
import type { Planned } from './sendWrites';

/** Adds to the outcomes of a page what later ones are to meet: each contact as it would be after its write, or its note. */
export function foresee(run: Run, pending: readonly Pending[], planned: ReadonlyMap<string, Planned>): void {
	for (const one of pending) {
		const { intercomId } = one.record;
		const outcome = run.outcomes.get(intercomId);
		if (outcome === undefined || outcome.outcome === 'review' || outcome.outcome === 'failed') continue;
		const plan = planned.get(intercomId)?.plan;
		const noted = noteDue(run, one, planned);
		const before = plan?.kind === 'update' ? plan.contact : noted && run.directory.byId(noted.contactId);
		const foreseen = plan?.kind === 'create' ? toBeMade(one.record, plan) : before && toBe(run.directory, before, { ...before, ...plan?.body, ...(noted && { holder: intercomId.toLowerCase() }) });
		if (foreseen !== undefined) run.outcomes.set(intercomId, { ...outcome, foreseen });
	}
}

/** One that would be made gets an id that no contact of Xero has. */
function toBeMade({ intercomId }: MappedRecord, { body }: WritePlan): ForeseenContact {
	const contact = { ...body, ContactID: foreseenId(intercomId), ContactStatus: 'ACTIVE' } as XeroContact;
	return { contact, keys: keysOfContacts([contact]) };
}

/** Also what led to the contact before leads to it, and what leads to those that were merged into it. */
function toBe(directory: ContactDirectory, before: XeroContact, contact: ForeseenInXero): ForeseenContact {
	return { contact, keys: keysOfContacts([contact, before, ...losersOf(before, directory)]) };
}
