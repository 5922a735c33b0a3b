import { isRecord } from '../http/isRecord';
import type { MappedRecord } from '../sync/record/record';
import { inXerosWords } from './back/xerosWords';
import type { PersonResult } from './person/person';

type Remembered = Pick<MappedRecord, 'lastSync' | 'decision' | 'approved' | 'uncertain' | 'compare' | 'bothWays' | 'bothChangedDecision'>;

/**
 * A mapped record with what the ledger remembers of it: the last sync, what a person decided, whether a stop let it pass,
 * whether an execution may have written it, whether it is to be compared with Xero. Only where the record is the very one that the ledger handed out, and is mapped
 * as what it is synced as there: a contact as a person, a company as an organisation, and where companies are billed a
 * contact as one of its company's staff. A name that both sides agreed on is in Xero's words. One that a person never wants in Xero is skipped. What cannot be read counts as not there. Pure.
 * @param ledger as an item carries it, see docs/contracts.md
 */
export function withRemembered(result: PersonResult, ledger: unknown): PersonResult {
	if (result.kind !== 'mapped' || !isRecord(ledger)) return result;
	const { record } = result;
	const { decision } = ledger;
	if (isRecord(decision) && decision.do === 'never') {
		return { kind: 'skipped', intercomId: record.staff?.intercomId ?? record.intercomId, reason: 'neverSync', message: 'A person decided never to sync it.' };
	}
	return isOf(record, ledger) ? { ...result, record: { ...record, xero: inXerosWords(record, ledger), ...rememberedOf(ledger, record) } } : result;
}

function isOf({ kind, intercomId, staff }: MappedRecord, ledger: Readonly<Record<string, unknown>>): boolean {
	if (ledger.kind === 'company') return kind === 'organisation' && staff === undefined && intercomId === ledger.id;
	if (ledger.kind !== 'contact') return false;
	return ledger.billTo === 'company' ? staff?.intercomId === ledger.id : kind === 'person' && intercomId === ledger.id;
}

/** As the ledger wrote them; the upsert reads them as it reads any item. */
function rememberedOf({ lastSync, decision, approved, uncertain, compare, bothWays, bothChangedDecision }: Readonly<Record<string, unknown>>, record: MappedRecord): Remembered {
	const back = { ...(isRecord(bothWays) && { bothWays }), ...(typeof bothChangedDecision === 'string' && { bothChangedDecision }) };
	const filled = { ...back, ...(isRecord(lastSync) && { lastSync: record.staff === undefined ? lastSync : ofStaff(record.source.updatedAt, lastSync) }), ...(isRecord(decision) && { decision }) };
	return { ...(filled as Remembered), ...(approved === true && { approved }), ...(uncertain === true && { uncertain }), ...(compare === true && { compare }) };
}

/** The ledger knows when the contact was changed, and the record is of its company: the time says nothing about which state of that is older. */
function ofStaff(companyUpdatedAt: number, lastSync: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
	const { sourceUpdatedAt: staffUpdatedAt } = lastSync;
	return typeof staffUpdatedAt === 'number' ? { ...lastSync, sourceUpdatedAt: Math.min(staffUpdatedAt, companyUpdatedAt), staffUpdatedAt } : lastSync;
}
