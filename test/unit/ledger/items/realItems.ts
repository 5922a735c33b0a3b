import type { IDataObject } from 'n8n-workflow';
import { companyFailed, companyGone, failed as readFailed, gone, sorted, type Exit } from '../../../../nodes/IntercomContacts/exit';
import { notAProfile, outputOf } from '../../../../nodes/IntercomToXeroMapper/results';
import { emit, type EmittingOperation, type ItemOutcome } from '../../../../nodes/XeroContactUpsert/emit';
import type { Failure } from '../../../../lib/http/failure';
import type { CarriedLedger } from '../../../../lib/ledger/events/carried';
import { mapContactToPerson, type PersonResult } from '../../../../lib/mapping/person/person';
import { archiveReview, archiveSettled } from '../../../../lib/sync/archive/archiveOutcomes';
import { failed, review, synced, type SyncedFacts } from '../../../../lib/sync/record/outcomes';
import type { MappedRecord } from '../../../../lib/sync/record/record';
import { company, organisationOf, staffOf } from '../../../sandbox/upsert/companies';
import { profileOf, recordOf } from '../../../sandbox/upsert/people';

/** Items made by the code of the nodes themselves: nothing here writes down what an item looks like. */

export const ID = '6961d4041c1e12de4c540001';
export const COMPANY = '5862c0041c1e12de4c540001';
export const ORGANISATION = '45e4708e-d862-4111-ab3a-dd8cd03913e1';
export const XERO_ID = '1111aaaa-d862-4111-ab3a-dd8cd03913e1';

export const HANDED_OUT: CarriedLedger = {
	name: 'default', kind: 'contact', id: ID, token: 't1', leaseUntil: 1, why: 'notification', topic: '', attempts: 0, uncertain: false, findArchived: false, approved: false, jobId: null, lastSync: null, decision: null,
	policy: null, goneReason: null, billTo: 'person', organisationId: ORGANISATION, workspaceId: 'w', left: 'trigger.due', shown: 'hash', url: 'https://app.intercom.com/a/apps/w/users/1', segments: 'Paying',
};

export const FAILURE: Failure = { class: 'quota', reason: 'intercomQuota', message: 'Intercom has no calls left.', nextStep: 'Wait.', retryable: true, retryAt: Date.UTC(2026, 10, 30), requestId: 'r9' };

const ledgerOf = (changes: Partial<CarriedLedger> = {}): IDataObject => ({ ledger: { ...HANDED_OUT, ...changes } as unknown as IDataObject });
const OF_COMPANY: Partial<CarriedLedger> = { kind: 'company', id: COMPANY, billTo: 'company' };
const person = recordOf({ id: ID, name: 'Jane Doe', email: 'jane@example.com', updatedAt: 77 });
const acme = company({}, { id: COMPANY, updated_at: 5 });
const staff = staffOf(acme, { id: ID, name: 'Jane Doe', email: 'jane@acme.example', updatedAt: 77 });

const FACTS: SyncedFacts = { outcome: 'updated', reason: 'matchedByEmail', organisationId: ORGANISATION, xeroContactId: XERO_ID, xeroUpdatedAt: 99, changes: [{ field: 'Name', before: 'Jane', after: 'Jane Doe' }], requestIds: ['r1'] };
const CANDIDATE = { ContactID: XERO_ID, Name: 'Jane', EmailAddress: 'jane@example.com' };
const REMOVAL = { intercomId: ID, action: 'archive', note: '' } as const;
const RUN = { organisationId: ORGANISATION, requestIds: ['r1'] };

function fromReading(exit: Exit, carrying: 'profile' | 'company' | 'reference', input: IDataObject): IDataObject {
	return sorted([[exit]], [{ json: input }], carrying).flat()[0]!.json;
}

function fromMapper(result: PersonResult, changes: Partial<CarriedLedger> = {}): IDataObject {
	return outputOf(result, ledgerOf(changes)).json;
}

function fromUpsert(record: MappedRecord | IDataObject, outcome: ItemOutcome, operation: EmittingOperation = 'upsert', changes: Partial<CarriedLedger> = {}): IDataObject {
	return emit([{ json: { ...(record as unknown as IDataObject), ...ledgerOf(changes) } }], [outcome], operation).flat()[0]!.json;
}

const upserted = fromUpsert(person, synced(person, FACTS));
const reference = { xero_contact_id: XERO_ID, xero_contact_url: null, xero_organisation_id: ORGANISATION };
const tooLong = mapContactToPerson(profileOf({ id: ID, name: 'x'.repeat(300) }), { mapping: { kind: 'recommended', preset: 'person', phoneSlot: 'DEFAULT' }, syncWhom: { who: 'everyone' }, rules: {}, defaultCountry: 'AU', unreadablePhone: 'reject' });

