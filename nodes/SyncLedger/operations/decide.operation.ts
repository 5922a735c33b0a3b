import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { LedgerStore } from '../../../lib/ledger';
import { decideOnPage, pageForm, type PageForm, type PageSaid } from '../../../lib/ledger/decisions/pageDecision';
import { controlOnPage, givenUpForm, jobForm, tryAgainOnPage, type GivenUpForm, type JobForm } from '../../../lib/ledger/decisions/pageJobs';
import { decideRecord, decideStop, type DecideAnswer, type Verdict } from '../../../lib/ledger/decisions/person';
import { subjectWords, type Subject } from '../../../lib/ledger/rows/subject';
import type { HeldBy } from '../../../lib/ledger/rows/work';
import { saidWords } from '../../../lib/ledger/report/said';
import { decideFields } from '../decideFields';
import { ofItem, textParameter, wrongItem } from '../leave';
import type { LedgerOperation } from '../operation';
import { byOfItem, subjectOfItem } from '../subjectFields';

/** A person decides about a review, or about what a stop holds. */
export const decide: LedgerOperation = {
	option: {
		name: 'Decide',
		value: 'decide',
		action: 'Decide a review or a stop',
		description: 'Say what becomes of a record that waits for a person, or of all that a stop holds',
	},
	fields: decideFields,
	run,
};

type AnyForm = PageForm | JobForm | GivenUpForm;

type Wanted = { item: number; by: string } & ({ about: 'page'; form: AnyForm | null } | { about: 'record'; subject: Subject; verdict: Verdict } | { about: 'stop'; heldBy: HeldBy; passes: boolean });

async function run(context: IExecuteFunctions, open: () => Promise<LedgerStore>): Promise<INodeExecutionData[]> {
	const wanted = context.getInputData().map((_, item) => wantedOf(context, item));
	const store = await open();
	const items: INodeExecutionData[] = [];
	for (const one of wanted) items.push(ofItem(one.item, await decided(store, one)));
	return items;
}

async function decided(store: LedgerStore, one: Wanted): Promise<object> {
	switch (one.about) {
		case 'page':
			return await onPage(store, one);
		case 'record':
			return await aboutRecord(store, one);
		case 'stop':
			return await aboutStop(store, one);
	}
}

function wantedOf(context: IExecuteFunctions, item: number): Wanted {
	const by = byOfItem(context, item);
	if (textParameter(context, 'takenFrom', item) === 'page') return { item, by, about: 'page', form: formOf(context, item) };
	const decision = textParameter(context, 'decision', item);
	switch (decision) {
		case 'bind':
			return { item, by, about: 'record', subject: subjectOfItem(context, item), verdict: { do: 'bind', xeroContactId: xeroContactOf(context, item) } };
		case 'create':
		case 'never':
		case 'tryAgain':
		case 'keepIntercom':
		case 'takeXero':
			return { item, by, about: 'record', subject: subjectOfItem(context, item), verdict: { do: decision } };
		case 'letPass':
		case 'sendAway':
			return { item, by, about: 'stop', heldBy: stopOf(context, item), passes: decision === 'letPass' };
		default:
			throw wrongItem(context, item, `"${decision.slice(0, 40)}" is no decision (item ${item + 1}, field Decision).`, 'Use bind, create, never, tryAgain, keepIntercom or takeXero for a record, letPass or sendAway for a stop.');
	}
}

/** As Xero makes its ids. */
const CONTACT_ID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

/** The id, also out of the address that a person copies from Xero. */
function xeroContactOf(context: IExecuteFunctions, item: number): string {
	const given = textParameter(context, 'xeroContactId', item);
	const id = CONTACT_ID.exec(given)?.[0];
	if (id !== undefined) return id.toLowerCase();
	throw wrongItem(context, item, given === '' ? `Item ${item + 1} names no Xero contact (field Xero Contact ID).` : `"${given.slice(0, 60)}" is not the ID of a Xero contact (item ${item + 1}, field Xero Contact ID).`, 'Give the ID as it stands in the address of the contact in Xero, such as 45e4708e-d862-4111-ab3a-dd8cd03913e1.');
}

function stopOf(context: IExecuteFunctions, item: number): HeldBy {
	const stop = textParameter(context, 'stop', item);
	if (stop === 'archive' || stop === 'change') return stop;
	const jobId = textParameter(context, 'stoppedJob', item);
	if (jobId === '') throw wrongItem(context, item, `Item ${item + 1} names no job (field Job).`, 'Give the name of the job, as List shows it.');
	return `job ${jobId}`;
}

