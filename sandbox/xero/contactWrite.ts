import { randomUUID } from 'node:crypto';
import { badPostData, noData, notFound, validation, type Answer } from './answer';
import { checkContact } from './contactCheck';
import { applyInput, isObject, list, type ContactInput } from './contactInput';
import { copyRecord, emptyRecord, TEXT_FIELDS, type ContactRecord } from './contactRecord';
import { ARCHIVED_TEXT, clashes, sentId, targetOf } from './contactTarget';
import { contactView } from './contactView';
import { writtenError, type Refusal } from './contactRefusal';
import { elementsOf, envelope, isGuid, summarises, type XeroCall } from './operation';

type Written = { before: ContactRecord | null; record: ContactRecord };
type Result = Written | Refusal;

/** PUT /Contacts: creates, and refuses names and numbers that are taken. */
export function createContacts(call: XeroCall): Answer {
	return writeAll(call, (input) => create(call, withoutKeys(input)), false);
}

/** POST /Contacts: creates or updates; without ContactID it overwrites whoever has the number or the name. */
export function updateOrCreateContacts(call: XeroCall): Answer {
	return writeAll(call, (input) => update(call, input, targetOf(call, input)));
}

/** POST /Contacts/{ContactID} */
export function updateContact(call: XeroCall): Answer {
	const target = call.organisation.contacts.get(call.params.key ?? '');
	if (target === undefined) return notFound();
	return writeAll(call, (input) => update(call, { ...input, ContactID: target.id }, target), false);
}

/** Elements one after the other, so that two equal ones in a batch clash; the answer follows summarizeErrors. */
function writeAll(call: XeroCall, write: (input: ContactInput) => Result, idsCount = true): Answer {
	const inputs = elementsOf(call.body, 'Contacts');
	if (inputs === null || inputs.length === 0) return noData();
	const broken = unreadable(inputs);
	if (broken !== null) return badPostData(broken);
	if (idsCount && namesUnknownId(call, inputs)) return notFound();
	const ledgerBefore = call.world.ledger.entries.length;
	const notedBefore = call.world.webhooks.noted;
	const results = inputs.map((input) => write(tidied(input, call)));
	const refusals = results.filter((result): result is Refusal => 'messages' in result);
	const summarise = summarises(call.query);
	if (refusals.length > 0 && summarise) {
		if (call.kernel.switches.get('xero.partialSave') === 'notSaved') undo(call, results, ledgerBefore, notedBefore);
		return validation(refusals.map((refusal) => writtenError(refusal, true)));
	}
	const contacts = results.map((result) => resultView(call, result, summarise));
	if (call.kernel.switches.get('xero.batchOrder') === 'reversed') contacts.reverse();
	return envelope(call, { Contacts: contacts });
}

function create(call: XeroCall, input: ContactInput): Result {
	const blank = emptyRecord(randomUUID(), call.kernel.clock.now());
	return store(call, input, null, applyInput(blank, { ...input, ContactStatus: undefined }, call.kernel.switches));
}

function update(call: XeroCall, input: ContactInput, target: ContactRecord | undefined): Result {
	const id = sentId(input);
	if (target === undefined && id !== undefined) {
		return { input, id, messages: ['The contact could not be found.'], slots: new Map() };
	}
	if (target === undefined) return create(call, input);
	if (target.status !== 'ACTIVE') return { input, id: target.id, messages: [ARCHIVED_TEXT], slots: new Map() };
	return store(call, input, target, applyInput(copyRecord(target), input, call.kernel.switches));
}

function store(call: XeroCall, input: ContactInput, before: ContactRecord | null, becomes: ContactRecord): Result {
	const { messages, slots } = checkContact(input, becomes, call.organisation, call.kernel.switches);
	const all = [...messages, ...clashes(call, before, becomes)];
	if (all.length > 0) return { input, id: before?.id ?? null, messages: all, slots };
	const touch = call.kernel.switches.get('xero.identicalPost') === 'touched';
	return { before, record: call.organisation.save(before, becomes, call.author, touch) };
}

/** A batch that is refused as a whole leaves nothing behind. */
function undo(call: XeroCall, results: Result[], ledgerBefore: number, notedBefore: number): void {
	for (const result of [...results].reverse()) {
		if ('messages' in result) continue;
		if (result.before === null) call.organisation.contacts.remove(result.record.id);
		else call.organisation.contacts.put(result.before);
	}
	call.world.ledger.rollback(ledgerBefore);
	call.world.webhooks.takeBack(notedBefore);
}

function resultView(call: XeroCall, result: Result, summarise: boolean): Record<string, unknown> {
	if ('messages' in result) return writtenError(result, false);
	const { record } = result;
	const view = contactView(record, call.organisation.groupsOf(record.id), 'written');
	return summarise ? view : { ...view, StatusAttributeString: 'OK' };
}

/** A client's own GUID means nothing on create. */
function withoutKeys(input: ContactInput): ContactInput {
	return { ...input, ContactID: undefined };
}

function tidied(input: ContactInput, call: XeroCall): ContactInput {
	if (typeof input.Name !== 'string' || call.kernel.switches.get('xero.blanksInName') === 'refused') return input;
	return { ...input, Name: input.Name.trim().replace(/\s+/g, ' ') };
}

function namesUnknownId(call: XeroCall, inputs: ContactInput[]): boolean {
	if (call.kernel.switches.get('xero.unknownIdInWrite') !== '404') return false;
	return inputs.some((input) => isUnknown(call, sentId(input)));
}

function isUnknown(call: XeroCall, id: string | undefined): boolean {
	return id !== undefined && call.organisation.contacts.get(id) === undefined;
}

/** Values that are no JSON for a contact make the whole body unreadable. */
function unreadable(inputs: ContactInput[]): string | null {
	for (const input of inputs) {
		const id = sentId(input);
		if (id !== undefined && !isGuid(id)) return `JSON for post data was invalid, could not convert '${id}' to Guid`;
		const wrong = TEXT_FIELDS.find((field) => typeof input[field] === 'object' && input[field] !== null);
		if (wrong !== undefined) return `JSON for post data was invalid, ${wrong} is no text`;
		if (input.Phones !== undefined && !list(input.Phones).every(isObject)) return 'JSON for post data was invalid, Phones';
	}
	return null;
}