/** One real item of every output of every node that Settle takes. */
export const ITEMS: Readonly<Record<string, IDataObject>> = {
	merged: fromReading(gone(ID, 'merged', 'winner'), 'profile', ledgerOf()),
	archived: fromReading({ ...gone(ID, 'archived'), json: { ...gone(ID, 'archived').json, changedAtSeconds: 55 } } as Exit, 'profile', ledgerOf()),
	companyGone: fromReading(companyGone(COMPANY), 'company', ledgerOf(OF_COMPANY)),
	unread: fromReading(readFailed(FAILURE, 3, ledgerOf(), ID), 'profile', ledgerOf()),
	companyUnread: fromReading(companyFailed(FAILURE, 3, ledgerOf(OF_COMPANY), COMPANY), 'company', ledgerOf(OF_COMPANY)),
	rejected: fromMapper(tooLong),
	noProfile: fromMapper(notAProfile({})),
	skipped: fromMapper({ kind: 'skipped', intercomId: ID, reason: 'lead', message: 'A lead.' }),
	updated: upserted,
	created: fromUpsert(person, synced(person, { ...FACTS, outcome: 'created' })),
	telling: fromUpsert(person, synced(person, { ...FACTS, tell: [{ key: 'k', about: 'addressChanged', message: 'Invoices go elsewhere.', nextStep: 'Look.', url: 'https://go.xero.com/1' }] })),
	linked: fromUpsert(staff, synced(staff, { ...FACTS, outcome: 'linked' }), 'upsert', { billTo: 'company' }),
	ofCompany: fromUpsert(organisationOf(acme), synced(organisationOf(acme), { ...FACTS, outcome: 'created' }), 'upsert', OF_COMPANY),
	review: fromUpsert(person, review(person, 'ambiguous', [CANDIDATE], { changes: FACTS.changes ?? [], requestIds: ['r1'] })),
	failed: fromUpsert(person, failed(ID, { ...FAILURE, reason: 'xeroQuotaDay', quota: 'day' }, 2, ['r1'])),
	noRecord: fromUpsert({ hello: 1 }, failed('', { class: 'validation', reason: 'notAMappedRecord', message: 'no record', nextStep: 'Connect', retryable: false }, 0)),
	stored: { ...upserted, xeroReference: reference, referenceWritten: true, ledger: { ...(upserted.ledger as IDataObject), left: 'reference.done' } },
	notStored: fromReading(readFailed({ ...FAILURE, class: 'auth', reason: 'intercomPermissionMissing', retryable: false }, 1, upserted, ID), 'reference', upserted),
	mergedBehind: fromReading(gone(ID, 'merged', 'winner'), 'reference', upserted),
	companyGoneBehind: fromReading(companyGone(COMPANY), 'reference', ledgerOf({ billTo: 'company' })),
	left: { contactId: ID, policy: 'leave', reason: 'deleted', ...ledgerOf({ left: 'trigger.gone', policy: 'leave', goneReason: 'deleted' }) },
	told: { contactId: ID, policy: 'tell', reason: 'archived', ...ledgerOf({ left: 'trigger.gone', policy: 'tell', goneReason: 'archived' }) },
	archivedInXero: fromUpsert({ contactId: ID }, archiveSettled(REMOVAL, { outcome: 'updated', reason: 'archived', contact: CANDIDATE }, RUN), 'archive'),
	noted: fromUpsert({ contactId: ID }, archiveSettled({ ...REMOVAL, action: 'note', note: 'gone' }, { outcome: 'updated', reason: 'noted', contact: CANDIDATE }, RUN), 'archive'),
	notThere: fromUpsert({ contactId: ID }, archiveSettled(REMOVAL, { outcome: 'unchanged', reason: 'notFound' }, RUN), 'archive'),
	notArchived: fromUpsert({ contactId: ID }, archiveReview(REMOVAL, 'massChange', [CANDIDATE], ['r1']), 'archive'),
	previewed: { ...fromUpsert(person, { ...synced(person, FACTS), outcome: 'preview', message: 'm', preview: true } as ItemOutcome, 'preview'), referenceWritten: false },
	reviewPreviewed: fromUpsert(person, { ...review(person, 'ambiguous', [CANDIDATE], { requestIds: ['r1'] }), preview: true }, 'preview'),
	failurePreviewed: fromUpsert(person, { ...failed(ID, FAILURE, 2, ['r1']), preview: true }, 'preview'),
	archiveFailed: fromUpsert({ contactId: ID }, failed(ID, { ...FAILURE, class: 'uncertain', reason: 'xeroStillUncertain' }, 3), 'archive'),
};

/** Items that went no further than to be read or mapped, or whose policy nobody followed. */
export const ENDS_OF_NO_WAY: Readonly<Record<string, IDataObject>> = {
	due: { contactId: ID, ...ledgerOf() },
	read: fromReading({ output: 'done', json: { ...profileOf({ id: ID }) } as unknown as IDataObject }, 'profile', ledgerOf()),
	mapped: fromMapper({ kind: 'mapped', record: person }),
	notFollowed: { contactId: ID, ...ledgerOf({ left: 'trigger.gone', policy: 'archive', goneReason: 'deleted' }) },
};
