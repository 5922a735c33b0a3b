import type { BackRecord } from '../record/backRecord';
import { bothChangedWords, type BothChangedField } from '../record/bothChanged';
import type { CandidateLink, Change } from '../record/outcome';
import { REVIEW_TEXTS } from '../record/reviewTexts';
import type { BackReviewReason } from './backOutcome';
import type { HeldRecord } from './heldRecord';

/** What a person is asked. */
export type BackReview =
	| { reason: 'changedOnBothSides'; subject: string; fields: readonly BothChangedField[] }
	| { reason: 'keysDisagree'; subject: string; named: string }
	| { reason: 'ambiguous'; subject: string; ids: readonly string[] }
	| { reason: 'emailTaken'; subject: string; other: { id: string; archived: boolean } }
	| { reason: 'notKept'; subject: string; lost: readonly string[] }
	| { reason: 'archivedInXero'; subject: string }
	| { reason: 'maybeKnown'; subject: string; alike: { id: string; role: 'user' | 'lead'; by: 'email' | 'phone' } }
	/** By its ContactNumber; '': the ledger knows that it left. */
	| { reason: 'leftIntercom'; subject: string; id: string }
	| { reason: 'takenInIntercom'; subject: string; other: { id: string; archived: boolean } };

export function keysDisagree(back: BackRecord, { named, name }: HeldRecord): BackReview {
	return { reason: 'keysDisagree', subject: name || back.shownName, named };
}

export function severalFit(back: BackRecord, ids: readonly string[]): BackReview {
	return { reason: 'ambiguous', subject: back.shownName, ids };
}

interface ReviewFacts {
	reason: BackReviewReason;
	message: string;
	nextStep: string;
	candidates: CandidateLink[];
	changes: Change[];
}

/** The question in words, with all that is needed to decide it. Pure. */
export function reviewBack(back: BackRecord, intercomId: string, asked: BackReview): ReviewFacts {
	const { message, nextStep } = textOf(back, asked);
	const who = intercomId === '' ? '' : ` Intercom record: ${asked.subject || back.shownName} (${intercomId}).`;
	const candidate = { xeroContactId: back.xeroContactId, name: back.shownName, email: back.email, status: back.status, url: back.xeroContactUrl };
	const changes = asked.reason === 'changedOnBothSides' ? asked.fields.map(({ field, intercom, xero }) => ({ field, before: intercom, after: xero })) : [];
	return { reason: asked.reason, message: `${message}${who}`, nextStep, candidates: [candidate], changes };
}

function textOf(back: BackRecord, asked: BackReview): { message: string; nextStep: string } {
	switch (asked.reason) {
		case 'changedOnBothSides': {
			const { message, nextStep } = REVIEW_TEXTS.changedOnBothSides;
			return { message: `${message} ${bothChangedWords(asked.fields)}`, nextStep };
		}
		case 'keysDisagree':
			return {
				message: `"${back.shownName}" was changed in Xero, and its Intercom record names another Xero contact (${asked.named}) as its own. Nothing was changed.`,
				nextStep: 'Correct xero_contact_id on the Intercom record, or empty it, and let the record be tried again.',
			};
		case 'ambiguous':
			return {
				message: `Several Intercom contacts fit "${back.shownName}" of Xero: ${asked.ids.join(', ')}. Nothing was changed.`,
				nextStep: 'If they are the same person, merge them in Intercom. Otherwise set xero_contact_id and xero_organisation_id on the right one.',
			};
		case 'emailTaken':
			return {
				message: `Intercom refuses the email that "${back.shownName}" has in Xero: ${asked.other.archived ? 'an archived contact' : 'the contact'} ${asked.other.id} has it. Nothing was changed.`,
				nextStep: asked.other.archived
					? 'If they are the same person, restore the archived contact in Intercom and merge the two. If not, correct the email in Xero.'
					: 'If they are the same person, merge the two in Intercom. If not, correct the email in Xero.',
			};
		case 'notKept':
			return {
				message: `Intercom accepted the change that came from "${back.shownName}" in Xero, but does not hold it: ${asked.lost.join(', ')}.`,
				nextStep: 'Correct the value in Xero (Intercom keeps no phone that it cannot read), or run Workspace: Prepare where it is an attribute.',
			};
		case 'maybeKnown': {
			const { id, role, by } = asked.alike;
			const visitor = role === 'lead' ? ', which any visitor may have typed' : '';
			return {
				message: `"${back.shownName}" of Xero is to become a user in Intercom, and the ${role} ${id} there has the same ${by}${visitor}. Nothing was created or changed.`,
				nextStep: role === 'lead'
					? 'If the lead is that customer, and you know it, make it a user in Intercom and let the record be tried again. If not, decide to create the user.'
					: 'If the user is that customer, set xero_contact_id and xero_organisation_id on it and let the record be tried again. If not, decide to create the user.',
			};
		}
		case 'leftIntercom':
			return {
				message: `"${back.shownName}" of Xero is to become a user in Intercom. ${whyLeft(asked.id)} Nothing was created.`,
				nextStep: 'If it was deleted on purpose, decide never to sync this one. If the person is to be in Intercom, decide to create the user.',
			};
		case 'takenInIntercom':
			return {
				message: `"${back.shownName}" of Xero is to become a user in Intercom, which refuses: ${asked.other.archived ? 'an archived contact' : 'the contact'} ${asked.other.id} has its email or is the one of it already. Nothing was created.`,
				nextStep: asked.other.archived
					? 'If they are the same person, restore the archived contact in Intercom and let the record be tried again. If the person is to stay away, decide never to sync it.'
					: 'Look at that contact in Intercom. If they are the same person, let the record be tried again. If not, correct the email in Xero.',
			};
		case 'archivedInXero':
			return {
				message: back.status === 'GDPRREQUEST' ? `"${back.shownName}" was anonymised in Xero at the person's request (GDPR).` : `"${back.shownName}" was archived in Xero.`,
				nextStep: 'Decide what becomes of the Intercom record: set xero_sync to off on it to leave it alone, or restore the contact in Xero.',
			};
	}
}

function whyLeft(id: string): string {
	if (id === '') return 'It was synced with a contact there that has left: that one was deleted, archived, or merged into another.';
	return `Its ContactNumber is an id of Intercom (${id}), and no contact there has it: that one seems to have been deleted.`;
}
