import { writeCompany } from '../../intercom/companies/companyEndpoints';
import { idInConflict, writeContact } from '../../intercom/contacts/contactEndpoints';
import type { Answer } from '../../intercom/api/request';
import type { WritableContact } from '../../xero/contact/contact';
import { said } from '../record/bothChanged';
import type { Change } from '../record/outcome';
import { archivedPatch, ARCHIVED_TAG, restoredIn, tagArchived } from './archivedInXero';
import { failedBack, type BackDeps, type BackItem, type BackOptions } from './backItem';
import type { BackOutcome } from './backOutcome';
import { keysDisagree, severalFit } from './backReview';
import { isChangedMeanwhile, shownOf, type Read } from './changedMeanwhile';
import { createInIntercom } from './createInIntercom';
import { findRecord } from './findRecord';
import type { HeldRecord } from './heldRecord';
import { isSameValue, mergeBack, type BackPatch } from './mergeBack';
import { heldOf, left, review, shownBoth } from './toldBack';

/** Brings one contact of Xero to its Intercom record: two calls at most where that is known, one where nothing differs. */
export async function bringBack(item: BackItem, deps: BackDeps, options: BackOptions): Promise<BackOutcome> {
	const { back, intercomId } = item;
	if (item.creates !== undefined) return await createInIntercom(item, item.creates, deps, options);
	const found = await findRecord(back, intercomId, deps.connection);
	if (!found.ok) return failedBack(item, found.failure, found.attempts);
	switch (found.value.kind) {
		case 'none':
			return left(item, 'notInIntercom', { intercomId: '' });
		case 'merged':
			return left(item, 'mergedInIntercom', { intercomId: found.value.id, owesXero: true });
		case 'several':
			return review(item, '', severalFit(back, found.value.ids));
		default:
			return await merge(item, found.value, deps, options);
	}
}

async function merge(item: BackItem, read: Read, deps: BackDeps, options: BackOptions): Promise<BackOutcome> {
	const { back, bothWays } = item;
	const held = heldOf(read, back.organisationId);
	const known = { intercomId: held.id, intercomUpdatedAt: held.updatedAt, ...shownBoth(read) };
	if (held.isOff) return left(item, 'switchedOff', { ...known, owesXero: true });
	if (held.role === 'lead') return left(item, 'lead', known);
	if (held.named !== '' && held.named !== back.xeroContactId) return review(item, held.id, keysDisagree(back, held));
	// Who it was merged into is for the way to Xero: there the winner is looked for, and the reference moved.
	if (back.status !== 'ACTIVE' && back.mergedTo !== undefined) return left(item, 'mergedInXero', { ...known, owesXero: true });
	if (back.status !== 'ACTIVE' && bothWays.whenArchived === 'review') return review(item, held.id, { reason: 'archivedInXero', subject: held.name });
	if (back.status !== 'ACTIVE' && bothWays.whenArchived === 'leave') return left(item, 'archivedInXero', known);
	if (back.status !== 'ACTIVE') return await mark(item, read, held, { ...archivedPatch(back, held), owesXero: false, values: item.lastSync?.values ?? {}, notes: [], reason: 'archivedInXero' }, deps, options);
	const plan = mergeBack(back, held, { ...item, withoutBase: options.withoutBase }, deps.words);
	if (plan.kind === 'review') return review(item, held.id, { reason: 'changedOnBothSides', subject: held.name, fields: plan.fields });
	const wasMarked = back.kind === 'contact' && Object.keys(restoredIn(back.kind, held)).some((name) => name in (plan.patch.custom_attributes ?? {}));
	return await (wasMarked ? mark : write)(item, read, held, { ...plan, reason: 'changedInXero' }, deps, options);
}

