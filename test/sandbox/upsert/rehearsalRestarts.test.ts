import fc from 'fast-check';
import { keysOfRecord } from '../../../lib/sync/identity/meetingKeys';
import type { ForeseenContact } from '../../../lib/sync/record/foreseen';
import type { Outcome } from '../../../lib/sync/record/outcome';
import type { MappedRecord } from '../../../lib/sync/record/record';
import type { ContactInput } from '../../../sandbox/xero/contactInput';
import { recordOf } from './people';
import { openStage, type Stage } from './stage';

/**
 * A dry run whose pages are looked at by one process or by several, or that was restarted in its midst, foresees what the live
 * run then does: what earlier pages would take or give up comes by the ledger alone.
 */
const MAIN = 'ffffffff-0000-4000-8000-';
const contactIdOf = (place: number) => `${MAIN}${String(place).padStart(12, '0')}`;
const idOf = (place: number) => `6961d4aa${String(place).padStart(16, '0')}`;

const email = fc.constantFrom('ann@acme.example', 'office@acme.example', 'joe@other.example', 'zoe@other.example');
/** Where the list is not known, only a refusal by Xero tells that a name is taken there, and whether an accent makes two names of one: nobody can foresee it. */
const NAMES = ['Ann Lee', 'Joe Heir', 'Zoë Ray', 'ANN lee', 'Ann Lee (joe@other.example)'];
const nameOf = (fillers: number) => fc.constantFrom(...NAMES, ...(fillers === 0 ? ['Zoe Ray'] : []));
const place = fc.nat({ max: 3 });

interface Person {
	name: string;
	email: string;
	/** The contact of Xero that its reference names. */
	reference?: number;
}

interface Seed {
	name: number;
	email?: string;
	/** Whose number it has: an Intercom record's, or another system's. */
	number?: number | 'other system';
	/** Into which of the others it was merged. */
	mergedInto?: number;
}

const peopleOf = (fillers: number) => fc.array(fc.record({ name: nameOf(fillers), email, reference: place }, { requiredKeys: ['name', 'email'] }), { minLength: 2, maxLength: 6 });
const seeds = fc.array(fc.record({ name: fc.nat({ max: 9 }), email, number: fc.oneof(fc.nat({ max: 7 }), fc.constant('other system' as const)), mergedInto: place }, { requiredKeys: ['name'] }), { maxLength: 4 });

/** Names are unique among contacts that are active, and numbers among all. */
function contactsOf(wanted: readonly Seed[], fillers: number): ContactInput[] {
	const numbers = new Set<unknown>();
	return wanted.map((seed, at) => {
		const isMerged = seed.mergedInto !== undefined && seed.mergedInto < at;
		const isNew = seed.number !== undefined && !numbers.has(seed.number);
		numbers.add(seed.number);
		const names = fillers === 0 ? ['Ann Lee', 'Joe Heir', 'Zoë Ray', 'Old Name'] : [];
		const ContactNumber = !isNew ? undefined : seed.number === 'other system' ? 'CRM-1' : idOf(seed.number as number);
		return { ContactID: contactIdOf(at), Name: seed.name < names.length && wanted.findIndex((other) => other.name === seed.name) === at ? names[seed.name]! : `Contact ${at}`, ...(seed.email && { EmailAddress: seed.email }), ...(ContactNumber && { ContactNumber }), ...(isMerged && { ContactStatus: 'ARCHIVED', MergedToContactID: contactIdOf(seed.mergedInto!) }) } as ContactInput;
	});
}

function recordsOf(stage: Stage, wanted: readonly Person[]): MappedRecord[] {
	return wanted.map((person, at) => {
		const record = recordOf({ id: idOf(at), name: person.name, email: person.email });
		return person.reference === undefined ? record : { ...record, match: { ...record.match, contactId: contactIdOf(person.reference), organisationId: stage.organisationId } };
	});
}

/** What became of a record, or would; a contact that the run itself makes has no id of its own. */
function ending(outcome: Outcome): object {
	if (outcome.outcome === 'review' || outcome.outcome === 'failed') return { outcome: outcome.outcome, reason: outcome.reason };
	const is = outcome.outcome !== 'preview' ? outcome.outcome : outcome.reason === 'wouldCreate' ? 'created' : 'updated';
	return { outcome: is, ...(outcome.xeroContactId.startsWith(MAIN) && { xeroContactId: outcome.xeroContactId }), changes: outcome.changes.map(({ field, before, after }) => `${field}: ${before} > ${after}`).sort() };
}

interface Row extends ForeseenContact {
	id: string;
}

/** As Recall Forecasts gives it. */
function recalled(rows: readonly Row[], page: readonly MappedRecord[]): Row['contact'][] {
	const keys = new Set(page.flatMap(keysOfRecord));
	const own = new Set(page.map(({ intercomId }) => intercomId));
	return rows.filter((row) => !own.has(row.id) && row.keys.some((key) => keys.has(key))).map(({ contact }) => contact);
}

describe.each([
	['the list of a small organisation', 0],
	['targeted reads of a large one', 2_500],
])('%s', (_, fillers) => {
	let stage: Stage;
	beforeAll(async () => {
		stage = await openStage({}, fillers);
	});
	afterAll(async () => await stage.stop());

	it('a dry run foresees the live run, wherever processes change between its pages', async () => {
		await fc.assert(
			fc.asyncProperty(peopleOf(fillers), seeds, fc.infiniteStream(fc.boolean()), async (wanted, inXero, restarts) => {
				stage.reset();
				stage.seed(...contactsOf(inXero, fillers));
				const records = recordsOf(stage, wanted);
				const rows: Row[] = [];
				const foreseen: object[] = [];
				for (const record of records) {
					if (restarts.next().value) stage.forget();
					const [outcome] = await stage.upsert([record], { preview: true, massChange: 'write', series: { name: 'job', isLast: false }, rehearsal: { name: 'dry', contacts: recalled(rows, [record]) } });
					foreseen.push(ending(outcome!));
					if ('foreseen' in outcome! && outcome.foreseen !== undefined) rows.push({ ...outcome.foreseen, id: record.intercomId });
				}
				expect(stage.overwritten()).toEqual([]);
				stage.forget();
				const happened: object[] = [];
				for (const record of records) happened.push(...(await stage.upsert([record], { massChange: 'write' })).map(ending));
				expect(foreseen).toEqual(happened);
			}),
			{ numRuns: fillers === 0 ? 100 : 20 },
		);
	}, 600_000);
});
