import { alreadyWritten } from '../../../lib/sync/write/alreadyWritten';
import { decide, type Claims, type DecideOptions } from '../../../lib/sync/decide/decide';
import { SyncMemory } from '../../../lib/sync/write/memory';
import { synced } from '../../../lib/sync/record/outcomes';
import type { LastSync, MappedRecord } from '../../../lib/sync/record/record';
import type { Run } from '../../../lib/sync/write/run';
import { contactOf, id, ME, OPTIONS, ORGANISATION, recordOf, viewOf } from './records';

const LAST: LastSync = { fingerprint: 'f1', xeroContactId: 'a', sourceUpdatedAt: 1, xeroUpdatedAt: 2, values: {} };

function settledWithoutACall(record: MappedRecord): ReturnType<typeof alreadyWritten> {
	const deps = { memory: new SyncMemory(), clock: { now: () => 0 } };
	return alreadyWritten({ deps, options: { organisationId: ORGANISATION, compareAlways: false } } as unknown as Run, record);
}

describe('an equal fingerprint settles a record without a call', () => {
	const here = (contactId: string) => ({ contactId, organisationId: ORGANISATION });

	test.each<[string, MappedRecord]>([
		['where Intercom has no reference yet', recordOf({ lastSync: LAST })],
		['where the reference leads to the contact written last, in any case', recordOf({ lastSync: LAST, match: here('A') })],
		['where the reference belongs to another organisation', recordOf({ lastSync: LAST, match: { contactId: 'z', organisationId: 'org-2' } })],
		['where the state knows no contact and the reference does', recordOf({ lastSync: { ...LAST, xeroContactId: undefined }, match: here('a') })],
	])('%s', (_, record) => {
		expect(settledWithoutACall(record)).toMatchObject({ outcome: 'unchanged', reason: 'sameFingerprint', xeroContactId: expect.stringMatching(/^a$/i) });
	});

	test.each<[string, MappedRecord]>([
		['a reference that leads elsewhere: a person set it, or it leads nowhere', recordOf({ lastSync: LAST, match: here('z') })],
		['another fingerprint', recordOf({ lastSync: { ...LAST, fingerprint: 'f2' } })],
		['no contact known', recordOf({ lastSync: { ...LAST, xeroContactId: undefined } })],
	])('but not with %s', (_, record) => {
		expect(settledWithoutACall(record)).toBeUndefined();
	});
});

describe('the Name kept for the next run', () => {
	const valuesAfter = (name: string, record = recordOf()) => {
		const contact = contactOf('a', { Name: name, FirstName: 'Jane', LastName: 'Doe' });
		const outcome = synced(record, { outcome: 'updated', reason: 'x', organisationId: ORGANISATION, xeroContactId: 'a', xeroUpdatedAt: 1, contact });
		return outcome.outcome === 'updated' ? outcome.values : undefined;
	};

	test.each([
		['our own', 'Jane Doe', recordOf()],
		['our own in another case', 'JANE  Doe', recordOf()],
		['our own with a suffix', 'Jane Doe (Acme)', recordOf({ match: { company: 'Acme' } })],
		['one that an earlier run wrote and a rule keeps', 'Jane Smith', recordOf({ lastSync: { ...LAST, values: { Name: 'Jane Smith' } } })],
	])('is there where it is %s', (_, name, record) => {
		expect(valuesAfter(name, record)).toMatchObject({ Name: name, FirstName: 'Jane' });
	});

	test.each(['DOE, Jane (VIP)', 'Acme Pty Ltd'])('is left out where somebody else gave it (%s), so that it is never taken for ours', (name) => {
		expect(valuesAfter(name)).toEqual({ FirstName: 'Jane', LastName: 'Doe' });
	});
});

test("a lead with a user's email is a duplicate from the first run on, not only once that user is written", () => {
	const lead = recordOf({ role: 'lead', intercomId: ME });
	const contact = contactOf('a', { EmailAddress: 'jane@example.com' });
	const claims: Claims = { seniors: new Map([['jane@example.com', id(2)]]), contacts: new Map(), names: new Set() };
	const options: DecideOptions = { ...OPTIONS, nameTaken: 'suffix', conflict: 'intercomWins' };
	const decision = decide({ record: lead, lost: 0, broken: 0, sent: 0, requestIds: [] }, viewOf(contact), claims, options);
	expect(decision).toMatchObject({ kind: 'settled', outcome: { outcome: 'review', reason: 'duplicateInIntercom', candidates: [{ xeroContactId: 'a' }] } });
	const alone = decide({ record: lead, lost: 0, broken: 0, sent: 0, requestIds: [] }, viewOf(contact), { ...claims, seniors: new Map() }, options);
	expect(alone).toMatchObject({ kind: 'settled', outcome: { outcome: 'review', reason: 'unverified' } });
});
