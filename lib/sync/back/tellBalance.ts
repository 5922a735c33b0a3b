import type { Failure } from '../../http/failure';
import { ATTRIBUTES_REFUSED } from '../../ledger/events/settlement';
import type { CustomAttributes } from '../../intercom/profile/profile';
import type { ContactBalance } from '../../xero/reading/contactBalances';
import { KNOWN_NAMES } from '../../intercom/attributes/attributeNames';
import type { BackRecord } from '../record/backRecord';
import type { Change } from '../record/outcome';
import { tagArchived } from './archivedInXero';
import { failedBack, type BackDeps, type BackOptions, type OnItsWay } from './backItem';
import type { FailedBack, ToldOutcome } from './backOutcome';
import { put, wouldDo } from './bringBack';
import { shownOf, type Read } from './changedMeanwhile';
import { recordById } from './findRecord';
import type { HeldRecord } from './heldRecord';
import { isSameValue } from './mergeBack';
import { heldOf } from './toldBack';
import { differingAttributes, whatXeroKnows } from './whatXeroKnows';

/** One Intercom record that is to be told what only Xero knows of its contact. */
export interface TellItem extends OnItsWay {
	back: Pick<BackRecord, 'kind' | 'xeroContactId' | 'xeroContactUrl' | 'organisationId'>;
	balance: ContactBalance;
	/** Whether an archived contact carries a tag, which goes with the status. */
	marks: boolean;
}

/**
 * Tells one Intercom record what only Xero knows: it is read first, so that no lead, nobody who was taken out of the sync and
 * nobody else than the contact's own record is told. Two calls, and one where Intercom holds it already.
 */
export async function tellBalance(item: TellItem, deps: BackDeps, { preview }: Pick<BackOptions, 'preview'>): Promise<ToldOutcome | FailedBack> {
	const { back, intercomId } = item;
	const found = await recordById(back.kind, intercomId, deps.connection);
	if (!found.ok) return failedBack(item, found.failure, found.attempts);
	if (found.value.kind === 'merged') return outcome(item, { reason: 'mergedInIntercom', owesXero: true });
	const held = heldOf(found.value, back.organisationId);
	const seen = { intercomUpdatedAt: held.updatedAt, ...both(found.value, found.value) };
	if (held.isOff) return outcome(item, { reason: 'switchedOff', owesXero: true, ...seen });
	if (held.role === 'lead') return outcome(item, { reason: 'lead', ...seen });
	if (held.named !== '' && held.named !== back.xeroContactId) return outcome(item, { reason: 'keysDisagree', owesXero: true, ...seen });
	const patch = differingAttributes(whatXeroKnows(item.balance, back.kind), held.attributes);
	const changes = Object.entries(patch).map(([field, value]): Change => ({ field, before: textOf(held.attributes[field]), after: textOf(value) }));
	if (changes.length === 0) return outcome(item, { reason: 'nothingChanged', told: true, ...seen });
	if (preview) return outcome(item, { reason: 'wouldUpdate', preview: true, changes, message: wouldDo(changes), ...seen });
	return await write(item, found.value, held, { patch, changes }, deps);
}

async function write(item: TellItem, read: Read, held: HeldRecord, { patch, changes }: { patch: CustomAttributes; changes: Change[] }, deps: BackDeps): Promise<ToldOutcome | FailedBack> {
	const tagged = await tag(item, read, held, patch, deps);
	if (tagged !== null) return tagged;
	const answer = await put(read.kind, held.id, { custom_attributes: patch }, deps);
	if (!answer.ok) return failedBack(item, isOfAttributes(answer.failure, patch) ? attributesRefused(answer.failure.message) : answer.failure, answer.attempts);
	const after = heldOf(answer.value, item.back.organisationId);
	const lost = Object.entries(patch).flatMap(([name, value]) => (isSameValue(after.attributes[name], value) ? [] : [name]));
	if (lost.length > 0) return failedBack(item, notKept(lost, patch), 1);
	return outcome(item, { outcome: 'updated', reason: 'balances', told: true, changes, intercomUpdatedAt: after.updatedAt, ...both(read, answer.value) });
}

/** The tag and the status go together, the tag first: else one that was archived and is active again would keep it. */
async function tag(item: TellItem, read: Read, { attributes }: HeldRecord, patch: CustomAttributes, { connection, tags }: BackDeps): Promise<FailedBack | null> {
	const name = KNOWN_NAMES.contact.xero_contact_status;
	const isArchived = item.balance.status !== 'ACTIVE';
	if (read.kind !== 'contact' || !item.marks || !(name in patch) || (!isArchived && textOf(attributes[name]) === '')) return null;
	const tagged = await tagArchived(read.read, isArchived, connection, tags);
	return tagged.ok ? null : failedBack(item, tagged.failure, tagged.attempts);
}

function both(before: Read, after: Read): Pick<ToldOutcome, 'shown' | 'shownBefore'> {
	const [{ shown: shownBefore }, { shown }] = [shownOf(before), shownOf(after)];
	return { ...(shownBefore !== undefined && { shownBefore }), ...(shown !== undefined && { shown }) };
}

function outcome({ back, intercomId }: TellItem, what: Partial<ToldOutcome> & Pick<ToldOutcome, 'reason'>): ToldOutcome {
	const { xeroContactId, xeroContactUrl, organisationId } = back;
	return { outcome: 'unchanged', told: false, intercomId, xeroContactId, xeroContactUrl, organisationId, requestIds: [], notes: [], changes: [], intercomUpdatedAt: 0, owesXero: false, ...what };
}

const NEXT_STEP = 'Run Workspace: Prepare with What Only Xero Knows, which makes these attributes and says what is wrong with those that are there.';

/** Intercom names the attribute that it refuses; one of another type takes some values. @see https://developers.intercom.com/docs/references/rest-api/errors/error-codes */
function isOfAttributes({ class: kind, message }: Failure, patch: CustomAttributes): boolean {
	return kind === 'validation' && !message.includes('(type_mismatch)') && Object.keys(patch).some((name) => message.includes(name));
}

/** Nobody is named: it stands in one alert for all. */
function attributesRefused(message: string): Failure {
	return { class: 'validation', reason: ATTRIBUTES_REFUSED, message, nextStep: NEXT_STEP, retryable: false };
}

/** Where it holds nothing of it, it has not the attributes; an emptied value alone says nothing. */
function notKept(lost: readonly string[], patch: CustomAttributes): Failure {
	const given = Object.keys(patch).filter((name) => patch[name] !== null);
	const refused = attributesRefused(`Intercom accepted what only Xero knows, but does not hold it: ${lost.join(', ')}.`);
	return given.length > 0 && given.every((name) => lost.includes(name)) ? refused : { ...refused, reason: 'notKept' };
}

function textOf(value: CustomAttributes[string] | undefined): string {
	return value === null || value === undefined ? '' : String(value);
}