/** The tag goes first: while the attribute is as it was, a try that broke off is made again as a whole. */
async function mark(item: BackItem, read: Read, held: HeldRecord, plan: ToWrite, deps: BackDeps, options: BackOptions): Promise<BackOutcome> {
	if (read.kind === 'company' || options.preview) return await write(item, read, held, plan, deps, options);
	const isArchived = item.back.status !== 'ACTIVE';
	const tagged = await tagArchived(read.read, isArchived, deps.connection, deps.tags);
	if (!tagged.ok) return failedBack({ ...item, intercomId: held.id }, tagged.failure, tagged.attempts);
	const tag = { field: 'tag', before: isArchived ? '' : ARCHIVED_TAG, after: isArchived ? ARCHIVED_TAG : '' };
	const outcome = await write(item, read, held, plan, deps, options);
	if (!tagged.value || (outcome.outcome !== 'updated' && outcome.outcome !== 'unchanged')) return outcome;
	return { ...outcome, outcome: 'updated', reason: plan.reason, changes: [...outcome.changes, tag] };
}

interface ToWrite {
	patch: BackPatch;
	changes: Change[];
	owesXero: boolean;
	values: WritableContact;
	notes: string[];
	reason: string;
}

async function write(item: BackItem, read: Read, held: HeldRecord, plan: ToWrite, deps: BackDeps, options: BackOptions): Promise<BackOutcome> {
	const { owesXero, values, notes, changes, reason } = plan;
	const known = { intercomId: held.id, intercomUpdatedAt: held.updatedAt, owesXero, values, notes, ...shownBoth(read) };
	if (Object.keys(plan.patch).length === 0) return left(item, 'nothingChanged', known);
	if (options.preview) return { ...left(item, 'wouldUpdate', known), changes, preview: true, message: wouldDo(changes) };
	const answer = await put(read.kind, held.id, plan.patch, deps);
	if (!answer.ok) {
		const other = answer.failure.class === 'conflict' ? idInConflict(answer.failure.message) : null;
		return other === null ? failedBack({ ...item, intercomId: held.id }, answer.failure, answer.attempts) : review(item, held.id, { reason: 'emailTaken', subject: held.name, other });
	}
	const after = heldOf(answer.value, item.back.organisationId);
	const lost = notKept(plan.patch, after, item, deps);
	if (lost.length > 0) return review(item, held.id, { reason: 'notKept', subject: held.name, lost });
	const owes = owesXero || isChangedMeanwhile(read, answer.value, plan.patch);
	return { ...left(item, reason, { ...known, owesXero: owes, intercomUpdatedAt: after.updatedAt, ...shownOf(answer.value) }), outcome: 'updated', changes };
}

export async function put(kind: Read['kind'], id: string, patch: BackPatch, { connection }: BackDeps): Promise<Answer<Read>> {
	if (kind === 'company') {
		const written = await writeCompany(id, patch, connection);
		return written.ok ? { ok: true, value: { kind: 'company', company: written.value } } : written;
	}
	const written = await writeContact(id, patch, connection);
	return written.ok ? { ok: true, value: { kind: 'contact', read: written.value } } : written;
}

/** What Intercom took and does not hold, such as a phone that it does not believe: written again and again, it would never come to rest. */
function notKept(patch: BackPatch, after: HeldRecord, { back }: BackItem, { words }: BackDeps): string[] {
	const fields = (['name', 'phone', 'email'] as const).filter((field) => {
		if (patch[field] === undefined) return false;
		const holds = field === 'name' ? words.nameOf(after) : after[field];
		return words.canonical(field, holds, back) !== words.canonical(field, patch[field] ?? '', back);
	});
	const attributes = Object.entries(patch.custom_attributes ?? {}).filter(([name, value]) => !isSameValue(after.attributes[name], value));
	return [...fields, ...attributes.map(([name]) => name)];
}

/** What a preview says. Pure. */
export function wouldDo(changes: readonly Change[]): string {
	return `Would change in Intercom: ${changes.map(({ field, before, after }) => `${field} from ${said(before)} to ${said(after)}`).join('; ')}.`;
}