/** n8n hands on an object, or the text that somebody typed. */
function formOf(context: IExecuteFunctions, item: number): AnyForm | null {
	const given: unknown = context.getNodeParameter('form', item, null);
	if (typeof given !== 'string') return anyForm(given);
	try {
		return anyForm(JSON.parse(given));
	} catch {
		return null;
	}
}

function anyForm(body: unknown): AnyForm | null {
	return jobForm(body) ?? givenUpForm(body) ?? pageForm(body);
}

/** What the form is about, and what it asks for, beside what came of it. */
function askedIn(form: AnyForm): object {
	if ('jobId' in form) return { jobId: form.jobId, decision: form.decision };
	return 'givenUp' in form ? { ...form.givenUp, decision: 'tryAgain' } : { ...form.subject, decision: form.verdict.do };
}

async function sent(store: LedgerStore, form: AnyForm, by: string): Promise<PageSaid> {
	if ('jobId' in form) return await store.change(controlOnPage(form, by, Date.now()));
	return await store.change('givenUp' in form ? tryAgainOnPage(form, by, Date.now()) : decideOnPage(form, by, Date.now()));
}

/** Whatever was sent, the answer is an item: the page says what came of it. */
async function onPage(store: LedgerStore, { form, by }: Extract<Wanted, { about: 'page' }>): Promise<object> {
	const said = form === null ? 'refused' : await sent(store, form, by);
	const words = saidWords(said);
	return { ...(form !== null && askedIn(form)), by, decided: words?.good === true, said, message: words?.words ?? '', nextStep: '' };
}

async function aboutRecord(store: LedgerStore, { subject, verdict, by }: Extract<Wanted, { about: 'record' }>): Promise<object> {
	const answer = await store.change(decideRecord(subject, verdict, by, Date.now()));
	return { ...subject, decision: verdict.do, by, ...recordWords(subject, verdict, answer) };
}

const DECIDED: Readonly<Record<Verdict['do'], string>> = {
	bind: 'is bound to that Xero contact from now on, and synced at once', create: 'gets a new contact in Xero, now, and keeps it', never: 'is never synced again, until another decision', tryAgain: 'is tried again now, and no stop holds it this time',
	keepIntercom: 'is synced now, and where both sides had changed a field, the value in Intercom counts this time', takeXero: 'is synced now, and where both sides had changed a field, the value in Xero counts this time',
};

function recordWords(subject: Subject, verdict: Verdict, answer: DecideAnswer): { decided: boolean; message: string; nextStep: string } {
	const who = subjectWords(subject);
	const isNew = subject.kind === 'xeroContact' && verdict.do === 'create';
	if (answer.decided) return { decided: true, message: `${who} ${isNew ? 'becomes a user in Intercom, now, whoever there is like it' : DECIDED[verdict.do]}.`, nextStep: '' };
	if (answer.because === 'runningNow') return { decided: false, message: `${who} is being synced right now, so nothing was decided.`, nextStep: 'Try again in a minute.' };
	if (answer.because === 'notBothChanged') return { decided: false, message: `No review says that both sides of ${who} changed, so nothing was decided.`, nextStep: 'Look it up with List, Reviews. Keep Intercom and Take Xero decide a review with the reason changedOnBothSides.' };
	if (answer.because === 'notOfXero') return { decided: false, message: `${who} is a contact of Xero itself, so it cannot be bound to one, and nothing was decided.`, nextStep: 'Set xero_contact_id and xero_organisation_id on its Intercom contact and try again, or decide Create or Never Sync.' };
	return { decided: false, message: `The ledger does not know ${who}, so nothing was decided.`, nextStep: 'Look up the ID with List. A record that Intercom never told of is put into the ledger with Add.' };
}

async function aboutStop(store: LedgerStore, { heldBy, passes, by }: Extract<Wanted, { about: 'stop' }>): Promise<object> {
	const { held } = await store.change(decideStop(heldBy, passes, by, Date.now()));
	return { stop: heldBy, decision: passes ? 'letPass' : 'sendAway', by, held, decided: true, message: stopWords(heldBy, passes, held), nextStep: '' };
}

function stopWords(heldBy: HeldBy, passes: boolean, held: number): string {
	const count = held === 1 ? '1 record' : `${held} records`;
	if (passes) return `${count} may pass, and ${held === 1 ? 'is' : 'are'} due now.`;
	if (heldBy === 'archive') return `${count} will not be archived: Xero stays as it is.`;
	return heldBy === 'change' ? `${count} will not be changed; the next change in Intercom looks again.` : `The job is cancelled; ${count} will not be changed by it.`;
}
