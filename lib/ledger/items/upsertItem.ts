import { TOLD_ABOUT, type ReferenceFailure, type Settlement, type ToldFact } from '../events/settlement';
import { isRecord } from '../../http/isRecord';
import type { AuditChange } from '../rows/audit';
import type { Who } from '../rows/review';
import { aboutRecord, mustBeOf, mustBeOfOrganisation } from './about';
import type { Carried } from './carriedKey';
import { failureFields, requestIdsOf } from './failureFields';
import { ItemReader } from './itemReader';

type Synced = Extract<Settlement, { outcome: 'synced' }>;

/** Its contact in Xero is as it should be: an item of Synced of the upsert, whether or not its reference was stored since. */
export function syncedFrom(read: ItemReader, carried: Carried): Synced {
	const record = read.part('record');
	const as = syncedAs(record, carried);
	const staff = as === 'staff' ? record.part('staff') : null;
	mustBeOf(carried, read, staff === null ? 'intercomId' : 'record.staff.intercomId', staff === null ? read.filled('intercomId') : staff.filled('intercomId'));
	const xeroContactId = read.filled('xeroContactId');
	const organisationId = read.filled('organisationId');
	mustBeOfOrganisation(carried, read, organisationId, 'Xero Contact Upsert');
	const values = read.object('values');
	const tell = toldFacts(read);
	return {
		...aboutRecord(carried), outcome: 'synced', result: read.oneOf('outcome', ['created', 'updated', 'unchanged', 'linked']), as, reason: read.filled('reason'), xeroContactId,
		// Its own, also where it was written together with others of its company: it is compared with the item's own next time.
		fingerprint: record.filled('fingerprint'), sourceUpdatedAtSeconds: staff === null ? record.part('source').number('updatedAt') : (staff.optionalNumber('updatedAt') ?? 0),
		xeroUpdatedAt: read.number('xeroUpdatedAt'), reference: isNamed(read, record, xeroContactId, organisationId) ? 'stored' : 'owed', changes: changesOf(read), requestIds: requestIdsOf(read),
		...(values !== undefined && { values }), ...(tell.length > 0 && { tell }), ...(carried.shown !== undefined && { shown: carried.shown }),
		...(read.isTrue('owesIntercom') && { owesIntercom: true as const }),
	};
}

/** A person decides: an item of Review of the upsert, of Archive Contact or of the Intercom Contact Upsert. */
export function reviewFrom(read: ItemReader, carried: Carried): Settlement {
	const candidates = read.entries('candidates').map((candidate) => ({
		xeroContactId: candidate.filled('xeroContactId'), name: candidate.text('name'), email: candidate.text('email'), status: candidate.text('status'), url: candidate.text('url'),
	}));
	return {
		...aboutRecord(carried), ...whoOf(read), outcome: 'review', reason: read.filled('reason'), message: read.filled('message'), nextStep: read.text('nextStep'), candidates, changes: changesOf(read), requestIds: requestIdsOf(read),
	};
}

/** The name and email that would go to Xero; an item of Archive Contact has none. */
function whoOf(read: ItemReader): { who?: Who } {
	const back = read.object('back');
	if (back !== undefined) {
		const inXero = new ItemReader(back);
		return { who: { name: inXero.text('shownName'), email: inXero.text('email') } };
	}
	const xero = read.object('record')?.xero;
	if (!isRecord(xero)) return {};
	const said = new ItemReader(xero);
	return { who: { name: said.text('Name'), email: said.text('EmailAddress') } };
}

/** Failures that come about before Xero is asked: they say nothing of how it stands. See parseRecord, parseArchive and guarded in lib/sync. */
const NEVER_ASKED: ReadonlySet<string> = new Set(['notAMappedRecord', 'intercomIdInvalid', 'xeroContactIdInvalid', 'noteEmpty', 'unexpected', 'noOutcome']);

/** It could not be written, or its removal not be followed: an item of Failed of the upsert. */
export function writeFailureFrom(read: ItemReader, carried: Carried, step: 'write' | 'remove'): Settlement {
	const failure = failureFields(read);
	const xeroContactId = read.text('xeroContactId');
	return {
		...aboutRecord(carried), outcome: 'failed', ...failure, vendor: NEVER_ASKED.has(failure.reason) ? 'mapping' : 'xero', step, requestIds: requestIdsOf(read), ...(xeroContactId !== '' && { xeroContactId }),
	};
}

/** Its contact is synced, and Intercom did not take the reference: an item of Failed of Set Xero Reference, which has the upsert's item inside. */
export function referenceFailureFrom(read: ItemReader, carried: Carried): Settlement {
	const { class: kind, reason, message, nextStep, retryable, retryAt } = failureFields(read);
	const referenceFailure: ReferenceFailure = { class: kind, reason, message, nextStep, retryable, ...(retryAt !== undefined && { retryAt }) };
	return { ...syncedFrom(read.part('input'), carried), reference: 'owed', referenceFailure };
}

function syncedAs(record: ItemReader, { kind }: Carried): Synced['as'] {
	const isOrganisation = record.text('kind') === 'organisation';
	if (!isOrganisation) {
		if (kind === 'company') record.fault('kind', 'is not organisation, but the ledger\'s row is of a company');
		return 'person';
	}
	return kind === 'contact' ? 'staff' : 'organisation';
}

/** Whether the Intercom record names its Xero contact: because Set Xero Reference said so, or because it did when it was read. */
function isNamed(read: ItemReader, record: ItemReader, xeroContactId: string, organisationId: string): boolean {
	const stored = read.object('xeroReference') ?? {};
	const isStored = same(stored.xero_contact_id, xeroContactId) && same(stored.xero_organisation_id, organisationId);
	const match = record.part('match');
	return isStored || (same(match.text('contactId'), xeroContactId) && same(match.text('organisationId'), organisationId));
}

/** What a person should hear of; a fact of a kind that this ledger does not know holds up no settlement. */
function toldFacts(read: ItemReader): ToldFact[] {
	return read.entries('tell').flatMap((fact): ToldFact[] => {
		const about = TOLD_ABOUT.find((one) => one === fact.text('about'));
		const key = fact.text('key');
		return about === undefined || key === '' ? [] : [{ key, about, message: fact.text('message'), nextStep: fact.text('nextStep'), url: fact.text('url') }];
	});
}

/** What changed, field by field. */
export function changesOf(read: ItemReader): AuditChange[] {
	return read.entries('changes').map((change) => ({ field: change.filled('field'), before: change.text('before'), after: change.text('after') }));
}

function same(a: unknown, b: string): boolean {
	return typeof a === 'string' && a.trim().toLowerCase() === b.toLowerCase();
}
