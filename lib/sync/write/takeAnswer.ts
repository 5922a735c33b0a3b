import type { XeroContact } from '../../xero/contact/contact';
import type { Claims, Pending, WritePlan } from '../decide/decide';
import { fieldsToLeaveOut } from '../decide/refusedFields';
import { foldName } from '../record/contactName';
import type { Outcome } from '../record/outcome';
import { failed, synced, updatedAtOf } from '../record/outcomes';
import { isForeseenId } from './rehearsal';
import { settle, type Run } from './run';
import type { Planned } from './sendWrites';
import { isInternalError, type WriteAnswer, type Written } from './writeBatch';

/**
 * Takes in what became of one write.
 * @returns true when the record is settled, false when it has to be decided again
 */
export function takeAnswer(run: Run, { pending, plan }: Planned, { written, requestId }: WriteAnswer, claims: Claims): boolean {
	if (requestId) pending.requestIds.push(requestId);
	pending.sent += 1;
	const { intercomId } = pending.record;
	// Xero may hold it or not: what this process wrote before settles nothing any more.
	if (written.kind === 'lost' || written.kind === 'failed') run.deps.memory.forget(run.options.organisationId, intercomId);
	switch (written.kind) {
		case 'written':
			settleWritten(run, { pending, plan }, { ...written, contact: sharing(written.contact, plan) }, claims);
			return true;
		case 'failed':
			run.outcomes.set(intercomId, failed(intercomId, written.failure, written.attempts, pending.requestIds));
			return true;
		case 'lost':
			pending.lost += 1;
			if (isInternalError(written.failure)) pending.broken += 1;
			pending.lostPlan = plan;
			decideAgain(pending, plan, claims);
			return false;
		case 'refused':
			pending.leftOut = { ...pending.leftOut, ...fieldsToLeaveOut(plan.body, written.messages, false) };
			pending.refused = { body: JSON.stringify(plan.body), messages: written.messages };
			decideAgain(pending, plan, claims);
			return false;
	}
}

function settleWritten(run: Run, planned: Planned, written: Extract<Written, { kind: 'written' }>, claims: Claims): void {
	run.deps.shelf.tell(run.shelfKey, written.contact);
	claims.contacts.set(written.contact.ContactID.toLowerCase(), planned.pending.record.intercomId);
	settle(run, planned.pending, writtenOutcome(run, planned, written));
}

/** What came back as it was sent is kept once: of fifty thousand contacts each value would be there twice. */
function sharing(contact: XeroContact, { body }: WritePlan): XeroContact {
	const same = Object.entries(body).filter(([field, value]) => contact[field as keyof XeroContact] === value);
	return { ...contact, ...Object.fromEntries(same) };
}

/** What Preview says of a write that is not sent. */
export function previewOutcome(run: Run, { pending, plan }: Planned): Outcome {
	const creates = plan.kind === 'create';
	return synced(pending.record, {
		outcome: creates ? 'created' : 'updated',
		reason: creates ? 'wouldCreate' : 'wouldUpdate',
		organisationId: run.options.organisationId,
		xeroContactId: creates || isForeseenId(plan.contact.ContactID) ? '' : plan.contact.ContactID,
		xeroUpdatedAt: creates ? 0 : updatedAtOf(plan.contact),
		changes: plan.changes,
		...(!creates && plan.tell && { tell: plan.tell }),
		requestIds: pending.requestIds,
		notes: plan.notes,
	});
}

function writtenOutcome(run: Run, { pending, plan }: Planned, written: Extract<Written, { kind: 'written' }>): Outcome {
	const contact: XeroContact = written.contact;
	return synced(pending.record, {
		outcome: plan.kind === 'create' ? 'created' : 'updated',
		reason: plan.kind === 'create' ? 'noCandidate' : 'fieldsDiffer',
		organisationId: run.options.organisationId,
		xeroContactId: contact.ContactID.toLowerCase(),
		xeroUpdatedAt: updatedAtOf(contact),
		contact,
		...(plan.kind === 'create' ? { created: plan.body } : { changes: plan.changes }),
		...(plan.kind === 'update' && plan.tell && { tell: plan.tell }),
		...(plan.kind === 'update' && plan.kept && { kept: plan.kept }),
		requestIds: [...pending.requestIds],
		notes: [...plan.notes, ...written.warnings],
	});
}

/** Whoever holds the name or the number is looked up before the next decision. */
function decideAgain(pending: Pending, { body }: WritePlan, claims: Claims): void {
	pending.sentName = body.Name;
	pending.sentNumber = body.ContactNumber !== undefined;
	if (body.Name !== undefined) claims.names.delete(foldName(body.Name));
}
